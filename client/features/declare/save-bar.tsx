import { DraftState } from "../../draft-kit/draft-state.tsx";
import type { Workspace } from "./workspace.ts";

/** Where the answers are. Stays in view while scrolling. */
export function SaveBar({ workspace }: { workspace: Workspace }) {
  if (workspace.detail.editable === "none") return null;
  return (
    <div className="sb-dc-save sb-no-print">
      <DraftState work={workspace} />
    </div>
  );
}
