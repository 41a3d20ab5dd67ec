import type { Viewer } from "../../../../core/access/viewer.ts";
import type { DeclarationDetail } from "../../../../core/contracts/declarations.ts";
import { answersCode } from "../../../../core/paper/version-code.ts";
import { type Locale, textIn } from "../../../../core/problems/finding.ts";
import type { FieldCipher } from "../../../crypto/field-cipher.ts";
import { listWithDeclaration } from "../../attached/attached.service.ts";
import { type AttachedStores, openAttached } from "../../attached/attached-access.ts";
import { readFiles } from "../../attached/attached-files.ts";
import { filesKnownTo, openDeclaration } from "../../declarations/declaration-access.ts";
import { getDeclaration } from "../../declarations/declaration-detail.ts";
import { sealedScans } from "../../declarations/sealed-form.ts";
import type { BlobStore } from "../../evidence/blob-store.ts";
import type { EvidenceRow } from "../../evidence/evidence.store.ts";
import { getAttachedSheet, getDeclarationSheet, materialsName } from "../paper.service.ts";
import type { BundleFile, BundleMaterial, BundlePlan } from "./bundle.ts";

const words = {
  zh: {
    form: "申报表",
    sealed: "申报表盖章扫描件",
    seals: "审核推荐盖章件",
    others: "其他材料",
    facts: { applicant: "申报人", number: "申报编号", region: "所在地区", round: "申报批次", submitted: "提交时间" },
    none: "（未提交）",
  },
  en: {
    form: "Declaration form",
    sealed: "Sealed scan of the form",
    seals: "Sealed scans of the review",
    others: "Other files",
    facts: { applicant: "Applicant", number: "Number", region: "Region", round: "Round", submitted: "Handed in" },
    none: "(not handed in)",
  },
} as const;

/**
 * What goes into the bundle of a declaration, as the viewer may see it: its sheet as `getDeclarationSheet` shows it,
 * those of the forms that go with it and their files, then files in the order of the form's evidence. Everybody but the applicant gets
 * the files that were handed in, even while the applicant is correcting them.
 * @throws Problem `not-found` out of the viewer's scope
 */
export async function planBundle(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  { cipher, blobs, locale }: { cipher: FieldCipher; blobs: BlobStore; locale: Locale },
): Promise<BundlePlan> {
  const opened = await openDeclaration(stores, viewer, id);
  const { detail } = await getDeclaration(stores, viewer, id, cipher);
  const { sheet, isHandedIn } = await getDeclarationSheet(stores, viewer, id, cipher, locale);
  const files = await filesKnownTo(stores, opened.row, opened.parties.has("applicant"));
  const { programme, form } = opened.edition.bundle;
  const text = words[locale];
  const fileOf = ({ fileName, mediaType, size, sha256 }: EvidenceRow): BundleFile => ({
    fileName,
    mediaType,
    size,
    sha256,
    path: blobs.blobPath(sha256),
  });
  const material = (title: string, rows: readonly EvidenceRow[]): BundleMaterial => ({
    title,
    sheets: [],
    files: rows.map(fileOf),
  });
  const required = form.evidence.map((requirement) =>
    material(
      textIn(requirement.title, locale),
      files.filter(({ purpose, requirementId }) => purpose === "evidence" && requirementId === requirement.id),
    ),
  );
  const known = new Set(form.evidence.map((requirement) => requirement.id));
  const others = files.filter(
    ({ purpose, requirementId }) => purpose === "evidence" && !known.has(requirementId ?? ""),
  );
  return {
    locale,
    title: materialsName(programme, detail.summary),
    programme: textIn(programme.title, locale),
    facts: factsOf(detail, locale),
    code: sheet.code,
    isDraft: !isHandedIn,
    materials: [
      { title: text.form, sheets: [sheet], files: [] },
      material(
        text.sealed,
        sealedScans(files).filter(({ answersHash }) => answersCode(answersHash) === detail.sealedForm?.code),
      ),
      ...(await attachedMaterials(stores, viewer, id, cipher, locale)).map(({ rows, ...one }) => ({
        ...one,
        files: rows.map(fileOf),
      })),
      ...required,
      material(text.others, others),
      material(
        text.seals,
        files.filter(({ purpose, party }) => purpose === "seal" && party !== "applicant"),
      ),
    ].filter(({ sheets, files: held }) => sheets.length + held.length > 0),
  };
}

/** The forms that go with the declaration, each under its own name with its files behind it. */
async function attachedMaterials(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
  locale: Locale,
): Promise<(Omit<BundleMaterial, "files"> & { rows: EvidenceRow[] })[]> {
  const materials = [];
  for (const item of (await listWithDeclaration(stores, viewer, id)).items) {
    if (item.id === null) continue;
    const { sheet } = await getAttachedSheet(stores, viewer, item.id, cipher, locale);
    const rows = await readFiles(stores, await openAttached(stores, viewer, item.id));
    materials.push({ title: item.title[locale], sheets: [sheet], rows });
  }
  return materials;
}

function factsOf({ summary, receipt }: DeclarationDetail, locale: Locale): [string, string][] {
  const { facts, none } = words[locale];
  return [
    [facts.applicant, summary.applicantName],
    [facts.number, summary.number ?? none],
    [facts.region, `${summary.city}${summary.county ?? ""}`],
    [facts.round, `${summary.roundTitle[locale]}`],
    [facts.submitted, receipt === null ? none : chinaTime(receipt.submittedAt)],
  ];
}

/** `2024-06-01 09:30` in China Standard Time. */
function chinaTime(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3600 * 1000);
  return shifted.toISOString().slice(0, 16).replace("T", " ");
}
