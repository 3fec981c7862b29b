/** Questions for values, one after the other. Each answer is saved at once. */
import type { CommandContext } from "./command";
import { saveDotEnv } from "./dotEnvFile";
import { SETTINGS, type SettingKey } from "./settings";

export interface Answers {
  /** The variables of what was entered and saved. */
  saved: Set<string>;
}

export interface Question {
  key: SettingKey;
  isNeeded: boolean;
  onlyForBridge?: boolean;
}

/** Which are asked: those without a value, or all, with what is there to be corrected. */
export type Extent = "missing" | "all";

export async function askEach(
  context: CommandContext,
  answers: Answers,
  questions: readonly Question[],
  extent: Extent,
): Promise<void> {
  const { settings, prompt } = context;
  for (const { key, isNeeded, onlyForBridge } of questions) {
    const current = settings.get(key);
    // One that is derived from another follows that one.
    const isAsked = current === undefined || (extent === "all" && settings.originOf(key) !== undefined);
    if (!isAsked || (onlyForBridge && !settings.usesBridge)) {
      continue;
    }
    const answer = await prompt.askFor(key, isNeeded, current);
    if (answer !== undefined && answer !== current) {
      await keep(context, answers, key, answer);
    }
  }
}

async function keep(
  { settings, report, dotEnvFile, isDryRun }: CommandContext,
  { saved }: Answers,
  key: SettingKey,
  answer: string,
): Promise<void> {
  const hadValue = settings.originOf(key) !== undefined;
  settings.set(key, answer, "prompt");
  report.hide(settings.secrets());
  const isSet = settings.originOf(key) !== undefined;
  if (isDryRun || (!isSet && !hadValue)) {
    return;
  }
  const { variable } = SETTINGS[key];
  await saveDotEnv(dotEnvFile, { [variable]: settings.get(key) ?? "" });
  saved.add(variable);
}
