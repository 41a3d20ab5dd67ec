import type { Viewer } from "../../../core/access/viewer.ts";
import type { ChangeOrganisation, Invite, OrganisationView } from "../../../core/contracts/accounts.ts";
import { hashSecret, newReadableCode } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { getRegion } from "../regions/regions.service.ts";
import type { OrganisationRow } from "./organisations.store.ts";

const INVITE_MS = 7 * 24 * 3_600_000;

/** The viewer's own organisation; a person without one gets `not-found`. */
export async function viewOrganisation(stores: Stores, viewer: Viewer): Promise<OrganisationView> {
  const organisation = await ownOrganisation(stores, viewer);
  const region = await stores.regions.find(organisation.regionCode);
  const members = await stores.accounts.listOfOrganisation(organisation.id);
  const { createdAt: _, ...shown } = organisation;
  return {
    ...shown,
    regionName: region?.name ?? organisation.regionCode,
    members: members.map(({ id, login, displayName }) => ({ id, login, name: displayName })),
  };
}

/** Changes the organisation. Declarations that are under way keep the name and region they were started with. */
export async function changeOrganisation(stores: Stores, viewer: Viewer, change: ChangeOrganisation): Promise<void> {
  const organisation = await ownOrganisation(stores, viewer);
  if (change.regionCode !== undefined) await getRegion(stores, change.regionCode, "/regionCode");
  await stores.organisations.update(organisation.id, change);
  await record(stores, {
    actor: viewer,
    role: "applicant",
    action: "organisation-change",
    subjectType: "organisation",
    subjectId: organisation.id,
    regionCode: change.regionCode ?? organisation.regionCode,
    // Profile values may be personal: only which of them changed.
    detail: { name: change.name, regionCode: change.regionCode, profile: Object.keys(change.profile ?? {}) },
  });
}

/** Makes a code with which one colleague can join; it is shown once. */
export async function inviteColleague(stores: Stores, viewer: Viewer): Promise<Invite> {
  const organisation = await ownOrganisation(stores, viewer);
  const code = newReadableCode();
  const expiresAt = new Date(Date.parse(stores.now) + INVITE_MS).toISOString();
  await stores.organisations.insertInvite({
    codeHash: hashSecret(code),
    organisationId: organisation.id,
    createdBy: viewer.accountId,
    createdAt: stores.now,
    expiresAt,
  });
  await record(stores, {
    actor: viewer,
    role: "applicant",
    action: "organisation-invite",
    subjectType: "organisation",
    subjectId: organisation.id,
    regionCode: organisation.regionCode,
  });
  return { code, expiresAt };
}

async function ownOrganisation(stores: Stores, viewer: Viewer): Promise<OrganisationRow> {
  const organisation = viewer.organisationId === null ? null : await stores.organisations.find(viewer.organisationId);
  if (organisation === null) throw new Problem("not-found");
  return organisation;
}
