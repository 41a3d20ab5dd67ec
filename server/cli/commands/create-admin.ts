import { randomBytes } from "node:crypto";
import type { Role } from "../../../core/access/roles.ts";
import { prepareOfficial, writeOfficial } from "../../modules/accounts/accounts.service.ts";
import { Problem } from "../../problem.ts";
import { openProduct } from "../../start.ts";
import { type CliCommand, UsageError } from "../command.ts";
import { readText } from "../read-json.ts";
import { cliSettings } from "../settings.ts";

const roles = ["system-admin", "security-admin", "audit-admin"] as const satisfies readonly Role[];

export const createAdmin: CliCommand = {
  name: "create-admin",
  summary: "create an administrator; the first password is read from a file or made and printed once",
  configure: (command) =>
    command
      .argument("<login>", "3 to 40 lower-case letters, digits, dots, hyphens or underscores")
      .option("--role <role>", `one of ${roles.join(", ")}`, "system-admin")
      .option("--name <name>", "name shown to others")
      .option("--password-file <file>", "file with the first password; - for standard input"),
  async run({ locale }, [login = ""], options) {
    const role = roles.find((candidate) => candidate === options.role);
    if (!role) throw new UsageError(`--role: one of ${roles.join(", ")}`);
    if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(login)) throw new UsageError(`login: ${login}`);
    const file = options.passwordFile;
    const password = typeof file === "string" ? (await readText(file)).trim() : randomBytes(12).toString("base64url");
    const product = await openProduct(cliSettings());
    try {
      const official = await prepareOfficial(product.context, {
        login,
        displayName: typeof options.name === "string" ? options.name : login,
        password,
        isFirstPassword: true,
      });
      const account = await product.context.work.withTransaction((stores) =>
        writeOfficial(stores, official, "system", [{ role, regionCode: null }]),
      );
      const shown = typeof file === "string" ? {} : { password };
      return {
        data: { id: account.id, login, role, ...shown },
        text: `${login} (${role})${"password" in shown ? `\n${password}` : ""}`,
        failed: false,
      };
    } catch (error) {
      if (error instanceof Problem)
        throw new UsageError(
          [error.message, ...(error.extras.findings ?? []).map((finding) => finding.message[locale])].join("\n"),
        );
      throw error;
    } finally {
      await product.close();
    }
  },
};
