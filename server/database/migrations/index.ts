import { initial } from "./0001-initial.ts";
import { titles } from "./0002-titles.ts";
import { sealedForms } from "./0003-sealed-forms.ts";
import { weights } from "./0004-weights.ts";
import { attachedForms } from "./0005-attached-forms.ts";
import { experts } from "./0006-experts.ts";
import { attachedFiles } from "./0007-attached-files.ts";
import { attachedBefore } from "./0008-attached-before.ts";
import { panelWork } from "./0009-panel-work.ts";
import { abandonedStudies } from "./0010-abandoned-studies.ts";
import { recognisedTitles } from "./0011-recognised-titles.ts";
import { reviewForms } from "./0012-review-forms.ts";
import { openedVersions } from "./0013-opened-versions.ts";
import type { Migration } from "./migration.ts";

/** Every step of the schema in order. A step is only ever added at the end. */
export const migrations: readonly Migration[] = [
  initial,
  titles,
  sealedForms,
  weights,
  attachedForms,
  experts,
  attachedFiles,
  attachedBefore,
  panelWork,
  abandonedStudies,
  recognisedTitles,
  reviewForms,
  openedVersions,
];
