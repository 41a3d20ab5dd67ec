/** What the driver of the bench finds in a page: it announces a key, and waits for the frame that shows it. */
export interface BenchWindow {
  expectKey: () => void;
  painted: Promise<void>;
  /** From data to the painted first view, in milliseconds; 0 until then. */
  shownMs: number;
  store: { answer: (field: string) => unknown } | null;
}

/** Calls back when the frame that is being prepared has been painted. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = work;
    channel.port2.postMessage(null);
  });
}

export const bench: BenchWindow = {
  expectKey() {
    bench.painted = new Promise((painted) => {
      document.addEventListener("keydown", () => afterPaint(painted), { capture: true, once: true });
    });
  },
  painted: Promise.resolve(),
  shownMs: 0,
  store: null,
};
Object.assign(window, { bench });

/** Call when a form is first committed: notes when it is painted. */
export function noteShown(start: number): void {
  afterPaint(() => {
    bench.shownMs = performance.now() - start;
  });
}
