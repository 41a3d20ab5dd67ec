import type { FastifyReply } from "fastify";
import { BundleQuery, PaperQuery } from "../../../core/contracts/paper.ts";
import { IdParams } from "../../../core/contracts/shared.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import { BoundedCache } from "../definitions/bounded-cache.ts";
import { BlobStore } from "../evidence/blob-store.ts";
import { cleanFileName, contentDisposition } from "../evidence/file-name.ts";
import { bundleLimits } from "./bundle/bundle-folder.ts";
import { planBundle } from "./bundle/plan-bundle.ts";
import { renderBundle } from "./bundle/render-bundle.ts";
import { getAttachedSheet, getDeclarationSheet, getEmptySheet, type NamedSheet } from "./paper.service.ts";
import { type PaperFormat, renderSheet } from "./render-sheet.ts";

const tags = ["paper"];
const readers = [
  "applicant",
  "county-reviewer",
  "city-reviewer",
  "province-reviewer",
  "programme-admin",
  "leader",
] as const;
const MEDIA_TYPES = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const;

/** Forms on paper. What is printed is read in a snapshot; it is rendered after that has ended. */
export function registerPaperRoutes(app: App, { work, cipher, config }: AppContext): void {
  const blobs = new BlobStore(config.DATA_DIR);
  const limits = bundleLimits(config);
  app.get(
    "/api/declarations/:id/paper",
    { config: { policy: readers }, schema: { tags, params: IdParams, querystring: PaperQuery } },
    async (request, reply) => {
      const { format, locale = "zh" } = request.query;
      const named = await work.withSnapshot((stores) =>
        getDeclarationSheet(stores, viewerOf(request), request.params.id, cipher, locale),
      );
      const file = await renderSheet({ sheet: named.sheet, format });
      return sendFile(reply.header("cache-control", "private, no-store"), named, format, file);
    },
  );
  app.get(
    "/api/declarations/:id/bundle",
    { config: { policy: readers }, schema: { tags, params: IdParams, querystring: BundleQuery } },
    async (request, reply) => {
      const { locale = "zh" } = request.query;
      const plan = await work.withSnapshot((stores) =>
        planBundle(stores, viewerOf(request), request.params.id, { cipher, blobs, locale }),
      );
      const file = await renderBundle(plan, limits);
      const { size } = await file.stat();
      return reply
        .header("cache-control", "private, no-store")
        .header("content-length", size)
        .header("content-type", MEDIA_TYPES.pdf)
        .header("content-disposition", contentDisposition(fileNameOf(plan.title, "pdf"), "attachment"))
        .header("x-content-type-options", "nosniff")
        .send(file.createReadStream());
    },
  );
  app.get(
    "/api/attached/:id/paper",
    { config: { policy: readers }, schema: { tags, params: IdParams, querystring: PaperQuery } },
    async (request, reply) => {
      const { format, locale = "zh" } = request.query;
      const named = await work.withSnapshot((stores) =>
        getAttachedSheet(stores, viewerOf(request), request.params.id, cipher, locale),
      );
      const file = await renderSheet({ sheet: named.sheet, format });
      return sendFile(reply.header("cache-control", "private, no-store"), named, format, file);
    },
  );
  app.get(
    "/api/public/rounds/:id/paper",
    { config: { policy: "public" }, schema: { tags, params: IdParams, querystring: PaperQuery } },
    async (request, reply) => {
      const { format, locale = "zh" } = request.query;
      const named = await work.withSnapshot((stores) => getEmptySheet(stores, request.params.id, locale));
      return sendFile(reply, named, format, await emptyForm(named, format));
    },
  );
}

/** Empty forms by what is printed on them: everybody asks for the same few. */
const empties = new BoundedCache<Buffer>(64, 16 * 1024 * 1024);

async function emptyForm({ sheet }: NamedSheet, format: PaperFormat): Promise<Buffer> {
  const key = `${contentHash(sheet)} ${format}`;
  const known = empties.find(key);
  if (known !== undefined) return known;
  const file = await renderSheet({ sheet, format });
  empties.keep(key, file, file.length);
  return file;
}

function sendFile(reply: FastifyReply, { name }: NamedSheet, format: PaperFormat, file: Buffer): FastifyReply {
  return reply
    .header("content-type", MEDIA_TYPES[format])
    .header("content-disposition", contentDisposition(fileNameOf(name, format), "attachment"))
    .header("x-content-type-options", "nosniff")
    .send(file);
}

function fileNameOf(name: string, format: PaperFormat): string {
  return cleanFileName(`${name}.${format}`) ?? `form.${format}`;
}
