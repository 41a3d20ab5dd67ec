import { openDatabase } from "../../database/connect.ts";
import { migrate as migrateDatabase } from "../../database/migrate.ts";
import type { CliCommand } from "../command.ts";
import { cliSettings } from "../settings.ts";

export const migrate: CliCommand = {
  name: "migrate",
  summary: "bring the database schema up to date",
  async run() {
    const database = await openDatabase(cliSettings());
    try {
      const steps = await migrateDatabase(database);
      return { data: { steps }, text: steps.length === 0 ? "up to date" : steps.join("\n"), failed: false };
    } finally {
      await database.close();
    }
  },
};
