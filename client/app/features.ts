import { accountFeature } from "../features/account/index.ts";
import { declareFeature } from "../features/declare/index.ts";
import type { Feature } from "../ui/feature.ts";

/** Every feature of the client. A new folder under features/ appears when it is added to this list. */
export const features: readonly Feature[] = [accountFeature, declareFeature];
