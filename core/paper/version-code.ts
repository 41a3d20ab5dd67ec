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

/** `SB1.<edition>.<answers>.<number>`: twelve hexadecimal digits of each hash, a dash for what there is not. */
export function versionCode({ editionHash, answersHash, number }: SheetVersion): string {
  return ["SB1", editionHash.slice(0, PREFIX), answersHash?.slice(0, PREFIX) ?? "-", number ?? "-"].join(".");
}
