import { Type } from "@sinclair/typebox";
import {
  AssignRequest,
  DrawRecord,
  DrawRequest,
  DueRequest,
  Expert,
  ExpertList,
  ExpertProfile,
  OpenPanel,
  PanelDetail,
  PanelList,
  PanelParams,
  PanelReport,
  ReleaseRequest,
} from "../../../core/contracts/experts.ts";
import { Id, IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { drawPanel, getDraw } from "./draws.service.ts";
import { changeExpert, listExperts } from "./experts.service.ts";
import { PANEL_OWNERS } from "./panel-access.ts";
import { assignExpert, getPanel, listPanels, openPanel, releaseAssignment, setDue } from "./panels.service.ts";
import { getReport } from "./report.service.ts";

const tags = ["experts"];
const reads = { policy: PANEL_OWNERS };
const writes = { policy: PANEL_OWNERS, idempotent: true };
const DrawParams = Type.Object({ id: Id, panelId: Id, number: Type.Integer({ minimum: 1, maximum: 100_000 }) });
const ofPanel = { tags, params: PanelParams, response: { 200: PanelDetail } };

/** Experts and panels, as the owner of a programme keeps them. */
export function registerPanelRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  app.get("/api/experts", { config: reads, schema: { tags, response: { 200: ExpertList } } }, (request) =>
    work.withSnapshot((stores) => listExperts(stores, viewerOf(request))),
  );
  app.put(
    "/api/experts/:id",
    { config: reads, schema: { tags, params: IdParams, body: ExpertProfile, response: { 200: Expert } } },
    (request) =>
      work.withTransaction((stores) => changeExpert(stores, viewerOf(request), request.params.id, request.body)),
  );
  app.get(
    "/api/rounds/:id/panels",
    { config: reads, schema: { tags, params: IdParams, response: { 200: PanelList } } },
    (request) => work.withSnapshot((stores) => listPanels(stores, viewerOf(request), request.params.id)),
  );
  app.get("/api/rounds/:id/panels/:panelId", { config: reads, schema: ofPanel }, (request) => {
    const { id, panelId } = request.params;
    return work.withSnapshot((stores) => getPanel(stores, viewerOf(request), id, panelId, cipher));
  });
  app.post(
    "/api/rounds/:id/panels/:panelId/draws",
    { config: writes, schema: { ...ofPanel, body: DrawRequest } },
    (request) => {
      const { id, panelId } = request.params;
      return once(request, context, (stores) =>
        drawPanel(stores, viewerOf(request), id, panelId, request.body, cipher),
      );
    },
  );
  app.get(
    "/api/rounds/:id/panels/:panelId/draws/:number",
    { config: reads, schema: { tags, params: DrawParams, response: { 200: DrawRecord } } },
    (request) => {
      const { id, panelId, number } = request.params;
      return work.withSnapshot((stores) => getDraw(stores, viewerOf(request), id, panelId, number));
    },
  );
  app.post(
    "/api/rounds/:id/panels/:panelId/assignments",
    { config: writes, schema: { ...ofPanel, body: AssignRequest } },
    (request) => {
      const { id, panelId } = request.params;
      return once(request, context, (stores) =>
        assignExpert(stores, viewerOf(request), id, panelId, request.body, cipher),
      );
    },
  );
  app.post(
    "/api/panel-assignments/:id/release",
    {
      config: writes,
      schema: { tags, params: IdParams, body: ReleaseRequest, response: { 200: PanelDetail } },
    },
    (request) =>
      once(request, context, (stores) =>
        releaseAssignment(stores, viewerOf(request), request.params.id, request.body.reason, cipher),
      ),
  );
  app.post(
    "/api/rounds/:id/panels/:panelId/due",
    { config: writes, schema: { ...ofPanel, body: DueRequest } },
    (request) => {
      const { id, panelId } = request.params;
      return once(request, context, (stores) => setDue(stores, viewerOf(request), id, panelId, request.body, cipher));
    },
  );
  app.post(
    "/api/rounds/:id/panels/:panelId/opening",
    { config: writes, schema: { ...ofPanel, body: OpenPanel } },
    (request) => {
      const { id, panelId } = request.params;
      const reason = request.body.reason ?? null;
      return once(request, context, (stores) => openPanel(stores, viewerOf(request), id, panelId, reason, cipher));
    },
  );
  app.get(
    "/api/rounds/:id/panels/:panelId/report",
    { config: reads, schema: { tags, params: PanelParams, response: { 200: PanelReport } } },
    (request) => {
      const { id, panelId } = request.params;
      return work.withSnapshot((stores) => getReport(stores, viewerOf(request), id, panelId, cipher));
    },
  );
}
