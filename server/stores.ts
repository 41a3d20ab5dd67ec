import type { Knex } from "knex";
import { type MetaStore, makeMetaStore } from "./database/meta.store.ts";
import { makeOutboxStore, type OutboxStore } from "./jobs/outbox.store.ts";
import { type AccountsStore, makeAccountsStore } from "./modules/accounts/accounts.store.ts";
import { makeOrganisationsStore, type OrganisationsStore } from "./modules/accounts/organisations.store.ts";
import { makeSessionsStore, type SessionsStore } from "./modules/accounts/sessions.store.ts";
import { type AttachedStore, makeAttachedStore } from "./modules/attached/attached.store.ts";
import { makeTitleHoldersStore, type TitleHoldersStore } from "./modules/attached/title-holders.store.ts";
import { type AuditStore, makeAuditStore } from "./modules/audit/audit.store.ts";
import { type ConsequencesStore, makeConsequencesStore } from "./modules/consequences/consequences.store.ts";
import { type DashboardsStore, makeDashboardsStore } from "./modules/dashboards/dashboards.store.ts";
import { type DeclarationsStore, makeDeclarationsStore } from "./modules/declarations/declarations.store.ts";
import { type HistoryStore, makeHistoryStore } from "./modules/declarations/history.store.ts";
import { makeReviewsStore, type ReviewsStore } from "./modules/declarations/reviews.store.ts";
import { type DefinitionsStore, makeDefinitionsStore } from "./modules/definitions/definitions.store.ts";
import { type EvidenceStore, makeEvidenceStore } from "./modules/evidence/evidence.store.ts";
import { type ExpertsStore, makeExpertsStore } from "./modules/experts/experts.store.ts";
import { makePanelsStore, type PanelsStore } from "./modules/experts/panels.store.ts";
import { makeSheetsStore, type SheetsStore } from "./modules/experts/sheets.store.ts";
import { makeProgrammesStore, type ProgrammesStore } from "./modules/programmes/programmes.store.ts";
import { makeObjectionsStore, type ObjectionsStore } from "./modules/publicity/objections.store.ts";
import { makePublicityStore, type PublicityStore } from "./modules/publicity/publicity.store.ts";
import { makeRegionsStore, type RegionsStore } from "./modules/regions/regions.store.ts";
import { makeScoringStore, type ScoringStore } from "./modules/scoring/scoring.store.ts";
import { makeStudioStore, type StudioStore } from "./modules/studio/studio.store.ts";
import { type BansStore, makeBansStore } from "./modules/titles/bans.store.ts";
import { makeTitlesStore, type TitlesStore } from "./modules/titles/titles.store.ts";
import { makeWeightsStore, type WeightsStore } from "./modules/weights/weights.store.ts";
import { makeWorkflowStore, type WorkflowStore } from "./modules/workflow/workflow.store.ts";
import { type IdempotencyStore, makeIdempotencyStore } from "./plugins/idempotency.store.ts";

/** Everything a unit of work may read and write. All stores share its transaction. */
export interface Stores {
  /** The one time of the unit of work, ISO UTC: every row of a command carries it. */
  readonly now: string;
  readonly meta: MetaStore;
  readonly audit: AuditStore;
  readonly regions: RegionsStore;
  readonly accounts: AccountsStore;
  readonly organisations: OrganisationsStore;
  readonly sessions: SessionsStore;
  readonly idempotency: IdempotencyStore;
  readonly studio: StudioStore;
  readonly dashboards: DashboardsStore;
  readonly publicity: PublicityStore;
  readonly objections: ObjectionsStore;
  readonly titles: TitlesStore;
  readonly bans: BansStore;
  readonly scoring: ScoringStore;
  readonly consequences: ConsequencesStore;
  readonly outbox: OutboxStore;
  readonly definitions: DefinitionsStore;
  readonly programmes: ProgrammesStore;
  readonly evidence: EvidenceStore;
  readonly declarations: DeclarationsStore;
  readonly history: HistoryStore;
  readonly reviews: ReviewsStore;
  readonly attached: AttachedStore;
  readonly titleHolders: TitleHoldersStore;
  readonly workflow: WorkflowStore;
  readonly weights: WeightsStore;
  readonly experts: ExpertsStore;
  readonly panels: PanelsStore;
  readonly sheets: SheetsStore;
}

/** Makes the stores of one transaction. A module adds its store here. */
export function makeStores(transaction: Knex.Transaction, now: string): Stores {
  return {
    now,
    meta: makeMetaStore(transaction),
    audit: makeAuditStore(transaction),
    regions: makeRegionsStore(transaction),
    accounts: makeAccountsStore(transaction),
    organisations: makeOrganisationsStore(transaction),
    sessions: makeSessionsStore(transaction),
    idempotency: makeIdempotencyStore(transaction),
    studio: makeStudioStore(transaction),
    dashboards: makeDashboardsStore(transaction),
    publicity: makePublicityStore(transaction),
    objections: makeObjectionsStore(transaction),
    titles: makeTitlesStore(transaction),
    bans: makeBansStore(transaction),
    scoring: makeScoringStore(transaction),
    consequences: makeConsequencesStore(transaction),
    outbox: makeOutboxStore(transaction),
    definitions: makeDefinitionsStore(transaction),
    programmes: makeProgrammesStore(transaction),
    evidence: makeEvidenceStore(transaction),
    declarations: makeDeclarationsStore(transaction),
    history: makeHistoryStore(transaction),
    reviews: makeReviewsStore(transaction),
    attached: makeAttachedStore(transaction),
    titleHolders: makeTitleHoldersStore(transaction),
    workflow: makeWorkflowStore(transaction),
    weights: makeWeightsStore(transaction),
    experts: makeExpertsStore(transaction),
    panels: makePanelsStore(transaction),
    sheets: makeSheetsStore(transaction),
  };
}
