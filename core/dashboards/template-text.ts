/** A name with `{b}` in it must not be taken for a place of ECharts' templates: braces become their full-width form. */
export function escapeTemplate(text: string): string {
  return text.replaceAll("{", "｛").replaceAll("}", "｝");
}
