import type { Settings } from "./config/settings.ts";
import type { FieldCipher } from "./crypto/field-cipher.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** What routes, jobs and commands are given. Made once at the start. */
export interface AppContext {
  readonly config: Settings;
  readonly work: UnitOfWork;
  readonly cipher: FieldCipher;
  /** The time; tests hand in their own. */
  readonly clock: () => Date;
}
