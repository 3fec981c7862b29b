/** Gets the values that a command cannot do without: asked for at a terminal, named in a finding elsewhere. */
import type { CommandContext } from "./command";
import { nameOf, SETTINGS, type SettingKey } from "./settings";

/** Whether all are there now. */
export async function needSettings(
  { settings, report, prompt }: CommandContext,
  keys: readonly SettingKey[],
): Promise<boolean> {
  let isComplete = true;
  for (const key of keys) {
    if (settings.get(key) !== undefined) {
      continue;
    }
    const answer = await prompt.askFor(key, true);
    if (answer !== undefined) {
      settings.set(key, answer, "prompt");
      report.hide(settings.secrets());
      continue;
    }
    isComplete = false;
    const { flag, variable, whereToFind } = SETTINGS[key];
    report.finding({
      level: "fail",
      code: "setting_missing",
      message: `Missing: ${nameOf(key)}.`,
      fix: `Give --${flag}, or set ${variable} in the environment or in .env. ${whereToFind}`,
    });
  }
  return isComplete;
}
