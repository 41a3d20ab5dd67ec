import { accountFeature } from "../features/account/index.ts";
import { administrationFeature } from "../features/administration/index.ts";
import { attachedFeature } from "../features/attached/index.ts";
import { boardsFeature } from "../features/boards/index.ts";
import { declareFeature } from "../features/declare/index.ts";
import { expertsFeature } from "../features/experts/index.ts";
import { panelsFeature } from "../features/panels/index.ts";
import { provinceFeature } from "../features/province/index.ts";
import { publicFeature } from "../features/public/index.ts";
import { reviewFeature } from "../features/review/index.ts";
import { studioFeature } from "../features/studio/index.ts";
import { titlesFeature } from "../features/titles/index.ts";
import { weightsFeature } from "../features/weights/index.ts";
import type { Feature } from "../ui/feature.ts";

/** Every feature of the client. A new folder under features/ appears when it is added to this list. */
export const features: readonly Feature[] = [
  publicFeature,
  accountFeature,
  declareFeature,
  reviewFeature,
  expertsFeature,
  attachedFeature,
  provinceFeature,
  panelsFeature,
  titlesFeature,
  studioFeature,
  weightsFeature,
  boardsFeature,
  administrationFeature,
];
