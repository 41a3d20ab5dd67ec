import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The client. Everything is bundled and same-origin: the server's content policy allows no inline script and no eval. */
export default defineConfig({
  root: "client",
  plugins: [react()],
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
