import type { ComponentType } from "react";
import type { GroupFeedback, StudyGroup } from "../../../core/contracts/weights.ts";
import { ComparisonSheet } from "./comparison-sheet.tsx";
import { ShareSheet } from "./share-sheet.tsx";

/** What a sheet of one group is given, whatever its kind asks. */
export interface GroupSheetProps {
  group: StudyGroup;
  /** Key to value as typed; the kind says what the keys are. */
  values: Readonly<Record<string, string>>;
  disabled: boolean;
  /** What the round before said about the group, and one's own values in it. */
  previous: { feedback: GroupFeedback; own: Readonly<Record<string, string>> | undefined } | null;
  onValue: (key: string, value: string) => void;
  onValues: (values: Readonly<Record<string, string>>) => void;
}

/** The sheet of each way of asking; one flat list. */
export const groupSheets: Readonly<Record<string, ComponentType<GroupSheetProps>>> = {
  delphi: ShareSheet,
  ahp: ComparisonSheet,
};
