import type { Locale } from "../../../../core/problems/finding.ts";
import type { Sheet } from "../sheet.ts";

/** All materials of a declaration as one file, before it is made: what comes in which order, and from where. */

/** A file that was handed in, lying on disk. */
export interface BundleFile {
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
  path: string;
}

/** One entry of the list of materials: a form printed by the product, or the files of a requirement. */
export interface BundleMaterial {
  title: string;
  sheets: Sheet[];
  files: BundleFile[];
}

export interface BundlePlan {
  locale: Locale;
  /** Name of the bundle, which is the title of the document. */
  title: string;
  programme: string;
  /** Who declares what, on the cover: label and value. */
  facts: [string, string][];
  /** Version code of the declared form. */
  code: string;
  isDraft: boolean;
  materials: BundleMaterial[];
}

/** Why a file is not among the pages. It is listed all the same, as enclosed beside the bundle. */
export type Apart = "type" | "encrypted" | "damaged" | "missing" | "pages" | "heavy";

/** What became of a sheet or a file: its pages stand in the bundle, or it lies beside it. */
export type Placed = { pages: number } | { apart: Apart };

/** A file may take so long and no longer; then it is left apart. */
export const FILE_LIMIT_MS = 15_000;

/** The data of the thread that makes a bundle. */
export interface BundleTask {
  plan: BundlePlan;
  /** File to write. */
  out: string;
  maxPages: number;
  /** Files by SHA-256 that an earlier attempt broke on. */
  heavy: string[];
}

/** What the thread says: which file it looks at, and how it ended. */
export type BundleMessage = { begins: string | null } | { done: true } | { failure: string };
