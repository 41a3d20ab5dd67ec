import type { Region, RegionList } from "../../../core/contracts/regions.ts";
import { useGet } from "../../api/queries.ts";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { useText } from "./text.ts";

function Level({
  label,
  parent,
  value,
  error,
  onChange,
}: {
  label: string;
  /** null: the provinces. */
  parent: string | null;
  value: string;
  error?: string | undefined;
  onChange: (region: Region | null) => void;
}) {
  const locale = useLocale();
  const regions = useGet<RegionList>("/api/regions", parent ? { parent } : undefined, { staleTimeMs: 3_600_000 });
  const items = regions.data?.items ?? [];
  return (
    <SelectField
      label={label}
      error={error}
      placeholder=""
      value={value}
      aria-busy={regions.isPending || undefined}
      options={items.map((region) => ({
        value: region.code,
        label: locale === "en" && region.nameEn ? region.nameEn : region.name,
      }))}
      onChange={(value) => onChange(items.find((region) => region.code === value) ?? null)}
    />
  );
}

/** Chosen from the province down; the deepest choice counts once nothing lies below it. */
export interface RegionChoice {
  path: readonly Region[];
}

export const noRegion: RegionChoice = { path: [] };

/** The code to send: the deepest region chosen, or null while deeper ones are to be chosen. */
export function chosenRegion(choice: RegionChoice): string | null {
  const last = choice.path.at(-1);
  return last && !last.hasChildren ? last.code : null;
}

/** Province, city, county, one list after the other. */
export function RegionPicker({
  choice,
  error,
  onChange,
}: {
  choice: RegionChoice;
  error?: string | undefined;
  onChange: (choice: RegionChoice) => void;
}) {
  const t = useText();
  const labels = [t("register.province"), t("register.city"), t("register.county")];
  const open = choice.path.every((region) => region.hasChildren) ? choice.path.length : choice.path.length - 1;
  return (
    <>
      {labels.slice(0, open + 1).map((label, depth) => (
        <Level
          key={label}
          label={label}
          parent={choice.path[depth - 1]?.code ?? null}
          value={choice.path[depth]?.code ?? ""}
          error={depth === open ? error : undefined}
          onChange={(region) => onChange({ path: [...choice.path.slice(0, depth), ...(region ? [region] : [])] })}
        />
      ))}
    </>
  );
}
