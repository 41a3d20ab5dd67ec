import { describe, expect, it } from "vitest";
import { checkDashboard } from "../../../core/dashboards/check-dashboard.ts";
import { checkDataset } from "../../../core/dashboards/check-dataset.ts";
import type { DashboardDocument, Tile } from "../../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../../core/dashboards/dataset-document.ts";
import { readDashboard, readDataset, readForms, readUnits } from "./dashboard-files.ts";

function dataset(change: (document: DatasetDocument) => void) {
  const document = readDataset();
  change(document);
  return checkDataset(document, readForms(), readUnits()).map((finding) => [finding.code, finding.pointer]);
}

function dashboard(change: (document: DashboardDocument, tile: (id: string) => Tile) => void) {
  const document = readDashboard();
  change(document, (id) => document.tiles.find((tile) => tile.id === id)!);
  return checkDashboard(document, readDataset()).map((finding) => finding.code);
}

describe("checkDataset", () => {
  it("finds nothing in the shipped dataset", () => {
    expect(dataset(() => {})).toEqual([]);
  });

  it.each<[string, string, (document: DatasetDocument) => void]>([
    ["document-missing", "/forms/4", (d) => d.forms.push("nowhere/form")],
    [
      "dataset-not-a-number",
      "/fields/x/source/0",
      (d) => (d.fields.x = { title: "x", quantity: "money", source: [{ form: d.forms[0]!, field: "name" }] }),
    ],
    [
      "dataset-mixed-units",
      "/fields/x/source/0",
      (d) => (d.fields.x = { title: "x", quantity: "people", source: [{ form: d.forms[0]!, field: "annual_sales" }] }),
    ],
    [
      "dataset-form-not-counted",
      "/fields/x/source/0/form",
      (d) => (d.fields.x = { title: "x", quantity: "money", source: [{ form: "other/form", field: "a" }] }),
    ],
    [
      "dataset-not-a-choice",
      "/dimensions/x/source/0",
      (d) => {
        delete d.dimensions.ownership;
        d.dimensions.x = {
          kind: "enum",
          title: "x",
          values: [{ code: "a", title: "a" }],
          source: [{ form: d.forms[0]!, field: "name" }],
        };
      },
    ],
    [
      "dataset-choice-not-named",
      "/dimensions/ownership/values",
      (d) => {
        if (d.dimensions.ownership?.kind === "enum") d.dimensions.ownership.source.splice(1);
        (d.dimensions.ownership as { values: unknown[] }).values.pop();
      },
    ],
    [
      "dataset-duplicate-value",
      "/dimensions/kind/values/4",
      (d) => {
        if (d.dimensions.kind?.kind === "programme") d.dimensions.kind.values.push({ ...d.dimensions.kind.values[0]! });
      },
    ],
    ["dataset-unknown-field", "/measures/x", (d) => (d.measures.x = { kind: "sum", title: "x", field: "nowhere" })],
    [
      "dataset-ratio-units",
      "/measures/x",
      (d) => (d.measures.x = { kind: "ratio-of-sums", title: "x", numerator: "score", denominator: "turnover" }),
    ],
    [
      "dashboard-unknown-dimension",
      "/measures/x/where/0/dimension",
      (d) => (d.measures.x = { kind: "count", title: "x", where: [{ dimension: "nowhere", op: "in", values: ["a"] }] }),
    ],
    [
      "dataset-unknown-value",
      "/populations/x/where/0/values/0",
      (d) => (d.populations.x = { title: "x", where: [{ dimension: "stage", op: "in", values: ["finished"] }] }),
    ],
    [
      "dataset-region-condition",
      "/populations/x/where/0/dimension",
      (d) => (d.populations.x = { title: "x", where: [{ dimension: "region", op: "in", values: ["520100"] }] }),
    ],
    ["dashboard-unknown-population", "/defaultPopulation", (d) => (d.defaultPopulation = "nowhere")],
    ["dataset-too-many-dimensions", "/dimensions", (d) => (d.dimensions.another = { kind: "year", title: "x" })],
    [
      "dataset-too-many-fields",
      "/fields",
      (d) => {
        for (let i = 0; i < 24; i += 1)
          d.fields[`x${i}`] = { title: "x", quantity: "score", source: { meta: "score" } };
      },
    ],
    [
      "shape-unknown",
      "/measures/x/sql",
      (d) => (d.measures.x = { kind: "sum", title: "x", field: "turnover", sql: "drop table" } as never),
    ],
  ])("reports %s at %s", (code, pointer, change) => {
    expect(dataset(change)).toEqual([[code, pointer]]);
  });
});

describe("checkDashboard", () => {
  it("finds nothing in the shipped dashboard", () => {
    expect(dashboard(() => {})).toEqual([]);
  });

  it.each<[string, (document: DashboardDocument, tile: (id: string) => Tile) => void]>([
    ["document-missing", (d) => (d.dataset = "nowhere")],
    ["dashboard-public-without-privacy", (d) => (d.audience = "public")],
    ["dashboard-unknown-measure", (_, t) => t("map").measures.splice(0, 1, "nowhere")],
    ["dashboard-unknown-dimension", (_, t) => t("map").by.splice(0, 1, "nowhere")],
    ["dashboard-unknown-control", (_, t) => (t("trend").listen = ["nowhere"])],
    ["dashboard-unknown-control", (_, t) => (t("turnover").compare = { control: "nowhere", offset: -1 })],
    ["dashboard-unknown-population", (_, t) => (t("map").population = "nowhere")],
    ["dashboard-duplicate-id", (d) => d.controls.push({ ...d.controls[0]! })],
    ["dashboard-control-dimension", (d) => (d.controls[0]!.dimension = "kind")],
    ["dashboard-duplicate-id", (d, t) => d.tiles.push({ ...t("map"), at: { x: 0, y: 90, w: 4, h: 4 } })],
    ["dashboard-view-dimensions", (_, t) => (t("map").by = ["kind"])],
    ["dashboard-view-dimensions", (_, t) => (t("map").by = [])],
    ["dashboard-view-measures", (_, t) => (t("map").measures = ["turnover", "online-retail"])],
    ["dashboard-mixed-units", (_, t) => (t("ranking").measures = ["turnover", "declarations"])],
    ["dashboard-not-additive", (_, t) => (t("kinds").measures = ["mean-score"])],
    ["dashboard-map-breaks", (_, t) => delete t("map").breaks],
    ["dashboard-breaks-order", (_, t) => (t("map").breaks = [2, 1])],
    [
      "dashboard-share-on-itself",
      (d) => d.controls.push({ id: "stage", kind: "choice", title: "阶段", dimension: "stage" }),
    ],
    ["dashboard-grouped-by-filtered", (_, t) => delete t("trend").listen],
    ["dashboard-funnel-cut", (_, t) => delete t("stages").population],
    ["dashboard-compare-year", (_, t) => (t("turnover").compare = { control: "kind", offset: -1 })],
    ["dashboard-compare-year", (_, t) => (t("turnover").listen = ["kind"])],
    ["dashboard-off-grid", (_, t) => (t("regions").at.x = 1)],
    ["dashboard-overlap", (_, t) => (t("regions").at.y = 19)],
    ["shape-choice", (_, t) => (t("map").view = "pie" as never)],
    ["shape-unknown", (_, t) => Object.assign(t("map"), { formatter: "x => x" })],
  ])("reports %s", (code, change) => {
    expect(dashboard(change)).toContain(code);
  });
});
