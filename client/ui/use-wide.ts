import { useCallback, useSyncExternalStore } from "react";

/** True while the window is at least that many pixels wide; a style sheet turns at the same width. */
export function useWide(pixels: number): boolean {
  const query = `(width >= ${pixels}px)`;
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
