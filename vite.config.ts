import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// Written out in full, so that the check for dead code finds the files.
const plainMarkdown = fileURLToPath(new URL("./client/form-kit/plain-markdown.tsx", import.meta.url));
const noWidgets = fileURLToPath(new URL("./client/form-kit/no-widgets.ts", import.meta.url));
const plainZip = fileURLToPath(new URL("./client/form-kit/plain-zip.ts", import.meta.url));

/** Gives rjsf stand-ins for what our forms never use; the reasons are in the files that stand in. */
const leanRjsf: Plugin = {
  name: "lean-rjsf",
  enforce: "pre",
  resolveId: (source, importer) => {
    if (!importer?.includes("@rjsf/core")) return null;
    if (source.startsWith("markdown-to-jsx")) return plainMarkdown;
    return source.endsWith("/widgets/index.js") ? noWidgets : null;
  },
};

/** Gives the spreadsheet libraries a zip without workers; the reason is in the file that stands in. */
const zipWithoutWorkers: Plugin = {
  name: "zip-without-workers",
  enforce: "pre",
  resolveId: (source, importer) =>
    source === "fflate" && /node_modules\/(read|write)-excel-file\//.test(importer ?? "") ? plainZip : null,
};

/** The client. Everything is bundled and same-origin: the server's content policy allows no inline script and no eval. */
export default defineConfig({
  root: "client",
  plugins: [leanRjsf, zipWithoutWorkers, react()],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // An inlined asset would need `data:` in the content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { port: 5173, proxy: { "/api": "http://127.0.0.1:3000" } },
});
