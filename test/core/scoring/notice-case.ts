import { scoreTable } from "../../../core/scoring/score-table.ts";

/** A table of a notice or a published index that no programme here uses; results worked out apart from the engine. */
export interface NoticeCase {
  source: string;
  what: "total" | "tier";
  scheme: object;
  facts: Record<string, string>[];
  expect: Record<string, string | null>;
}

/** What the engine makes of a case: its results by applicant, and what it found fault with. */
export function runNoticeCase({ what, scheme, facts }: NoticeCase): {
  findings: string[];
  results: NoticeCase["expect"];
} {
  const columns = Object.keys(facts[0] ?? {});
  const lines = facts.map((row) => columns.map((name) => row[name]).join(","));
  const { findings, output } = scoreTable({
    scheme,
    factsText: [columns.join(","), ...lines].join("\r\n"),
    factsFormat: "csv",
    trace: false,
  });
  return {
    findings: findings.map(({ pointer, message }) => `${pointer} ${message.en}`),
    results: Object.fromEntries((output?.results ?? []).map((result) => [result.id, result[what]])),
  };
}
