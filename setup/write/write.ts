/** `write`: puts the values where they are used: .env, the filled transformers, and the sheet for the Connection. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fill } from "../../scripts/fill";
import { paths } from "../../scripts/paths";
import type { Command, CommandContext } from "../command";
import { findUnusableSettings } from "../doctor/findUnusableSettings";
import { saveDotEnv } from "../dotEnvFile";
import { needSettings } from "../needSettings";
import type { SettingKey } from "../settings";
import { sheetOf } from "./sheetOf";
import { writeSheet } from "./writeSheet";

/** What the hub cannot do without. */
const NEEDED: readonly SettingKey[] = [
  "engageApiUrl",
  "engageAccessToken",
  "engageBotCategoryId",
  "engageAgentCategoryId",
  "engageWebhookSecret",
  "engageVerificationToken",
];

export const write: Command = {
  summary: "write .env, the filled transformers and the sheet with everything that is entered by hand",
  async run(command) {
    const { settings, report, isDryRun, dotEnvFile, outputFolder } = command;
    report.section("Write files");
    const keys = settings.hasRealtime
      ? [...NEEDED, "engageRealtimeEndpointUrl" as const, "engageRealtimeAccessToken" as const]
      : NEEDED;
    if (!(await needSettings(command, keys))) {
      return 2;
    }
    const malformed = findUnusableSettings(settings).findings.filter(({ code }) => code === "setting_malformed");
    for (const finding of malformed) {
      report.finding(finding);
    }
    if (malformed.length > 0) {
      return 2;
    }
    if (!existsSync(paths.transformers)) {
      report.finding({
        level: "fail",
        code: "not_built",
        message: "There are no transformers to fill in yet.",
        fix: "Run `npm run build` first.",
      });
      return 2;
    }
    if (isDryRun) {
      report.note(`Dry run: would write ${dotEnvFile}, ${join(outputFolder, "filled")} and ${sheetOf(outputFolder)}`);
      return 0;
    }
    return writeAll(command);
  },
};

async function writeAll({ settings, report, dotEnvFile, outputFolder }: CommandContext): Promise<number> {
  const changed = await saveDotEnv(dotEnvFile, settings.toEnvironment());
  report.finding({
    level: "pass",
    code: "env_written",
    message: changed.length === 0 ? `${dotEnvFile} is up to date` : `${dotEnvFile}: ${changed.join(", ")}`,
  });
  const fillings = await fill(settings.toEnvironment(), join(outputFolder, "filled"));
  for (const { file, missing } of fillings) {
    if (file !== "engage-hub.js" && !settings.hasRealtime) {
      continue;
    }
    report.finding(
      missing.length === 0
        ? {
            level: "pass",
            code: "transformer_filled",
            message: `${join(outputFolder, "filled", file)} is ready to paste`,
          }
        : {
            level: "fail",
            code: "transformer_incomplete",
            message: `${file} lacks ${missing.join(", ")}.`,
            fix: "Set them and run write again.",
          },
    );
  }
  const sheet = await writeSheet(settings, outputFolder);
  report.finding({
    level: "pass",
    code: "sheet_written",
    message: `${sheet} has the values for the Connection; it is readable by you alone`,
  });
  return fillings.some(({ file, missing }) => missing.length > 0 && (settings.hasRealtime || file === "engage-hub.js"))
    ? 2
    : 0;
}
