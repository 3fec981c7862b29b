/** Says which answers were saved, to people who stop half-way. */
import type { Answers } from "./askEach";
import type { CommandContext } from "./command";
import { SETTING_KEYS, SETTINGS } from "./settings";

export function reportSaved({ report, settings, dotEnvFile, isDryRun }: CommandContext, { saved }: Answers): void {
  // Lists save their answers themselves.
  const chosen = SETTING_KEYS.filter((key) => settings.originOf(key) === "prompt" && !isDryRun);
  const names = [...new Set([...saved, ...chosen.map((key) => SETTINGS[key].variable)])];
  report.note(
    names.length === 0
      ? "Stopped. None of your answers were saved."
      : `Stopped. Saved in ${dotEnvFile}: ${names.join(", ")}. The next run starts with these values, and you can correct what doesn't work.`,
  );
}
