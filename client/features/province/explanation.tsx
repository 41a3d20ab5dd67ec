import type { CSSProperties } from "react";
import type { ResultExplanation } from "../../../core/contracts/scoring.ts";
import { Alert, Panel, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { Decisions } from "./decisions.tsx";
import { useProvinceText } from "./text.ts";
import "./province.css";
import { comma, labelled } from "../../ui/punctuation.ts";

/** Every point of one declaration: what was put in, which rule with which clause applied, what it gave. */
export function Explanation({ data }: { data: ResultExplanation }) {
  const t = useProvinceText();
  const locale = useLocale();
  const { result } = data;
  return (
    <>
      <Panel title={t("explain.preconditions")} id="preconditions">
        <ul className="province-conditions">
          {data.preconditions.map((condition) => (
            <li key={condition.id}>
              <Tag tone={condition.holds === null ? "warn" : condition.holds ? "ok" : "bad"}>
                {condition.holds === null
                  ? t("explain.unknown")
                  : condition.holds
                    ? t("explain.holds")
                    : t("explain.fails")}
              </Tag>{" "}
              {condition.sentence[locale]} {condition.basis && <span className="sb-muted">{condition.basis}</span>}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("explain.table")} id="points">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
        <section className="sb-table-wrap sb-table-wrap--cards" aria-labelledby="points-title" tabIndex={0}>
          <table className="sb-table province-points">
            <thead>
              <tr>
                <th scope="col">{t("explain.item")}</th>
                <th scope="col">{t("explain.input")}</th>
                <th scope="col">{t("explain.rule")}</th>
                <th scope="col" className="sb-number">
                  {t("explain.points")}
                </th>
                <th scope="col" className="sb-number">
                  {t("explain.max")}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.nodes.map((node) => (
                <tr key={node.id} className={node.kind === "group" ? "province-points__group" : undefined}>
                  <th scope="row" style={{ "--depth": node.depth } as CSSProperties}>
                    {node.title[locale]}
                  </th>
                  <td data-label={t("explain.input")}>{node.input ?? ""}</td>
                  <td data-label={t("explain.rule")}>
                    {node.sentence?.[locale]}
                    {node.basis && <div className="sb-muted">{node.basis}</div>}
                    {node.flags.map((flag) => (
                      <div key={flag.zh}>
                        <Tag tone="warn">{t("explain.note")}</Tag> {flag[locale]}
                      </div>
                    ))}
                    {node.evidence.length > 0 && (
                      <div className="sb-no-print">
                        {labelled(t("explain.evidence"), "")}
                        {node.evidence.map((id, at) => (
                          <span key={id}>
                            {at > 0 && comma()}
                            <a
                              href={`/api/evidence/${id}/content`}
                              aria-label={labelled(`${t("explain.evidence")} ${at + 1}`, node.title[locale])}
                              download
                            >
                              {at + 1}
                            </a>
                          </span>
                        ))}
                      </div>
                    )}
                  </td>
                  <td className="sb-number" data-label={t("explain.points")}>
                    {node.contribution ?? node.points ?? "—"}
                  </td>
                  <td className="sb-number" data-label={t("explain.max")}>
                    {node.max ?? ""}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={3}>
                  {result.rank === null ? "" : t("explain.rank", { rank: result.rank })}
                </th>
                <td className="sb-number" colSpan={2}>
                  <strong>
                    {result.total === null ? t("explain.noTotal") : t("explain.total", { total: result.total })}
                  </strong>
                </td>
              </tr>
            </tfoot>
          </table>
        </section>
        <p className="sb-muted">{t("explain.sum")}</p>
        {data.run.weights && <p className="sb-muted province-hash">{data.run.weights[locale]}</p>}
        <p className="sb-muted province-hash">
          {t("explain.proof", {
            number: data.run.number,
            at: formatInstant(data.run.createdAt, locale),
            hash: data.run.hashes.result,
          })}
        </p>
      </Panel>
      {result.decisions.length > 0 && (
        <Panel title={t("run.decisions")} id="decisions">
          <Decisions decisions={result.decisions} />
        </Panel>
      )}
      {data.run.assumptions.length > 0 && (
        <Alert tone="warn" title={t("run.assumptions")}>
          <ul>
            {data.run.assumptions.map((assumption) => (
              <li key={assumption.zh}>{assumption[locale]}</li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}
