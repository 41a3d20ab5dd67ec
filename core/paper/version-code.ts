/** What ties a sheet to what is stored: read by machine from its QR code, by people from its foot. */
export interface SheetVersion {
  /** Hash of the edition's documents. */
  editionHash: string;
  /** Hash of the answers as they were handed in, or as they stand in a draft; null for an empty form. */
  answersHash: string | null;
  /** Number of the declaration; null before it was handed in. */
  number: string | null;
}

const PREFIX = 12;
/** Digits of the answers' group that must be typed to say which sheet lies there. */
const TYPED = 6;

/** `SB1.<edition>.<answers>.<number>`: twelve hexadecimal digits of each hash, a dash for what there is not. */
export function versionCode({ editionHash, answersHash, number }: SheetVersion): string {
  return ["SB1", editionHash.slice(0, PREFIX), answersHash?.slice(0, PREFIX) ?? "-", number ?? "-"].join(".");
}

/** The group of a version code that changes with every answer. */
export function answersCode(answersHash: string): string {
  return answersHash.slice(0, PREFIX);
}

/**
 * True when what was read from the foot of a sheet names these answers: the whole code, its group of the answers, or
 * at least six digits of the group's beginning.
 */
export function namesAnswers(typed: string, answersHash: string): boolean {
  const text = typed.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
  const group = text.startsWith("sb1.") ? (text.split(".")[2] ?? "") : text;
  return group.length >= TYPED && group.length <= PREFIX && answersCode(answersHash).startsWith(group);
}
