/** A short list of words as people write it in one line: `跨境电商、直播电商`. */
export function tagsText(tags: readonly string[]): string {
  return tags.join("、");
}

/** The words of one line, each once, whatever they are parted by. */
export function readTags(text: string): string[] {
  return [...new Set(text.split(/[、,，;；\n]+/).map((tag) => tag.trim()))].filter((tag) => tag !== "");
}
