import { Type } from "@sinclair/typebox";
import { IdParams } from "../../../core/contracts/shared.ts";
import { Draft } from "../../../core/contracts/studio.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import { Problem } from "../../problem.ts";
import { getDocuments, importDraft } from "../studio/studio.service.ts";
import { BUNDLE_LIMITS, packBundle, unpackBundle } from "./bundle-archive.ts";

const config = { policy: ["programme-admin"] } as const;
const tags = ["studio"];

const BundleQuery = Type.Object({
  /** Number of an edition, `draft`, or left out for the latest. */
  edition: Type.Optional(Type.String({ pattern: "^(draft|[1-9][0-9]{0,8})$" })),
});

/** A programme as one ZIP of its files, out and in. */
export function registerExchangeRoutes(app: App, { work }: AppContext): void {
  app.get(
    "/api/studio/programmes/:id/bundle",
    { config, schema: { tags, params: IdParams, querystring: BundleQuery } },
    async (request, reply) => {
      const { id } = request.params;
      const asked = request.query.edition ?? "latest";
      const edition = asked === "latest" || asked === "draft" ? asked : Number(asked);
      const documents = await work.withSnapshot((stores) => getDocuments(stores, viewerOf(request), id, edition));
      return reply
        .type("application/zip")
        .header("content-disposition", `attachment; filename="${id}-${asked}.zip"`)
        .header("x-content-type-options", "nosniff")
        .header("cache-control", "no-store")
        .send(Buffer.from(packBundle(documents)));
    },
  );
  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/zip",
      { parseAs: "buffer", bodyLimit: BUNDLE_LIMITS.archiveBytes },
      async (_request: unknown, body: Buffer) => body,
    );
    scope.post(
      "/api/studio/bundle",
      { config, bodyLimit: BUNDLE_LIMITS.archiveBytes, schema: { tags, response: { 200: Draft } } },
      async (request) => {
        if (!Buffer.isBuffer(request.body)) throw new Problem("unsupported-type");
        // Unpacked before the transaction: no archive work inside a unit of work.
        const { documents, findings } = await unpackBundle(request.body);
        if (hasErrors(findings)) throw new Problem("invalid-input", { findings });
        return work.withTransaction((stores) => importDraft(stores, viewerOf(request), documents));
      },
    );
  });
}
