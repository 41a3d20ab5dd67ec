import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Locale } from "../../../core/problems/finding.ts";
import { problemCatalogue } from "../../../core/problems/problem-catalogue.ts";
import type { AppContext } from "../../context.ts";
import { viewerFrom } from "../../modules/accounts/sessions.service.ts";
import { BlobStore } from "../../modules/evidence/blob-store.ts";
import { bundleLimits } from "../../modules/paper/bundle/bundle-folder.ts";
import { planBundle } from "../../modules/paper/bundle/plan-bundle.ts";
import { renderBundle } from "../../modules/paper/bundle/render-bundle.ts";
import { Problem } from "../../problem.ts";
import { UsageError } from "../command.ts";

/**
 * Writes all materials of a declaration as one PDF, as an account may see them: the command line shows nobody more than
 * the pages do.
 * @returns the name by the programme's naming rule, and the size of the file
 * @throws UsageError for an account or a declaration that is not found, or too large
 */
export async function printBundle(
  { work, cipher, config }: AppContext,
  { id, login, out, locale }: { id: string; login: string; out: string; locale: Locale },
): Promise<{ title: string; bytes: number }> {
  try {
    const blobs = new BlobStore(config.DATA_DIR);
    const plan = await work.withSnapshot(async (stores) => {
      const account = await stores.accounts.findByLogin(login);
      if (account === null || account.status !== "active") throw new UsageError(`--as ${login}: no such account`);
      return planBundle(stores, await viewerFrom(stores, account), id, { cipher, blobs, locale });
    });
    const file = await renderBundle(plan, bundleLimits(config));
    const { size } = await file.stat();
    await pipeline(file.createReadStream(), createWriteStream(out, { mode: 0o600 }));
    return { title: plan.title, bytes: size };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new UsageError(`--bundle ${id}: ${(error.extras.detail ?? problemCatalogue[error.code])[locale]}`);
  }
}
