import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { App } from "../app-types.ts";
import { declarePublic } from "./policy.ts";

/** The interface described from the contracts (OpenAPI), readable at /api/docs. Register before the routes. */
export function installApiDocs(app: App): void {
  app.register(swagger, {
    openapi: {
      info: { title: "申报 Shenbao", version: "1" },
      components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: "shenbao_session" } } },
    },
  });
  app.register(async (scope) => {
    declarePublic(scope);
    await scope.register(swaggerUi, { routePrefix: "/api/docs", staticCSP: false });
  });
}
