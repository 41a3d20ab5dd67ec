import type { FileVerdict } from "./file-verdict.ts";

/**
 * Hook for a virus scanner. It is asked after a file passed the product's own checks and before it is released;
 * it throws when it cannot tell, which keeps the file in quarantine.
 */
export interface FileScanner {
  /** Looks into the file at `path`; `true` lets it pass. */
  passes(path: string, verdict: Extract<FileVerdict, { accepted: true }>): Promise<boolean>;
}
