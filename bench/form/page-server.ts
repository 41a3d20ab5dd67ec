import { readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type InlineConfig } from "vite";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** A page built as for production, served on a port of its own with the data the pages ask for. */
export interface BenchPage {
  address: string;
  close(): Promise<void>;
}

/**
 * Builds a page and serves it.
 * @param data answered as JSON at `/declaration.json`
 */
export async function servePage(config: InlineConfig, outDir: string, data: unknown): Promise<BenchPage> {
  await build({ ...config, logLevel: "error", build: { ...config.build, outDir, emptyOutDir: true } });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    if (path === "/declaration.json") {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(data));
      return;
    }
    readFile(join(outDir, path === "/" ? "index.html" : path)).then(
      (body) => response.writeHead(200, { "content-type": types[extname(path)] ?? "text/html" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      await new Promise((closed) => server.close(closed));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Gzipped size in KiB of every script a page loaded, by the names the browser asked for. */
export async function gzippedKiB(outDir: string, names: ReadonlySet<string>): Promise<number> {
  const assets = join(outDir, "assets");
  const files = (await readdir(assets)).filter((name) => names.has(name));
  const sizes = await Promise.all(files.map(async (name) => gzipSync(await readFile(join(assets, name))).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
