import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { AccountPage, AccountSummary } from "../../../core/contracts/accounts.ts";
import { patch } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { PageHead, QueueFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { Pager, Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { CreateAccountDialog } from "./create-account-dialog.tsx";
import { RegionName } from "./region-name.tsx";
import { RolesDialog } from "./roles-dialog.tsx";
import { useAdministrationText } from "./text.ts";

const pageSize = 20;

/** Accounts for the system administrator, their roles for the security administrator. */
export default function AccountsPage() {
  const t = useAdministrationText();
  const locale = useLocale();
  const cache = useQueryClient();
  const session = useSession();
  const isSystem = session.user?.roles.includes("system-admin") ?? false;
  const isSecurity = session.user?.roles.includes("security-admin") ?? false;
  const [disabling, setDisabling] = useState<AccountSummary | null>(null);
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const [filter, setFilter] = useState({ q: "", page: 1 });
  const [creating, setCreating] = useState(false);
  const [roles, setRoles] = useState<AccountSummary | null>(null);
  const list = useGet<AccountPage>("/api/accounts", { ...filter, pageSize });
  const refresh = () => void cache.invalidateQueries({ queryKey: ["/api/accounts"] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFilter({ q: typed.trim(), page: 1 });
  };
  const toggle = async (account: AccountSummary) => {
    if (busy) return;
    setBusy(true);
    try {
      await patch(`/api/accounts/${account.id}`, { status: account.status === "active" ? "disabled" : "active" });
      showToast(t("accounts.saved"));
      refresh();
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
    } finally {
      setBusy(false);
      setDisabling(null);
    }
  };
  return (
    <QueueFrame
      head={
        <PageHead
          title={t("accounts.title")}
          lead={t("accounts.lead")}
          actions={
            isSystem && (
              <Button tone="primary" onClick={() => setCreating(true)}>
                {t("accounts.create")}
              </Button>
            )
          }
        />
      }
      filters={
        <form onSubmit={submit} className="sb-filters">
          <TextField label={t("accounts.search")} type="search" value={typed} onChange={setTyped} />
          <Button type="submit">{t("accounts.find")}</Button>
        </form>
      }
    >
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <Panel>
          <Table
            caption={t("accounts.caption")}
            captionHidden
            rows={list.data.items}
            rowKey={(row) => row.id}
            empty={<Empty title={t("accounts.noneFits")} />}
            columns={[
              {
                key: "login",
                title: t("accounts.login"),
                rowHeader: true,
                render: (row) => (
                  <>
                    {row.login} <span className="sb-muted">{row.displayName}</span>
                  </>
                ),
              },
              { key: "organisation", title: t("accounts.organisation"), render: (row) => row.organisationName ?? "—" },
              {
                key: "roles",
                title: t("accounts.roles"),
                render: (row) =>
                  row.grants.length === 0
                    ? t("accounts.noRoles")
                    : row.grants.map((grant) => (
                        <Tag key={`${grant.role}${grant.regionCode}`}>
                          {t(`roles.${grant.role}`)}
                          {grant.regionCode && (
                            <>
                              {" "}
                              <RegionName code={grant.regionCode} />
                            </>
                          )}
                        </Tag>
                      )),
              },
              {
                key: "status",
                title: t("accounts.status"),
                render: (row) => (
                  <Tag tone={row.status === "active" ? "ok" : "bad"}>
                    {row.lockedUntil ? t("accounts.locked") : t(`accounts.${row.status}`)}
                  </Tag>
                ),
              },
              {
                key: "actions",
                title: t("accounts.actions"),
                render: (row) => (
                  <>
                    {isSecurity && (
                      <Button
                        size="small"
                        aria-label={labelled(t("accounts.editRoles"), row.login)}
                        onClick={() => setRoles(row)}
                      >
                        {t("accounts.editRoles")}
                      </Button>
                    )}{" "}
                    {isSystem && (
                      <Button
                        size="small"
                        tone={row.status === "active" ? "danger" : "default"}
                        aria-label={labelled(
                          row.status === "active" ? t("accounts.disable") : t("accounts.enable"),
                          row.login,
                        )}
                        onClick={() => (row.status === "active" ? setDisabling(row) : void toggle(row))}
                      >
                        {row.status === "active" ? t("accounts.disable") : t("accounts.enable")}
                      </Button>
                    )}
                  </>
                ),
              },
            ]}
          />
          <Pager
            page={filter.page}
            pageSize={pageSize}
            total={list.data.total}
            onPage={(page) => setFilter({ ...filter, page })}
          />
        </Panel>
      )}
      <ConfirmDialog
        open={disabling !== null}
        title={labelled(t("accounts.disable"), disabling?.login ?? "")}
        danger
        busy={busy}
        confirmText={t("accounts.disable")}
        onCancel={() => setDisabling(null)}
        onConfirm={() => disabling && void toggle(disabling)}
      >
        {t("accounts.disableLead")}
      </ConfirmDialog>
      {creating && (
        <CreateAccountDialog
          onClose={() => setCreating(false)}
          onCreated={() => {
            setCreating(false);
            refresh();
          }}
        />
      )}
      {roles && (
        <RolesDialog
          account={roles}
          onClose={() => setRoles(null)}
          onSaved={() => {
            setRoles(null);
            refresh();
          }}
        />
      )}
    </QueueFrame>
  );
}
