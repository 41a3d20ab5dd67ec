import { sha256Hex } from "../../../core/json/sha256.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import type { PanelOfRound } from "./panel-access.ts";

/**
 * Chance of a draw. It follows from the secret key and the number of the draw, so it is fixed before anybody asks for the
 * draw and cannot be tried beforehand; its hash is shown on the panel before, so it cannot be changed either (decision 0009).
 */
export function nonceOf(cipher: FieldCipher, { round, panelId }: PanelOfRound, number: number): string {
  return cipher.blindIndex("panel-draw", [round.id, panelId, number].join("\n"));
}

/** What is shown of a nonce before the draw. */
export function commitmentOf(nonce: string): string {
  return sha256Hex(nonce);
}

/** The seed of a draw: the nonce, and behind it what the owner gave as a public lot. */
export function seedOf(nonce: string, publicLot: string | null): string {
  return publicLot === null ? nonce : `${nonce} ${publicLot}`;
}
