import { loadSecretKey } from "./config/secret-key.ts";
import type { Settings } from "./config/settings.ts";
import type { AppContext } from "./context.ts";
import { makeFieldCipher } from "./crypto/field-cipher.ts";
import { type Database, openDatabase } from "./database/connect.ts";
import { migrate } from "./database/migrate.ts";
import { loadRegions } from "./modules/regions/load-regions.ts";
import { makeUnitOfWork } from "./unit-of-work.ts";

/** The product at work without a server: what main.ts, jobs and commands of the command line begin with. */
export interface Product {
  context: AppContext;
  database: Database;
  /** Closes the database. */
  close(): Promise<void>;
}

/** Opens the database, brings its schema up to date and loads the regions when there are none. */
export async function openProduct(
  config: Settings,
  clock: () => Date = () => new Date(),
  isDurable = true,
): Promise<Product> {
  const secret = await loadSecretKey(config);
  const database = await openDatabase(config, isDurable);
  try {
    await migrate(database);
    const work = makeUnitOfWork(database, clock);
    if (await work.withSnapshot((stores) => stores.regions.isEmpty())) await loadRegions(work);
    return {
      context: { config, work, cipher: makeFieldCipher(secret), clock },
      database,
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
