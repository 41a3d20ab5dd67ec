import { backup as makeBackup } from "../../backup/backup.ts";
import { BackupError } from "../../backup/manifest.ts";
import { restore as takeBackup } from "../../backup/restore.ts";
import { openDatabase } from "../../database/connect.ts";
import { type CliCommand, UsageError } from "../command.ts";
import { cliSettings } from "../settings.ts";

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BackupError ? new UsageError(error.message) : error;
  }
}

function summary(manifest: { tables: Record<string, { rows: number }>; files: Record<string, number> }): string {
  const rows = Object.values(manifest.tables).reduce((total, table) => total + table.rows, 0);
  return `${rows} rows, ${Object.keys(manifest.files).length} files`;
}

export const backup: CliCommand = {
  name: "backup",
  summary: "write a backup into a folder; the product may be at work. The secret key is not part of it",
  configure: (command) => command.argument("<folder>", "new or empty folder"),
  async run(_context, [target = ""]) {
    const config = cliSettings();
    const database = await openDatabase(config);
    try {
      const manifest = await refusing(() =>
        makeBackup(database, { dataDir: config.DATA_DIR, target, now: new Date().toISOString() }),
      );
      return { data: manifest, text: summary(manifest), failed: false };
    } finally {
      await database.close();
    }
  },
};

export const restore: CliCommand = {
  name: "restore",
  summary: "take a backup into an empty database and data folder, verified part by part",
  configure: (command) => command.argument("<folder>", "folder of the backup"),
  async run(_context, [source = ""]) {
    const config = cliSettings();
    const database = await openDatabase(config);
    try {
      const manifest = await refusing(() =>
        takeBackup(database, { dataDir: config.DATA_DIR, source, now: new Date().toISOString() }),
      );
      return { data: manifest, text: summary(manifest), failed: false };
    } finally {
      await database.close();
    }
  },
};
