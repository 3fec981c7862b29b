/** The guide's questions. Each answer is saved at once; address and token are tried as soon as both are there. */
import type { CommandContext } from "./command";
import { createCheckContext } from "./doctor/check";
import { api } from "./doctor/checks/api";
import { saveDotEnv } from "./dotEnvFile";
import { resolveChoices } from "./install/resolveChoices";
import { SETTING_KEYS, SETTINGS, type SettingKey } from "./settings";

export interface Answers {
  /** The variables of what was entered and saved. */
  saved: Set<string>;
}

interface Question {
  key: SettingKey;
  isNeeded: boolean;
  onlyForBridge?: boolean;
}

const ACCESS: readonly Question[] = [
  { key: "engageApiUrl", isNeeded: true },
  { key: "engageAccessToken", isNeeded: true },
];
/** With both, `install` builds everything and asks from lists; without, people do Cognigy.AI's part. */
const COGNIGY_API: readonly Question[] = [
  { key: "cognigyApiUrl", isNeeded: false },
  { key: "cognigyApiKey", isNeeded: false },
];
/** What `provision` creates is not asked for. */
const BY_HAND: readonly Question[] = [
  { key: "engageRealtimeEndpointUrl", isNeeded: true, onlyForBridge: true },
  { key: "engageRealtimeAccessToken", isNeeded: true, onlyForBridge: true },
  { key: "cognigyHubUrl", isNeeded: true },
  { key: "cognigyEndpointUrl", isNeeded: true },
  { key: "cognigyCustomerUrls", isNeeded: true, onlyForBridge: true },
];

/** Which are asked: those without a value, or all, with what is there to be corrected. */
export type Extent = "missing" | "all";

/** Whether to go on. */
export async function askForValues(context: CommandContext, answers: Answers, extent: Extent): Promise<boolean> {
  await askEach(context, answers, ACCESS, extent);
  for (let isAllowed = await canEnter(context); !isAllowed; isAllowed = await canEnter(context)) {
    const choice = await context.prompt.chooseAfterFailure("Engage cannot be reached with these values. What now?");
    if (choice === "stop") {
      return false;
    }
    if (choice === "anyway") {
      break;
    }
    await askEach(context, answers, ACCESS, "all");
  }
  await askEach(context, answers, COGNIGY_API, extent);
  if (context.settings.get("cognigyApiKey") !== undefined) {
    return true;
  }
  if (!(await chooseFromEngage(context, answers))) {
    return false;
  }
  await askEach(context, answers, BY_HAND, extent);
  return true;
}

/** Sources, categories and people, from what the account contains. */
async function chooseFromEngage(context: CommandContext, answers: Answers): Promise<boolean> {
  const check = createCheckContext(context.settings, context.outputFolder);
  try {
    return await resolveChoices(context, { account: check.account() });
  } finally {
    check.close();
    for (const key of SETTING_KEYS.filter((one) => context.settings.originOf(one) === "prompt")) {
      answers.saved.add(SETTINGS[key].variable);
    }
  }
}

async function askEach(
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

/** One GET users/me; what is wrong is told. */
async function canEnter({ settings, report, outputFolder }: CommandContext): Promise<boolean> {
  const malformed = ACCESS.flatMap(({ key }) => {
    const problem = SETTINGS[key].findProblem(settings.get(key) ?? "");
    return problem === undefined ? [] : [{ key, problem }];
  });
  for (const { key, problem } of malformed) {
    report.finding({
      level: "fail",
      code: "setting_malformed",
      message: `${SETTINGS[key].question}: ${problem}`,
      fix: SETTINGS[key].whereToFind,
    });
  }
  if (malformed.length > 0) {
    return false;
  }
  const check = createCheckContext(settings, outputFolder);
  try {
    const findings = await report.during("Trying address and token", () => api.run(check));
    for (const finding of findings) {
      report.finding(finding);
    }
    return findings.every(({ level }) => level !== "fail");
  } finally {
    check.close();
  }
}
