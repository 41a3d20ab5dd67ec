/**
 * Who may import whom, as data (docs/architecture.md explains it). A room is a folder; `may` lists the rooms and the
 * packages its files may import, besides files of the room itself. The longest matching folder decides.
 */
export interface Room {
  folder: string;
  /** Folders (with a trailing slash) or exact files. */
  may: string[];
  /** npm packages and node: modules; "*" for any. */
  packages: string[];
}

const pure = ["@sinclair/typebox", "@sinclair/typebox/value", "@sinclair/typebox/errors"];

export const rooms: Room[] = [
  { folder: "core/json/", may: [], packages: [...pure, "canonicalize"] },
  { folder: "core/problems/", may: ["core/json/"], packages: pure },
  { folder: "core/access/", may: ["core/json/", "core/problems/"], packages: pure },
  { folder: "core/rules/", may: ["core/json/", "core/problems/"], packages: [...pure, "@marcbachmann/cel-js"] },
  {
    folder: "core/forms/",
    may: ["core/json/", "core/problems/", "core/access/", "core/rules/"],
    packages: [...pure, "@cfworker/json-schema"],
  },
  {
    folder: "core/scoring/",
    may: ["core/json/", "core/problems/", "core/access/", "core/rules/", "core/forms/"],
    packages: pure,
  },
  {
    folder: "core/workflow/",
    may: ["core/json/", "core/problems/", "core/access/", "core/rules/", "core/forms/", "core/scoring/"],
    packages: pure,
  },
  {
    folder: "core/paper/",
    may: ["core/json/", "core/problems/", "core/access/", "core/rules/", "core/forms/"],
    packages: pure,
  },
  {
    folder: "core/dashboards/",
    may: [
      "core/json/",
      "core/problems/",
      "core/access/",
      "core/rules/",
      "core/forms/",
      "core/scoring/",
      "core/workflow/",
    ],
    packages: pure,
  },
  {
    folder: "core/editions/",
    may: [
      "core/json/",
      "core/problems/",
      "core/access/",
      "core/rules/",
      "core/forms/",
      "core/scoring/",
      "core/workflow/",
      "core/dashboards/",
    ],
    packages: pure,
  },
  { folder: "core/contracts/", may: ["core/problems/", "core/access/"], packages: pure },

  { folder: "server/config/", may: ["core/"], packages: ["*"] },
  { folder: "server/database/", may: ["core/", "server/config/"], packages: ["*"] },
  { folder: "server/plugins/", may: ["core/", "server/"], packages: ["*"] },
  { folder: "server/modules/", may: ["core/", "server/"], packages: ["*"] },
  { folder: "server/", may: ["core/", "server/"], packages: ["*"] },

  { folder: "client/ui/", may: ["core/problems/", "client/i18n/"], packages: ["*"] },
  { folder: "client/api/", may: ["core/"], packages: ["*"] },
  { folder: "client/record-kit/", may: ["core/", "client/ui/", "client/api/", "client/i18n/"], packages: ["*"] },
  { folder: "client/form-kit/", may: ["core/", "client/ui/", "client/api/", "client/i18n/"], packages: ["*"] },
  { folder: "client/evidence-kit/", may: ["core/", "client/ui/", "client/api/", "client/i18n/"], packages: ["*"] },
  {
    folder: "client/draft-kit/",
    may: [
      "core/",
      "client/form-kit/",
      "client/record-kit/",
      "client/evidence-kit/",
      "client/ui/",
      "client/api/",
      "client/i18n/",
    ],
    packages: ["*"],
  },
  {
    folder: "client/attached-kit/",
    may: [
      "core/",
      "client/draft-kit/",
      "client/form-kit/",
      "client/record-kit/",
      "client/evidence-kit/",
      "client/ui/",
      "client/api/",
      "client/i18n/",
    ],
    packages: ["*"],
  },
  { folder: "client/chart-kit/", may: ["core/", "client/ui/", "client/api/", "client/i18n/"], packages: ["*"] },
  {
    folder: "client/features/",
    may: [
      "core/",
      "client/form-kit/",
      "client/chart-kit/",
      "client/record-kit/",
      "client/evidence-kit/",
      "client/attached-kit/",
      "client/draft-kit/",
      "client/ui/",
      "client/api/",
      "client/i18n/",
    ],
    packages: ["*"],
  },
  { folder: "client/", may: ["core/", "client/"], packages: ["*"] },
];

/** Modules of the server in their order: a module calls only modules to its left (same step: none of its peers). */
export const serverModules: string[][] = [
  ["audit"],
  ["regions"],
  ["accounts"],
  ["definitions"],
  ["programmes", "evidence"],
  ["titles"],
  ["declarations"],
  ["attached"],
  ["workflow", "experts", "paper"],
  ["scoring"],
  ["publicity"],
  ["consequences"],
  ["dashboards"],
  ["studio"],
  ["exchange", "weights"],
];
