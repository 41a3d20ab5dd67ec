import type { EvidenceItem } from "../../core/contracts/declarations.ts";
import type { StartUpload, UploadState } from "../../core/contracts/evidence.ts";
import { get, post, request } from "./client.ts";
import { ApiProblem, problemOf } from "./problem.ts";

/**
 * Sends a file in pieces. A broken line costs one piece: `resumeId` asks the server how far it came and goes on there.
 */
export interface UploadProgress {
  /** Given by the server; keep it to go on after a failure. */
  uploadId: string;
  received: number;
  size: number;
}

const defaultPieceSize = 1024 * 1024;
const triesPerPiece = 3;

async function sendPiece(file: Blob, state: UploadState, signal: AbortSignal): Promise<UploadState> {
  const end = Math.min(state.size, state.received + (state.pieceSize || defaultPieceSize));
  const raw = { body: file.slice(state.received, end), type: "application/octet-stream" };
  for (let tries = 1; ; tries += 1) {
    try {
      return await request<UploadState>("PUT", `/api/uploads/${state.id}`, {
        query: { offset: state.received },
        raw,
        signal,
      });
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      // The piece had arrived after all, or another tab went on: the server says where it stands.
      if (problem?.status === 409 && typeof problem.body.received === "number") {
        return { ...state, received: problem.body.received };
      }
      if (problem?.status !== 0 || tries >= triesPerPiece) throw error;
      await new Promise((wake) => setTimeout(wake, 500 * tries));
    }
  }
}

/**
 * Uploads one file for what lies at `owner`, a declaration or an attached form; rejects with ApiProblem (or AbortError) and can be called again
 * with `resumeId`.
 */
export async function uploadEvidence(
  owner: string,
  file: File,
  what: Pick<StartUpload, "purpose" | "requirementId">,
  options: { signal: AbortSignal; resumeId?: string | undefined; onProgress: (progress: UploadProgress) => void },
): Promise<EvidenceItem> {
  const start = () =>
    post<UploadState>(
      `${owner}/uploads`,
      { ...what, fileName: file.name, size: file.size },
      { signal: options.signal },
    );
  let state: UploadState;
  if (options.resumeId) {
    try {
      state = await get<UploadState>(`/api/uploads/${options.resumeId}`, undefined, options.signal);
    } catch (error) {
      if (problemOf(error).status !== 404) throw error;
      state = await start(); // The server has forgotten the half-sent file.
    }
  } else {
    state = await start();
  }
  const report = () => options.onProgress({ uploadId: state.id, received: state.received, size: state.size });
  report();
  while (state.received < state.size) {
    state = await sendPiece(file, state, options.signal);
    report();
  }
  return post<EvidenceItem>(`/api/uploads/${state.id}/complete`, {}, { signal: options.signal });
}
