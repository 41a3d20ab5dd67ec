import { ConfigError, readConfig } from "../config/read-config.ts";
import type { Settings } from "../config/settings.ts";
import { UsageError } from "./command.ts";

/** The settings of the environment; what is wrong with them is a wrong call. */
export function cliSettings(overrides: Readonly<Record<string, string>> = {}): Settings {
  try {
    return readConfig({ ...process.env, ...overrides });
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}
