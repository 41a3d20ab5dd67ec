import type { WeightOptions } from "../../../core/contracts/weights.ts";
import { Alert } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { useWeightsText } from "./text.ts";

/** Who is asked: experts of the region, to tick. */
export function PeopleChoice({
  candidates,
  chosen,
  onChange,
}: {
  candidates: WeightOptions["candidates"];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const t = useWeightsText();
  if (candidates.length === 0) return <Alert tone="warn">{t("create.noPeople")}</Alert>;
  return (
    <fieldset className="weights-pair weights-people">
      <legend>{t("create.people")}</legend>
      {candidates.map(({ accountId, name, login }) => (
        <Checkbox
          key={accountId}
          checked={chosen.has(accountId)}
          onChange={(event) => {
            const next = new Set(chosen);
            if (event.target.checked) next.add(accountId);
            else next.delete(accountId);
            onChange(next);
          }}
        >
          {name} <span className="sb-muted">{login}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
