import { useEffect, useState } from "react";
import { Tag } from "./display.tsx";
import { formatInstant, timeLeft } from "./format.ts";
import { useLocale } from "./i18n.ts";
import { useUiText } from "./text.ts";

/** The time, advancing once a minute. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** A deadline with its time and what is left. The last three days wear the accent. */
export function Deadline({ at, prefix }: { at: string; prefix?: string }) {
  const t = useUiText();
  const locale = useLocale();
  const left = timeLeft(at, useMinute());
  const words = !left
    ? t("deadlinePassed")
    : left.days > 0
      ? t("dayLeft", { days: left.days, hours: left.hours })
      : left.hours > 0
        ? t("hourLeft", { hours: left.hours, minutes: left.minutes })
        : t("minuteLeft", { minutes: left.minutes });
  return (
    <span className="sb-deadline">
      {prefix}
      <time dateTime={at}>{formatInstant(at, locale)}</time>{" "}
      <Tag tone={!left ? "neutral" : left.days < 3 ? "accent" : "info"}>{words}</Tag>
    </span>
  );
}
