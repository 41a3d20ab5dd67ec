import { useQueryClient } from "@tanstack/react-query";
import type { AttachedDetail, AttachedItem } from "../../../core/contracts/attached.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { useGet } from "../../api/queries.ts";
import { AttachedSheet } from "../../attached-kit/attached-sheet.tsx";
import { Button } from "../../ui/button.tsx";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useReviewText } from "./text.ts";

/** A form that a level of the review fills in about the declaration: begun, filled in and handed in where it stands. */
export function ReviewForm({ item, onChanged }: { item: AttachedItem; onChanged: () => Promise<unknown> }) {
  const cache = useQueryClient();
  const changed = () => {
    void cache.invalidateQueries({ queryKey: [`/api/declarations/${item.declarationId}/attached`] });
    return onChanged();
  };
  return item.id === null ? <Begin item={item} onChanged={changed} /> : <Begun id={item.id} onChanged={changed} />;
}

function Begin({ item, onChanged }: { item: AttachedItem; onChanged: () => Promise<unknown> }) {
  const t = useReviewText();
  const command = useOnce();
  const begin = async () => {
    const path = `/api/declarations/${item.declarationId}/attached`;
    const begun = await command.run((idempotencyKey) =>
      post<AttachedDetail>(path, { attached: item.attached }, { idempotencyKey }),
    );
    if (begun) await onChanged();
  };
  return (
    <>
      <p>{t(item.required ? "record.reviewFormRequired" : "record.reviewFormOptional")}</p>
      <ProblemAlert problem={command.problem} />
      {item.mayBegin && (
        <Button tone="primary" busy={command.busy} onClick={() => void begin()}>
          {t("record.beginReviewForm")}
        </Button>
      )}
    </>
  );
}

function Begun({ id, onChanged }: { id: string; onChanged: () => Promise<unknown> }) {
  const locale = useLocale();
  const cache = useQueryClient();
  const path = `/api/attached/${id}`;
  const detail = useGet<AttachedDetail>(path);
  if (detail.isPending) return <Skeleton lines={6} />;
  if (detail.isError) return <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />;
  return (
    <AttachedSheet
      detail={detail.data}
      onChanged={(next) => {
        cache.setQueryData([path], next);
        void onChanged();
      }}
    />
  );
}
