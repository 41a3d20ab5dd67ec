import { useEffect, useRef, useState } from "react";
import type { ChartOptions } from "../../core/dashboards/panel-options.ts";
import { tokenValue } from "../ui/theme.ts";
import type { Picture } from "./chart-engine.ts";
import type { MapShapes } from "./geo.ts";
import { useChartText } from "./text.ts";
import "./chart-kit.css";

/**
 * A picture. For those who do not see it, it is one image with a description; the same figures and the same choices
 * stand in the table below it, so nothing needs the mouse.
 */
export function Chart({
  options,
  shapes = null,
  description,
  onPick,
}: {
  options: ChartOptions;
  shapes?: MapShapes | null;
  description: string;
  onPick?: ((name: string, index: number) => void) | undefined;
}) {
  const t = useChartText();
  const box = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<Picture | null>(null);
  const [failed, setFailed] = useState(false);
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let begun: Picture | null = null;
    let left = false;
    const observer = new ResizeObserver(() => begun?.resize());
    import("./chart-engine.ts").then(
      ({ beginPicture }) => {
        if (left) return;
        begun = beginPicture(element, (name, index) => pick.current?.(name, index));
        observer.observe(element);
        setPicture(begun);
      },
      () => setFailed(true),
    );
    return () => {
      left = true;
      observer.disconnect();
      begun?.dispose();
    };
  }, []);

  useEffect(() => {
    const style = { ...(options.textStyle as object), fontFamily: tokenValue("--sb-font") };
    picture?.show({ ...options, textStyle: style }, shapes);
  }, [picture, options, shapes]);

  if (failed) return <p className="sb-muted">{t("pictureFailed")}</p>;
  return (
    <div className="sb-chart" role="img" aria-label={description}>
      <div ref={box} className="sb-chart__canvas" aria-hidden="true" />
    </div>
  );
}
