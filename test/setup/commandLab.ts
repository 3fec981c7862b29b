/** The surroundings of one command for tests: settings, a report as data, and a person who confirms. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngageStandIn } from "../../sandbox/engage/startEngage";
import type { CommandContext } from "../../setup/command";
import type { Prompt } from "../../setup/prompt";
import { createReport, type Finding } from "../../setup/report";
import { Settings } from "../../setup/settings";

const CONFIRMING: Prompt = {
  isInteractive: false,
  askFor: async () => undefined,
  confirm: async () => true,
  choose: async () => undefined,
  chooseMany: async () => undefined,
  chooseAfterFailure: async () => "stop",
};

export interface CommandLab {
  dotEnvFile: string;
  start(options?: Partial<Omit<CommandContext, "settings" | "report">>): {
    context: CommandContext;
    result(): { codes: string[]; findings: Finding[]; notes: string; result: unknown };
  };
  close(): void;
}

export function openCommandLab(engage: EngageStandIn, values: Readonly<Record<string, string>> = {}): CommandLab {
  const folder = mkdtempSync(join(tmpdir(), "command-"));
  const dotEnvFile = join(folder, ".env");
  const { seed } = engage;
  return {
    dotEnvFile,
    start(options = {}) {
      let printed = "";
      const report = createReport({
        print: (text) => {
          printed += text;
        },
        isTerminal: false,
        useColours: false,
        asJson: true,
      });
      const environment = {
        ENGAGE_API_URL: engage.apiUrl,
        ENGAGE_ACCESS_TOKEN: seed.tokens.bot,
        ENGAGE_BOT_CATEGORY_ID: seed.categories.bot.id,
        ENGAGE_AGENT_CATEGORY_ID: seed.categories.agent.id,
        ENGAGE_SOURCE_IDS: seed.sources.messaging.id,
        ...values,
      };
      const settings = new Settings({ flag: {}, environment, file: {} });
      report.hide(settings.secrets());
      return {
        context: {
          settings,
          report,
          prompt: CONFIRMING,
          isDryRun: false,
          dotEnvFile,
          outputFolder: join(folder, "dist"),
          ...options,
        },
        result() {
          report.finish(0);
          const parsed: { result?: unknown; sections: { findings: Finding[]; notes: string[] }[] } =
            JSON.parse(printed);
          const findings = parsed.sections.flatMap((section) => section.findings);
          return {
            findings,
            codes: findings.map(({ level, code }) => `${level} ${code}`),
            notes: parsed.sections.flatMap(({ notes }) => notes).join("\n"),
            result: parsed.result,
          };
        },
      };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
