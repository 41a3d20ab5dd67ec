import { useState } from "react";
import type { PanelAssignment, PanelDetail } from "../../../core/contracts/experts.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Panel, Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { activeExperts, newestDraw } from "./panel-counts.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useText } from "./text.ts";

type Row = PanelDetail["declarations"][number];

const assignmentTones = { active: "info", recused: "warn", released: "neutral" } as const;

/** One expert of a declaration; what was given by hand or ended says why. */
function AssignmentLine({
  assignment,
  code,
  onRelease,
}: {
  assignment: PanelAssignment;
  code: string;
  onRelease: (() => void) | null;
}) {
  const t = useText();
  return (
    <li>
      <span>{assignment.expertName}</span>
      {assignment.status !== "active" && (
        <Tag tone={assignmentTones[assignment.status]}>{t(`assignments.status.${assignment.status}`)}</Tag>
      )}
      {assignment.draw === null && <Tag>{t("assignments.byHand")}</Tag>}
      {onRelease && (
        <Button
          size="small"
          tone="text"
          aria-label={labelled(t("release.action"), `${code} ${assignment.expertName}`)}
          onClick={onRelease}
        >
          {t("release.action")}
        </Button>
      )}
      {assignment.reason && (
        <div className="sb-muted sb-small">{t("assignments.because", { reason: assignment.reason })}</div>
      )}
    </li>
  );
}

/** Who of the pool may not mark a declaration, and which kind of conflict says so. */
function Excluded({ row, detail }: { row: Row; detail: PanelDetail }) {
  const t = useText();
  const locale = useLocale();
  if (row.excluded.length === 0) return <>—</>;
  const nameOf = (id: string) => detail.experts.find((expert) => expert.id === id)?.name ?? id;
  const kindOf = (id: string) => detail.panel.conflicts.find((kind) => kind.id === id)?.title[locale] ?? id;
  return (
    <details>
      <summary>{t("assignments.excludedCount", { count: row.excluded.length })}</summary>
      <ul className="sb-pn-lines">
        {row.excluded.map(({ expertId, kinds }) => (
          <li key={expertId}>
            {nameOf(expertId)} <span className="sb-muted">{kinds.map(kindOf).join(t("join"))}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Which experts have which declaration; replaces one who withdrew and takes a sheet back. */
export function Assignments({
  detail,
  path,
  onChanged,
}: {
  detail: PanelDetail;
  path: string;
  onChanged: (detail: PanelDetail) => void;
}) {
  const t = useText();
  const [assigning, setAssigning] = useState<Row | null>(null);
  const [releasing, setReleasing] = useState<{ row: Row; assignment: PanelAssignment } | null>(null);
  const command = useOnce();
  const isOpen = detail.panel.state !== "opened";
  const wanted = Math.max(detail.panel.minimum, newestDraw(detail)?.perDeclaration ?? 0);
  const release = async (assignment: PanelAssignment, reason: string) => {
    const done = await command.run((idempotencyKey) =>
      post<PanelDetail>(`/api/panel-assignments/${assignment.id}/release`, { reason }, { idempotencyKey }),
    );
    if (!done) return;
    setReleasing(null);
    showToast(t("release.done"));
    onChanged(done);
  };
  return (
    <Panel title={t("assignments.title")} id="assignments">
      <p className="sb-muted">{t("assignments.lead")}</p>
      <Table
        caption={t("assignments.title")}
        captionHidden
        rows={detail.declarations}
        rowKey={(row) => row.declarationId}
        empty={<Empty title={t("assignments.none")}>{t("assignments.noneHint")}</Empty>}
        columns={[
          {
            key: "declaration",
            title: t("assignments.declaration"),
            rowHeader: true,
            render: (row) => (
              <>
                {row.applicantName}
                <div className="sb-muted">
                  {row.code} · {row.city}
                  {row.county}
                </div>
                {row.reopened && <Tag tone="warn">{t("assignments.reopened", { number: row.version })}</Tag>}
                {row.unmarked && <Tag tone="bad">{t("assignments.unmarked")}</Tag>}
              </>
            ),
          },
          {
            key: "experts",
            title: t("assignments.experts"),
            render: (row) => {
              const missing = wanted - activeExperts(row);
              return (
                <>
                  <ul className="sb-pn-lines">
                    {row.assignments.map((assignment) => (
                      <AssignmentLine
                        key={assignment.id}
                        assignment={assignment}
                        code={row.code}
                        onRelease={assignment.mayRelease ? () => setReleasing({ row, assignment }) : null}
                      />
                    ))}
                  </ul>
                  {isOpen && detail.draws.length > 0 && missing > 0 && (
                    <Tag tone="warn">{t("assignments.missing", { count: missing })}</Tag>
                  )}
                </>
              );
            },
          },
          {
            key: "excluded",
            title: t("assignments.excluded"),
            render: (row) => <Excluded row={row} detail={detail} />,
          },
          ...(isOpen
            ? [
                {
                  key: "assign",
                  title: t("assignments.action"),
                  render: (row: Row) => (
                    <Button
                      size="small"
                      aria-label={labelled(t("assign.action"), row.code)}
                      onClick={() => setAssigning(row)}
                    >
                      {t("assign.action")}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {assigning && (
        <AssignDialog
          detail={detail}
          row={assigning}
          path={path}
          onClose={() => setAssigning(null)}
          onDone={(changed) => {
            setAssigning(null);
            onChanged(changed);
          }}
        />
      )}
      {releasing && (
        <ReasonDialog
          title={t("release.title", { code: releasing.row.code, expert: releasing.assignment.expertName })}
          confirmText={t("release.confirm")}
          hint={t("release.reasonHint")}
          danger
          busy={command.busy}
          problem={command.problem}
          onClose={() => setReleasing(null)}
          onConfirm={(reason) => void release(releasing.assignment, reason)}
        >
          <p>{t("release.lead")}</p>
        </ReasonDialog>
      )}
    </Panel>
  );
}
