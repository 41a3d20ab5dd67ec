import { defineConfig } from "vitest/config";

/** One suite in Node; what needs a browser drives Chromium itself (test/e2e), so that there is one runner. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // What a page shows follows an action when the browser has had its turn, so tests of pages ask again until it does.
    expect: { poll: { timeout: 10_000 } },
  },
});
