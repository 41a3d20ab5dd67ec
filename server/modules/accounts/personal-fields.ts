import type { FieldCipher } from "../../crypto/field-cipher.ts";
import type { AccountRow } from "./accounts.store.ts";

/** Telephone and ID number of an account: encrypted at rest, found by a blind index, shown masked. */

const PHONE = "accounts.phone";
const ID_NUMBER = "accounts.id-number";

export function sealPhone(
  cipher: FieldCipher,
  phone: string | undefined,
): Pick<AccountRow, "phoneCipher" | "phoneIndex"> {
  const digits = phone?.replace(/[^0-9+]/g, "");
  if (!digits) return { phoneCipher: null, phoneIndex: null };
  return { phoneCipher: cipher.encrypt(PHONE, digits), phoneIndex: cipher.blindIndex(PHONE, digits) };
}

export function sealIdNumber(
  cipher: FieldCipher,
  idNumber: string,
): Pick<AccountRow, "idNumberCipher" | "idNumberIndex"> {
  return { idNumberCipher: cipher.encrypt(ID_NUMBER, idNumber), idNumberIndex: cipher.blindIndex(ID_NUMBER, idNumber) };
}

/** The personal fields as an answer may show them. */
export function maskedFields(
  cipher: FieldCipher,
  account: AccountRow,
): { phone: string | null; idNumber: string | null } {
  return {
    phone: account.phoneCipher === null ? null : mask(cipher.decrypt(PHONE, account.phoneCipher), 3, 4),
    idNumber: account.idNumberCipher === null ? null : mask(cipher.decrypt(ID_NUMBER, account.idNumberCipher), 4, 2),
  };
}

/** Keeps the first and last characters, at most half of the text together. */
function mask(text: string, head: number, tail: number): string {
  if (text.length < (head + tail) * 1.5) return "*".repeat(text.length);
  return text.slice(0, head) + "*".repeat(text.length - head - tail) + text.slice(-tail);
}
