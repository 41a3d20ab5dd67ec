import { isDate, isYearMonth } from "../rules/calendar.ts";

/**
 * The named formats of text fields. All run in time linear in the text, and a text longer than 2,000 characters has no
 * format, so no value can hold the server up.
 */

const CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** Unified social credit code, GB 32100-2015: 18 characters, the last a check character modulo 31. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false;
  let sum = 0;
  let weight = 1;
  for (const character of text.slice(0, 17)) {
    sum += CREDIT_CODE_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_CODE_ALPHABET[(31 - (sum % 31)) % 31] === text[17];
}

const ID_CHECK_CHARACTERS = "10X98765432";

/** Resident identity number, GB 11643-1999: 18 characters, a real date of birth, check character modulo 11-2. */
export function isIdNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  if (!isDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(text[i]) * (2 ** (17 - i) % 11);
  return ID_CHECK_CHARACTERS[sum % 11] === text[17];
}

/** Mobile number of mainland China: 11 digits beginning with 1. */
function isMobile(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text);
}

/** Telephone: a mobile number, or a fixed line with optional area code and extension (0851-12345678-12), or 400/800. */
function isPhone(text: string): boolean {
  return (
    isMobile(text) ||
    /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/.test(text) ||
    /^[2-9]\d{6,7}(-\d{1,6})?$/.test(text) ||
    /^[48]00-?\d{3}-?\d{4}$/.test(text)
  );
}

/** Postcode: six digits. */
function isPostcode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** E-mail address: one @, a local part without spaces, a domain with a dot; at most 254 characters. */
function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.indexOf("@");
  if (at < 1 || at > 64 || at !== text.lastIndexOf("@")) return false;
  const labels = text.slice(at + 1).split(".");
  return (
    /^[\w.!#$%&'*+/=?^`{|}~-]+$/.test(text.slice(0, at)) &&
    labels.length >= 2 &&
    labels.every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label))
  );
}

/** Web address: http or https, a host with a dot (or an IPv4 address), no spaces, no user name. */
function isUrl(text: string): boolean {
  if (text.length > 2000) return false;
  const match = /^https?:\/\/([^/?#\s]+)([/?#]\S*)?$/i.exec(text);
  const host = match?.[1]?.replace(/:\d{1,5}$/, "");
  if (host === undefined || !host.includes(".")) return false;
  return host.split(".").every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label));
}

/** Every format with its check; the keys are those of the form document. */
export const formatChecks = {
  date: isDate,
  "year-month": isYearMonth,
  "credit-code": isCreditCode,
  "id-number": isIdNumber,
  mobile: isMobile,
  phone: isPhone,
  postcode: isPostcode,
  email: isEmail,
  url: isUrl,
} as const;
