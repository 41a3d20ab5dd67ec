/**
 * Colours that people with a colour-vision deficiency can tell apart (Okabe and Ito, without the yellow that vanishes on
 * white), and one hue from light to dark for maps. Never more than six series: beyond that nobody reads a legend.
 */

export interface ChartTheme {
  dark: boolean;
}

export const MAX_SERIES = 6;

export const SERIES_COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"] as const;

/** One hue by lightness, darkest last; the number of classes picks from it evenly. */
const SEQUENCE = ["#e6f0f8", "#c3dbee", "#95c2e0", "#5ea4cf", "#3183b9", "#14619b", "#0b3f6b"] as const;

/** Colours of `count` ordered classes, lightest first; 1 to 7. */
export function classColours(count: number): string[] {
  if (count < 1 || count > SEQUENCE.length) throw new Error(`no colours for ${count} classes`);
  if (count === 1) return [SEQUENCE[3]];
  return Array.from({ length: count }, (_, index) => {
    const at = Math.round((index * (SEQUENCE.length - 1)) / (count - 1));
    return SEQUENCE[at] ?? SEQUENCE[0];
  });
}

/** What carries no number: nobody declared, does not apply, not disclosed. Light and dark. */
export function markColour(mark: "none" | "na" | "hidden", theme: ChartTheme): string {
  const colours = theme.dark
    ? { none: "#26292e", na: "#3d4148", hidden: "#6a6f78" }
    : { none: "#ffffff", na: "#ececec", hidden: "#bdbdbd" };
  return colours[mark];
}

export function textColour(theme: ChartTheme): string {
  return theme.dark ? "#e6e8eb" : "#262626";
}

export function lineColour(theme: ChartTheme): string {
  return theme.dark ? "#4a4f57" : "#b8bec6";
}

/** Black or white, whichever is read better on a colour (relative luminance of WCAG 2). */
export function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  return luminance > 0.179 ? "#000000" : "#ffffff";
}
