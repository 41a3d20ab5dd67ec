import { DEMO_PASSWORD } from "../../demo/demo-people.ts";
import { prepareDemo } from "../../demo/prepare-demo.ts";
import { type CliCommand, UsageError } from "../command.ts";
import { declarationsOption } from "../declarations-option.ts";
import { cliSettings } from "../settings.ts";

export const loadDemo: CliCommand = {
  name: "load-demo",
  summary: "fill an empty database with the built-in programmes and fictitious sample data",
  configure: (command) => command.option("--declarations <n>", "how many declarations in all", "80"),
  async run(context, _args, options) {
    const declarations = declarationsOption(options.declarations);
    const summary = await prepareDemo(cliSettings(), { declarations, now: new Date(), log: context.log });
    if (summary === null) throw new UsageError("the database is not empty; sample data go into a new one");
    return {
      data: { ...summary, password: DEMO_PASSWORD },
      text: [`${summary.declarations} declarations, password ${DEMO_PASSWORD}`, ...summary.accounts.map(line)].join(
        "\n",
      ),
      failed: false,
    };
  },
};

function line({ login, name }: { login: string; name: string }): string {
  return `${login.padEnd(20)} ${name}`;
}
