/** The Channel SDK source of route bridge: a person creates it in Engage's console, as there is no API for that. */

import { saveSourceChecklist, sourceChecklist } from "../checklists/sourceChecklist";
import type { CommandContext } from "../command";
import type { CheckContext } from "../doctor/check";
import { realtimeSignature, sdkDeclaration } from "../doctor/checks/realtime";
import { saveDotEnv } from "../dotEnvFile";
import { SETTINGS } from "../settings";
import { sheetOf } from "../write/sheetOf";
import { writeSheet } from "../write/writeSheet";

const VALUES = ["engageRealtimeEndpointUrl", "engageRealtimeAccessToken"] as const;
/** As often as a person may mistype. */
const TRIES = 5;

/** Asks for realtime URL and token, and tries both by a signed call. */
export async function connectSource(context: CommandContext, check: CheckContext): Promise<void> {
  const { settings, report, prompt, dotEnvFile } = context;
  if (!settings.usesBridge || VALUES.every((key) => settings.get(key) !== undefined)) {
    return;
  }
  report.section("Channel SDK source");
  const checklist = sourceChecklist(settings, await writeSheet(settings, context.outputFolder));
  report.checklist(checklist);
  for (let attempt = 1; prompt.isInteractive && attempt <= TRIES; attempt++) {
    for (const key of VALUES) {
      settings.set(key, (await prompt.askFor(key, true)) ?? "", "prompt");
    }
    report.hide(settings.secrets());
    const findings = await report.during("Trying both by a signed call", () => realtimeSignature.run(check));
    for (const finding of findings) {
      report.finding(finding);
    }
    if (findings.every(({ level }) => level !== "fail")) {
      await saveDotEnv(
        dotEnvFile,
        Object.fromEntries(VALUES.map((key) => [SETTINGS[key].variable, settings.get(key) ?? ""])),
      );
      return;
    }
  }
  for (const key of VALUES) {
    settings.set(key, "", "prompt");
  }
  report.finding({
    level: "warn",
    code: `by_hand_${checklist.code}`,
    message: "Route bridge waits for the Channel SDK source.",
    fix: `Follow the numbered steps above, give ${VALUES.map((key) => SETTINGS[key].variable).join(" and ")}, and run \`install\` again.`,
  });
}

/** Engage asks the hub what it can do when the source is saved, so it's saved once more now that the hub can answer. */
export async function declareSource(
  { settings, report, prompt, outputFolder }: CommandContext,
  check: CheckContext,
): Promise<void> {
  if (!settings.hasRealtime) {
    return;
  }
  for (let attempt = 1; prompt.isInteractive && attempt <= TRIES; attempt++) {
    const findings = await sdkDeclaration.run(check);
    if (findings.every(({ level }) => level !== "fail")) {
      return;
    }
    report.checklist(saveSourceChecklist(settings, sheetOf(outputFolder)));
    if (!(await prompt.confirm("Is that done?"))) {
      return;
    }
  }
}
