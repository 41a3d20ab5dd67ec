import { useState } from "react";

/** Text of a document that is not JSON (yet), with what the parser says. */
export interface BrokenText {
  text: string;
  message: string;
}

type BrokenTexts = Readonly<Record<string, BrokenText>>;

function read(key: string): BrokenTexts {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return typeof stored === "object" && stored !== null ? (stored as BrokenTexts) : {};
  } catch {
    return {};
  }
}

/**
 * Texts the server cannot take because they are not JSON, per document. They outlive a switch of documents, of pages
 * and a reload of this tab.
 */
export function useBrokenTexts(programmeId: string): {
  broken: BrokenTexts;
  keep: (path: string, text: BrokenText | null) => void;
} {
  const key = `shenbao.studio.${programmeId}`;
  const [broken, setBroken] = useState(() => read(key));
  const keep = (path: string, text: BrokenText | null) =>
    setBroken((before) => {
      if (text === null && !(path in before)) return before;
      const { [path]: _, ...rest } = before;
      const next = text === null ? rest : { ...rest, [path]: text };
      try {
        sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Without storage the text still lives as long as the page.
      }
      return next;
    });
  return { broken, keep };
}
