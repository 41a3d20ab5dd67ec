import type { Schedule } from "./answer-store.ts";

/**
 * When the browser is idle and no button is pressed. A press leaves the field before it, and what then appears (a finding,
 * a conditional field) would move the page between press and release: the click would miss what the person pressed.
 */

let pressed = false;
const waiting = new Set<() => void>();

function listen(): void {
  window.addEventListener("pointerdown", () => (pressed = true), true);
  const release = () => {
    pressed = false;
    // The click follows the release; it goes first.
    setTimeout(() => {
      for (const go of [...waiting]) go();
    }, 0);
  };
  window.addEventListener("pointerup", release, true);
  window.addEventListener("pointercancel", release, true);
}

function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === "function") {
    const handle = requestIdleCallback(work, { timeout: 200 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(work, 30);
  return () => clearTimeout(timer);
}

/** Runs work once, when the page is calm; returns how to call it off. */
export const whenCalm: Schedule = (work) => {
  let cancel = () => {};
  const start = () => {
    waiting.delete(start);
    cancel = whenIdle(() => {
      // A press may have begun meanwhile.
      if (pressed) waiting.add(start);
      else work();
    });
  };
  if (pressed) waiting.add(start);
  else start();
  return () => {
    waiting.delete(start);
    cancel();
  };
};

// From the start, so that the very first press is known; outside a browser there is none.
if (typeof window !== "undefined") listen();
