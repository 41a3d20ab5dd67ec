/**
 * The list a reviewer came from, so that the record page leads back to it and on to its next declaration. It lives as
 * long as the browser tab: a list is work in hand, not a setting.
 */

const storageKey = "shenbao.desk";

export interface DeskList {
  /** Query of the queue page, with its question mark, or empty. */
  search: string;
  ids: readonly string[];
}

export function rememberList(list: DeskList): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(list));
  } catch {
    // Without storage the record page merely has no neighbours.
  }
}

function readList(): DeskList | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
    const list = stored as DeskList | null;
    return list !== null && typeof list.search === "string" && Array.isArray(list.ids) ? list : null;
  } catch {
    return null;
  }
}

/** Where a declaration stands in the list it was opened from; `position` is null when it was opened otherwise. */
export function placeInList(id: string): {
  back: string;
  previous: string | null;
  next: string | null;
  position: { at: number; of: number } | null;
} {
  const list = readList();
  const at = list?.ids.indexOf(id) ?? -1;
  if (!list || at < 0) return { back: `/review${list?.search ?? ""}`, previous: null, next: null, position: null };
  return {
    back: `/review${list.search}`,
    previous: list.ids[at - 1] ?? null,
    next: list.ids[at + 1] ?? null,
    position: { at: at + 1, of: list.ids.length },
  };
}
