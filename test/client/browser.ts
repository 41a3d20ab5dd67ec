import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";

/** Serves a vite-built page to Chromium for browser tests of the client, without the product's server. */

const places = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is, or null; then browser tests are left out, loudly. */
export const chromiumPath: string | null = places.find((place) => place && existsSync(place)) ?? null;

if (!chromiumPath) console.warn("LEFT OUT: no Chromium found (set CHROMIUM_PATH); browser tests do not run");

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** Runs a build as `npm run build` does: under a test runner React would come in its development form. */
export async function asProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    return await work();
  } finally {
    process.env.NODE_ENV = before;
  }
}

export interface BuiltPage {
  address: string;
  browser: Browser;
  close: () => Promise<void>;
}

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    // An address of a page, not of a file, gets the page that knows its own addresses.
    const file = join(folder, extname(path) === "" ? "/index.html" : normalize(path));
    readFile(file).then(
      (body) =>
        response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

/** Builds the page at `root` (a folder with index.html) as for production, serves it and starts Chromium. */
export async function openBuiltPage(root: string): Promise<BuiltPage> {
  const outDir = await mkdtemp(join(tmpdir(), "shenbao-page-"));
  const configFile = fileURLToPath(new URL("../../vite.config.ts", import.meta.url));
  await asProduction(() => build({ root, configFile, logLevel: "error", build: { outDir } }));
  const server = await serve(outDir);
  const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox"] });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    browser,
    close: async () => {
      await browser.close();
      await new Promise((closed) => server.close(closed));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
