import { hash } from "node:crypto";
import { replaceSha256 } from "../../core/json/sha256.ts";

/** Lets everything that is hashed in core use the processor's own SHA-256; every entry of the server calls it once. */
export function hashNatively(): void {
  replaceSha256((bytes) => hash("sha256", bytes, "hex"));
}
