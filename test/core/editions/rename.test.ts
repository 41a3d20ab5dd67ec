import { describe, expect, it } from "vitest";
import { renameProgramme } from "../../../core/editions/rename.ts";

describe("a renamed copy of a programme", () => {
  const renamed = renameProgramme(
    {
      "programmes/old.programme.json": {
        id: "old",
        form: "old/main",
        attachedForms: [
          { id: "old", form: "old/roster" },
          { id: "summary", form: "shared/summary" },
        ],
        scheme: "old/main",
        workflow: "old",
        dashboards: ["old-overview", "overview"],
        title: "old",
      },
      "form-schemas/old/roster.form.json": { id: "old/roster" },
      "form-schemas/old/main.form.json": { id: "old/main", rules: [{ id: "old", message: "old/main" }] },
      "form-schemas/shared/summary.form.json": { id: "shared/summary" },
      "scoring-schemas/old/main.scheme.json": { id: "old/main", form: "old/main" },
      "programmes/workflows/old.workflow.json": { id: "old-flow" },
      "programmes/golden/old/full.json": { answers: { name: "old" } },
      "programmes/dashboards/overview.dashboard.json": { id: "overview", dataset: "overview" },
      "programmes/dashboards/old-overview.dashboard.json": { id: "old-overview", dataset: "overview" },
      "programmes/dashboards/overview.dataset.json": {
        id: "overview",
        forms: ["old/main"],
        dimensions: { programme: { kind: "programme", values: [{ code: "old", title: "old" }] } },
        fields: { turnover: { source: [{ form: "old/main", field: "old" }] } },
      },
    },
    "old",
    "new",
  );

  it("moves its documents and leaves shared ones where they are", () => {
    expect(Object.keys(renamed).sort()).toEqual([
      "form-schemas/new/main.form.json",
      "form-schemas/new/roster.form.json",
      "form-schemas/shared/summary.form.json",
      "programmes/dashboards/new-overview-2.dashboard.json",
      "programmes/dashboards/new-overview-2.dataset.json",
      "programmes/dashboards/new-overview.dashboard.json",
      "programmes/golden/new/full.json",
      "programmes/new.programme.json",
      "programmes/workflows/old.workflow.json",
      "scoring-schemas/new/main.scheme.json",
    ]);
  });

  it("follows every reference, and touches neither texts nor ids of parts", () => {
    expect(renamed["programmes/new.programme.json"]).toEqual({
      id: "new",
      form: "new/main",
      attachedForms: [
        { id: "old", form: "new/roster" },
        { id: "summary", form: "shared/summary" },
      ],
      scheme: "new/main",
      workflow: "old",
      dashboards: ["new-overview", "new-overview-2"],
      title: "old",
    });
    expect(renamed["form-schemas/new/main.form.json"]).toEqual({
      id: "new/main",
      rules: [{ id: "old", message: "old/main" }],
    });
    expect(renamed["programmes/dashboards/new-overview-2.dataset.json"]).toEqual({
      id: "new-overview-2",
      forms: ["new/main"],
      dimensions: { programme: { kind: "programme", values: [{ code: "new", title: "old" }] } },
      fields: { turnover: { source: [{ form: "new/main", field: "old" }] } },
    });
    expect(renamed["programmes/workflows/old.workflow.json"]).toEqual({ id: "old-flow" });
    expect(renamed["programmes/golden/new/full.json"]).toEqual({ answers: { name: "old" } });
  });
});
