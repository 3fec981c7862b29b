/** Saves an answer at once. */
import type { CommandContext } from "../command";
import { saveDotEnv } from "../dotEnvFile";
import { SETTINGS, type SettingKey } from "../settings";

export async function keep(
  { settings, dotEnvFile, isDryRun }: CommandContext,
  key: SettingKey,
  answer: string,
): Promise<void> {
  settings.set(key, answer, "prompt");
  if (!isDryRun && answer !== "") {
    await saveDotEnv(dotEnvFile, { [SETTINGS[key].variable]: answer });
  }
}
