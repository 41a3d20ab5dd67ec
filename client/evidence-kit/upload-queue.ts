import type { EvidenceItem } from "../../core/contracts/declarations.ts";
import { remove } from "../api/client.ts";
import { type ApiProblem, problemOf } from "../api/problem.ts";
import { uploadEvidence } from "../api/upload.ts";

/** Files of one declaration or attached form: those on the server, and those on their way. One is sent at a time. */

export interface UploadJob {
  id: number;
  requirementId: string;
  file: File;
  /** 0 to 1. */
  progress: number;
  state: "waiting" | "sending" | "failed";
  problem: ApiProblem | null;
}

interface RunningJob extends UploadJob {
  uploadId: string | undefined;
  abort: AbortController;
}

export interface UploadsSnapshot {
  evidence: readonly EvidenceItem[];
  jobs: readonly UploadJob[];
}

export class UploadQueue {
  readonly #owner: string;
  #evidence: readonly EvidenceItem[];
  #jobs: readonly RunningJob[] = [];
  #lastId = 0;
  #busy = false;
  #snapshot: UploadsSnapshot;
  readonly #listeners = new Set<() => void>();
  readonly #evidenceListeners = new Set<() => void>();

  /** @param owner address of what the files belong to, `/api/declarations/<id>` or `/api/attached/<id>` */
  constructor(owner: string, evidence: readonly EvidenceItem[]) {
    this.#owner = owner;
    this.#evidence = evidence;
    this.#snapshot = { evidence, jobs: [] };
  }

  snapshot(): UploadsSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Told when a file is complete or deleted. */
  onEvidence(listener: () => void): () => void {
    this.#evidenceListeners.add(listener);
    return () => this.#evidenceListeners.delete(listener);
  }

  /** Complete files by requirement. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const item of this.#evidence) {
      if (item.purpose === "evidence" && item.requirementId) {
        counts[item.requirementId] = (counts[item.requirementId] ?? 0) + 1;
      }
    }
    return counts;
  }

  add(requirementId: string, files: readonly File[]): void {
    const added = files.map((file): RunningJob => {
      this.#lastId += 1;
      const abort = new AbortController();
      return {
        id: this.#lastId,
        requirementId,
        file,
        progress: 0,
        state: "waiting",
        problem: null,
        uploadId: undefined,
        abort,
      };
    });
    this.#jobs = [...this.#jobs, ...added];
    this.#publish();
    void this.#run();
  }

  /** Goes on where the line broke. */
  retry(id: number): void {
    this.#change(id, { state: "waiting", problem: null, abort: new AbortController() });
    void this.#run();
  }

  /** Gives an upload up. */
  drop(id: number): void {
    this.#jobs.find((job) => job.id === id)?.abort.abort();
    this.#jobs = this.#jobs.filter((job) => job.id !== id);
    this.#publish();
  }

  /** Deletes a file on the server; rejects with ApiProblem. */
  async remove(evidenceId: string): Promise<void> {
    await remove(`/api/evidence/${evidenceId}`);
    this.#setEvidence(this.#evidence.filter((item) => item.id !== evidenceId));
  }

  stop(): void {
    for (const job of this.#jobs) job.abort.abort();
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    const next = this.#jobs.find((job) => job.state === "waiting");
    if (!next) return;
    this.#busy = true;
    this.#change(next.id, { state: "sending" });
    try {
      const item = await uploadEvidence(
        this.#owner,
        next.file,
        { purpose: "evidence", requirementId: next.requirementId },
        {
          signal: next.abort.signal,
          resumeId: next.uploadId,
          onProgress: ({ uploadId, received, size }) => this.#change(next.id, { uploadId, progress: received / size }),
        },
      );
      this.#jobs = this.#jobs.filter((job) => job.id !== next.id);
      this.#setEvidence([...this.#evidence, item]);
    } catch (error) {
      if (!next.abort.signal.aborted) this.#change(next.id, { state: "failed", problem: problemOf(error) });
    }
    this.#busy = false;
    void this.#run();
  }

  #setEvidence(evidence: readonly EvidenceItem[]): void {
    this.#evidence = evidence;
    this.#publish();
    for (const listener of this.#evidenceListeners) listener();
  }

  #change(id: number, change: Partial<RunningJob>): void {
    this.#jobs = this.#jobs.map((job) => (job.id === id ? { ...job, ...change } : job));
    this.#publish();
  }

  #publish(): void {
    this.#snapshot = { evidence: this.#evidence, jobs: this.#jobs };
    for (const listener of this.#listeners) listener();
  }
}
