import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const standIn = (name: string) => fileURLToPath(new URL(`./client/form-kit/${name}`, import.meta.url));

/** Gives rjsf stand-ins for what our forms never use; the reasons are in the files that stand in. */
const leanRjsf: Plugin = {
  name: "lean-rjsf",
  enforce: "pre",
  resolveId: (source, importer) => {
    if (!importer?.includes("@rjsf/core")) return null;
    if (source.startsWith("markdown-to-jsx")) return standIn("plain-markdown.tsx");
    return source.endsWith("/widgets/index.js") ? standIn("no-widgets.ts") : null;
  },
};

/** The client. Everything is bundled and same-origin: the server's content policy allows no inline script and no eval. */
export default defineConfig({
  root: "client",
  plugins: [leanRjsf, react()],
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
