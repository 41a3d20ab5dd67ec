import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Packages replaced in the client's bundle, with the reason in the file that replaces them. */
export const clientAliases = {
  "markdown-to-jsx/react": fileURLToPath(new URL("./client/form-kit/plain-markdown.tsx", import.meta.url)),
};

/** The client. Everything is bundled and same-origin: the server's content policy allows no inline script and no eval. */
export default defineConfig({
  root: "client",
  plugins: [react()],
  resolve: { alias: clientAliases },
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
