import type { RegionView } from "../../../core/contracts/regions.ts";
import { useGet } from "../../api/queries.ts";
import { useLocale } from "../../ui/i18n.ts";

/** A region by its name; the code stands until the name is there, and where no region has it. */
export function RegionName({ code }: { code: string }) {
  const locale = useLocale();
  const found = useGet<RegionView>(/^[0-9A-Z]{2,16}$/.test(code) ? `/api/regions/${code}` : null, undefined, {
    staleTimeMs: Number.POSITIVE_INFINITY,
  });
  const region = found.data?.region;
  return region ? <span title={code}>{locale === "en" ? region.nameEn : region.name}</span> : code;
}
