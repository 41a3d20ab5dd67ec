import type { RunSensitivity } from "../../../core/contracts/scoring-advice.ts";
import { Button } from "../../ui/button.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { useProvinceText } from "./text.ts";
import { branchesOf, isWeight, pathOf, sliderEnd, sumsOf, type Typed } from "./weights.ts";

type Weight = RunSensitivity["weights"][number];

function WeightInput({
  weight,
  path = [],
  typed,
  onType,
}: {
  weight: Weight;
  /** Groups above it, below the first level. */
  path?: readonly Weight[];
  typed: Typed;
  onType: (text: string) => void;
}) {
  const t = useProvinceText();
  const locale = useLocale();
  const text = typed[weight.id] ?? weight.value;
  const title = [...path, weight].map((each) => each.title[locale]).join(" › ");
  const isBad = !isWeight(text);
  return (
    <div className="province-weight">
      <TextField
        label={title}
        hint={t(weight.by === "weight" ? "simulation.weightWas" : "simulation.maxWas", { value: weight.value })}
        error={isBad ? t("simulation.badWeight") : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={onType}
      />
      <input
        type="range"
        className="province-weight__slider"
        aria-label={t("simulation.slider", { title })}
        min={0}
        max={sliderEnd(weight.value)}
        step="any"
        value={isBad ? weight.value : text}
        onChange={(event) => onType(String(Number(Number(event.target.value).toPrecision(3))))}
      />
    </div>
  );
}

/** Weights to be tried: the first level open, what is below each of them folded away. */
export function WeightEditor({
  weights,
  typed,
  onType,
  onReset,
  canTry,
  onTry,
}: {
  weights: readonly Weight[];
  typed: Typed;
  onType: (typed: Typed) => void;
  onReset: () => void;
  canTry: boolean;
  onTry: () => void;
}) {
  const t = useProvinceText();
  const locale = useLocale();
  const sums = sumsOf(weights, typed);
  const input = (weight: Weight, head: Weight) => (
    <WeightInput
      key={weight.id}
      weight={weight}
      path={pathOf(weights, weight, head)}
      typed={typed}
      onType={(text) => onType({ ...typed, [weight.id]: text })}
    />
  );
  const branches = branchesOf(weights);
  const top = branches[0]?.head;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canTry) onTry();
      }}
    >
      <fieldset className="province-weights">
        <legend>{t("simulation.level1", { sum: sums.get(top?.parent ?? "") ?? 0 })}</legend>
        {branches.map(({ head }) => input(head, head))}
      </fieldset>
      {branches
        .filter(({ below }) => below.length > 0)
        .map(({ head, below }) => (
          <details key={head.id} className="province-weights__more">
            <summary>{t("simulation.below", { title: head.title[locale], count: below.length })}</summary>
            <fieldset className="province-weights">
              <legend className="sb-visually-hidden">{head.title[locale]}</legend>
              {below.map((weight) => input(weight, head))}
            </fieldset>
          </details>
        ))}
      <div className="province-line">
        <Button type="submit" tone="primary" disabled={!canTry}>
          {t("simulation.try")}
        </Button>
        <Button tone="text" onClick={onReset}>
          {t("simulation.reset")}
        </Button>
      </div>
    </form>
  );
}
