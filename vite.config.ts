import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Gives rjsf a plain stand-in for its Markdown parser; the reason is in the file that stands in. */
const plainMarkdownForRjsf: Plugin = {
  name: "plain-markdown-for-rjsf",
  enforce: "pre",
  resolveId: (source, importer) =>
    source.startsWith("markdown-to-jsx") && importer?.includes("@rjsf/core")
      ? fileURLToPath(new URL("./client/form-kit/plain-markdown.tsx", import.meta.url))
      : null,
};

/** The client. Everything is bundled and same-origin: the server's content policy allows no inline script and no eval. */
export default defineConfig({
  root: "client",
  plugins: [plainMarkdownForRjsf, react()],
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
