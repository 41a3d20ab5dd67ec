import type { App } from "./app-types.ts";
import type { AppContext } from "./context.ts";
import { registerAccountsRoutes } from "./modules/accounts/accounts.routes.ts";
import { registerOrganisationRoutes } from "./modules/accounts/organisations.routes.ts";
import { registerRegistrationRoutes } from "./modules/accounts/registrations.routes.ts";
import { registerSessionRoutes } from "./modules/accounts/sessions.routes.ts";
import { registerSetupRoutes } from "./modules/accounts/setup.routes.ts";
import { registerAuditRoutes } from "./modules/audit/audit.routes.ts";
import { registerConsequencesRoutes } from "./modules/consequences/consequences.routes.ts";
import { registerDashboardsRoutes } from "./modules/dashboards/dashboards.routes.ts";
import { registerDeclarationRoutes } from "./modules/declarations/declarations.routes.ts";
import { registerEvidenceRoutes } from "./modules/evidence/evidence.routes.ts";
import { registerExchangeRoutes } from "./modules/exchange/exchange.routes.ts";
import { registerPaperRoutes } from "./modules/paper/paper.routes.ts";
import { registerProgrammeRoutes } from "./modules/programmes/programmes.routes.ts";
import { registerPublicityRoutes } from "./modules/publicity/publicity.routes.ts";
import { registerRegionsRoutes } from "./modules/regions/regions.routes.ts";
import { registerScoringRoutes } from "./modules/scoring/scoring.routes.ts";
import { registerScoringAdviceRoutes } from "./modules/scoring/scoring-advice.routes.ts";
import { registerStudioRoutes } from "./modules/studio/studio.routes.ts";
import { registerTitlesRoutes } from "./modules/titles/titles.routes.ts";
import { registerWeightRoutes } from "./modules/weights/weights.routes.ts";
import { registerWorkflowRoutes } from "./modules/workflow/workflow.routes.ts";

/** Routes of every module. A module adds its line here. */
export function registerModules(app: App, context: AppContext): void {
  registerAuditRoutes(app, context);
  registerRegionsRoutes(app, context);
  registerSetupRoutes(app, context);
  registerSessionRoutes(app, context);
  registerRegistrationRoutes(app, context);
  registerOrganisationRoutes(app, context);
  registerAccountsRoutes(app, context);
  registerProgrammeRoutes(app, context);
  registerEvidenceRoutes(app, context);
  registerDeclarationRoutes(app, context);
  registerWorkflowRoutes(app, context);
  registerPaperRoutes(app, context);
  registerStudioRoutes(app, context);
  registerExchangeRoutes(app, context);
  registerDashboardsRoutes(app, context);
  registerTitlesRoutes(app, context);
  registerPublicityRoutes(app, context);
  registerScoringRoutes(app, context);
  registerConsequencesRoutes(app, context);
  registerScoringAdviceRoutes(app, context);
  registerWeightRoutes(app, context);
}
