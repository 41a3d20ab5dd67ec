import { isCreditCode, isIdNumber } from "../../../core/forms/formats.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import type { Finding } from "../../../core/problems/finding.ts";

/** What can be wrong with a registration, each at its place in the request. */

/** A password that is too easy to guess. Length is the contract's. */
export function passwordFindings(password: string, login: string, pointer: string): Finding[] {
  const isPlain = /^\p{L}+$/u.test(password) || /^\d+$/.test(password) || new Set(password).size < 5;
  const holdsLogin = password.toLowerCase().includes(login.toLowerCase());
  return isPlain || holdsLogin ? [finding("account-password-weak", pointer)] : [];
}

export function creditCodeFindings(code: string, pointer: string): Finding[] {
  const title = { zh: "统一社会信用代码", en: "Unified social credit code" };
  return isCreditCode(code) ? [] : [finding("answer-credit-code", pointer, { title })];
}

export function idNumberFindings(idNumber: string, pointer: string): Finding[] {
  const title = { zh: "身份证号码", en: "ID number" };
  return isIdNumber(idNumber) ? [] : [finding("answer-id-number", pointer, { title })];
}
