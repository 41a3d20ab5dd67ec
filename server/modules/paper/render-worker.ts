import { parentPort } from "node:worker_threads";
import { renderDocx } from "./docx.ts";
import { renderPdf } from "./pdf.ts";
import type { RenderAnswer, RenderTask } from "./render-sheet.ts";

/** Runs in a thread of its own: takes sheets one after another and answers with files. */

const renderers = { pdf: renderPdf, docx: renderDocx };

parentPort?.on("message", ({ sheet, format }: RenderTask) => {
  renderers[format](sheet).then(
    (file) => answer({ file: new Uint8Array(file) }),
    (error: unknown) => answer({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

function answer(message: RenderAnswer): void {
  parentPort?.postMessage(message);
}
