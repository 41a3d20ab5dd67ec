import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Table } from "./table.tsx";

export type Side = "mine" | "theirs";

/**
 * The same thing written twice, on two devices or by two people: both sides beside each other, and the person keeps
 * one of them, thing by thing.
 */
export function TwoSidesDialog<Conflict extends { field: string }>({
  open,
  words,
  conflicts,
  name,
  side,
  keepText,
  onKeep,
  onClose,
}: {
  open: boolean;
  words: { title: string; lead: string; name: string; mine: string; theirs: string };
  conflicts: readonly Conflict[];
  /** What the thing is called. */
  name: (conflict: Conflict) => ReactNode;
  /** What stands on one side. */
  side: (side: Side, conflict: Conflict) => ReactNode;
  keepText: (side: Side) => string;
  onKeep: (field: string, side: Side) => void;
  onClose: () => void;
}) {
  const column = (which: Side) => ({
    key: which,
    title: words[which],
    render: (conflict: Conflict) => (
      <div className="sb-side">
        {side(which, conflict)}
        <Button size="small" onClick={() => onKeep(conflict.field, which)}>
          {keepText(which)}
        </Button>
      </div>
    ),
  });
  return (
    <Dialog open={open} title={words.title} shape="wide" onClose={onClose}>
      <p>{words.lead}</p>
      <Table
        caption={words.title}
        captionHidden
        rows={conflicts}
        rowKey={(conflict) => conflict.field}
        columns={[{ key: "name", title: words.name, rowHeader: true, render: name }, column("mine"), column("theirs")]}
      />
    </Dialog>
  );
}
