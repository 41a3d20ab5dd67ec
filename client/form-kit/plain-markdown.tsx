import type { ReactNode } from "react";

/**
 * Stands in for `markdown-to-jsx` inside rjsf (see vite.config.ts), whose own templates would use it for descriptions. Ours
 * show texts as they are, so the 40 KiB of a Markdown parser stay out of the applicant's first download.
 */
export function Markdown({ children }: { children?: ReactNode }) {
  return <>{children}</>;
}
