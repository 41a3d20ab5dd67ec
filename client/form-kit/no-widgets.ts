/**
 * Stands in for rjsf's own widgets (see vite.config.ts): every field of our forms is rendered by form-kit/kinds, so theirs
 * would only be downloaded.
 */
export default function noWidgets(): Record<string, never> {
  return {};
}
