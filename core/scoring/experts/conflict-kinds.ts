import type { LocalText } from "../../problems/finding.ts";

/** What is known of an expert when conflicts are looked for. */
export interface ConflictExpert {
  accountId: string;
  organisationId: string | null;
  employerName: string | null;
  employerCreditCode: string | null;
  /** What the expert declared: about one declaration, or about an organisation by its code or name. */
  declared: readonly { declarationId: string | null; name: string | null; creditCode: string | null }[];
  /** Paths of the regions whose declarations the expert may read in another role. */
  readerPaths: readonly string[];
}

/** What is known of a declaration when conflicts are looked for. */
export interface ConflictDeclaration {
  id: string;
  applicantAccountId: string;
  organisationId: string | null;
  applicantName: string;
  /** Code of the applicant's organisation; null for a person. */
  creditCode: string | null;
  regionPath: string;
}

/** One kind of conflict of interest. Shared code never asks for its name. */
export interface ConflictKind {
  id: string;
  title: LocalText;
  holds(expert: ConflictExpert, declaration: ConflictDeclaration): boolean;
}

/** Every kind a panel may name in `conflicts`. */
export const CONFLICT_KINDS: readonly ConflictKind[] = [
  {
    id: "declared",
    title: { zh: "专家申报回避", en: "Declared by the expert" },
    holds: ({ declared }, { id, applicantName, creditCode }) =>
      declared.some(
        (conflict) =>
          conflict.declarationId === id ||
          sameCode(conflict.creditCode, creditCode) ||
          sameName(conflict.name, applicantName),
      ),
  },
  {
    id: "same-organisation",
    title: { zh: "专家账号属于申报单位", en: "The expert's account belongs to the applicant" },
    holds: ({ accountId, organisationId }, declaration) =>
      accountId === declaration.applicantAccountId ||
      (organisationId !== null && organisationId === declaration.organisationId),
  },
  {
    id: "same-credit-code",
    title: { zh: "工作单位与申报单位信用代码相同", en: "The employer has the applicant's credit code" },
    holds: ({ employerCreditCode }, { creditCode }) => sameCode(employerCreditCode, creditCode),
  },
  {
    id: "employer",
    title: { zh: "工作单位与申报单位同名", en: "The employer has the applicant's name" },
    holds: ({ employerName }, { applicantName }) => sameName(employerName, applicantName),
  },
  {
    id: "reviewer",
    title: { zh: "专家以其他身份经办该申报", en: "The expert handles the declaration in another role" },
    holds: ({ readerPaths }, { regionPath }) => readerPaths.some((path) => regionPath.startsWith(path)),
  },
];

/** Kinds of the list that hold between an expert and a declaration, of those a panel names. */
export function conflictsBetween(
  named: readonly string[],
  expert: ConflictExpert,
  declaration: ConflictDeclaration,
): string[] {
  return CONFLICT_KINDS.filter(({ id, holds }) => named.includes(id) && holds(expert, declaration)).map(({ id }) => id);
}

function sameCode(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.toUpperCase() === other.toUpperCase();
}

/** Names are the same whatever their spaces, brackets and widths. */
function sameName(one: string | null, other: string): boolean {
  if (one === null) return false;
  const bare = plainName(one);
  return bare !== "" && bare === plainName(other);
}

function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, "");
}
