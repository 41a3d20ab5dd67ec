import { describe, expect, it } from "vitest";
import { renderSheet } from "../../../server/modules/paper/render-sheet.ts";
import type { Sheet } from "../../../server/modules/paper/sheet.ts";
import { docxText, formOf, sheetOf } from "./sheets.ts";

const good = () => sheetOf(formOf("sichuan-top100/commitment"));

describe("the rendering thread", { timeout: 60_000 }, () => {
  it("tells what went wrong with one sheet and renders the next", async () => {
    const broken = { ...good(), paper: { title: "坏", parts: null } } as unknown as Sheet;
    const failed = renderSheet({ sheet: broken, format: "docx" });
    const next = renderSheet({ sheet: good(), format: "docx" });
    await expect(failed).rejects.toThrow(/TypeError/);
    expect(docxText(await next)).toContain("企业承诺书");
  });

  it("lets twenty wait and tells the next to come back", async () => {
    const asked = Array.from({ length: 20 }, () => renderSheet({ sheet: good(), format: "docx" }));
    await expect(renderSheet({ sheet: good(), format: "docx" })).rejects.toMatchObject({ code: "unavailable" });
    for (const file of await Promise.all(asked)) expect(file.length).toBeGreaterThan(1000);
    await expect(renderSheet({ sheet: good(), format: "docx" })).resolves.toBeInstanceOf(Buffer);
  });
});
