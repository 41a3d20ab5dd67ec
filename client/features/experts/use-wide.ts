import { useSyncExternalStore } from "react";

const query = "(min-width: 961px)";

function subscribe(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener("change", listener);
  return () => list.removeEventListener("change", listener);
}

/** True where marks and evidence fit side by side; sheet.css turns at the same width. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
