import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Holds of the page as it stands: nothing overflows sideways, and axe finds nothing serious in light and dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector(".sb-skeleton"));
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
  await page.evaluate(axe.source);
  await page.evaluate(() => {
    // What is skipped while it is off screen keeps the colours of the theme before: here everything is painted.
    const painted = new CSSStyleSheet();
    painted.replaceSync("* { content-visibility: visible !important; }");
    document.adoptedStyleSheets.push(painted);
  });
  for (const theme of ["light", "dark"]) {
    const violations = await page.evaluate(async (name) => {
      document.documentElement.dataset.theme = name;
      // Colours are judged as painted: a style sheet that has just arrived, or a fade, is let through first.
      await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
      await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
      const run = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ["violations"],
      });
      return run.violations
        .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
        .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`);
    }, theme);
    expect({ theme, width: page.viewportSize()?.width, violations }).toMatchObject({ violations: [] });
  }
}
