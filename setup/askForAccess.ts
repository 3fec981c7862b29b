/**
 * Asks for address and key of both platforms, tries them as soon as both are there, and lets people correct them. Then
 * for the address of the Endpoints, where it doesn't follow from the API's.
 */
import { type Answers, askEach, type Extent, type Question } from "./askEach";
import { ManagementError } from "./cognigy/ManagementError";
import { createManagementApi } from "./cognigy/managementApi";
import { toBaseUrl } from "./cognigy/toBaseUrl";
import { PACE } from "./cognigy/waitForTask";
import type { CommandContext } from "./command";
import { createCheckContext } from "./doctor/check";
import { api } from "./doctor/checks/api";
import type { Finding } from "./report";
import { SETTINGS } from "./settings";

const ENGAGE: readonly Question[] = [
  { key: "engageApiUrl", isNeeded: true },
  { key: "engageAccessToken", isNeeded: true },
];
const COGNIGY: readonly Question[] = [
  { key: "cognigyApiUrl", isNeeded: true },
  { key: "cognigyApiKey", isNeeded: true },
];

const ENDPOINTS: readonly Question[] = [{ key: "cognigyEndpointUrl", isNeeded: true }];

/** A person is waiting. */
const LONGEST_PAUSE_MS = 2_000;

/** The platform answered, and doesn't know token or key. */
const REFUSALS: readonly string[] = ["token_refused", "cognigy_unauthorized", "cognigy_forbidden"];

/** Whether to go on. Without a key of Cognigy.AI people can do its part, unless it's needed. */
export async function askForAccess(
  context: CommandContext,
  answers: Answers,
  extent: Extent,
  { needsCognigy }: { needsCognigy: boolean },
): Promise<boolean> {
  const cognigy = COGNIGY.map((question) => ({ ...question, isNeeded: needsCognigy }));
  const isAllowed =
    (await askUntilAllowed(context, answers, extent, ENGAGE, "Engage", enterEngage)) &&
    (await askUntilAllowed(context, answers, extent, cognigy, "Cognigy.AI", enterCognigy));
  if (isAllowed && context.settings.get("cognigyApiKey") !== undefined) {
    await askEach(context, answers, ENDPOINTS, extent);
  }
  return isAllowed;
}

async function askUntilAllowed(
  context: CommandContext,
  answers: Answers,
  extent: Extent,
  questions: readonly Question[],
  platform: string,
  enter: (context: CommandContext) => Promise<Finding[]>,
): Promise<boolean> {
  await askEach(context, answers, questions, extent);
  for (;;) {
    const failures = await tryToEnter(context, questions, enter);
    if (failures.length === 0) {
      return true;
    }
    const isRefused = failures.some(({ code }) => REFUSALS.includes(code));
    const choice = await context.prompt.chooseAfterFailure(
      `${platform} ${isRefused ? "doesn't accept" : "can't be reached with"} these values. What now?`,
    );
    if (choice !== "correct") {
      return choice === "anyway";
    }
    await askEach(context, answers, questions, "all");
  }
}

/** One request that reads; what is wrong is reported, and given back. */
async function tryToEnter(
  context: CommandContext,
  questions: readonly Question[],
  enter: (context: CommandContext) => Promise<Finding[]>,
): Promise<Finding[]> {
  const { settings, report } = context;
  // Optional ones that were skipped.
  if (questions.every(({ isNeeded }) => !isNeeded) && questions.some(({ key }) => settings.get(key) === undefined)) {
    return [];
  }
  const malformed = questions.flatMap(({ key }): Finding[] => {
    const { question, whereToFind, findProblem } = SETTINGS[key];
    const problem = findProblem(settings.get(key) ?? "");
    return problem === undefined
      ? []
      : [{ level: "fail", code: "setting_malformed", message: `${question}: ${problem}`, fix: whereToFind }];
  });
  const findings = malformed.length > 0 ? malformed : await enter(context);
  for (const finding of findings) {
    report.finding(finding);
  }
  return findings.filter(({ level }) => level === "fail");
}

async function enterEngage({ settings, report, outputFolder }: CommandContext): Promise<Finding[]> {
  const check = createCheckContext(settings, outputFolder);
  try {
    return await report.during("Trying address and token", () => api.run(check));
  } finally {
    check.close();
  }
}

async function enterCognigy({ settings, report }: CommandContext): Promise<Finding[]> {
  const management = createManagementApi({
    baseUrl: toBaseUrl(settings.get("cognigyApiUrl") ?? ""),
    apiKey: settings.get("cognigyApiKey") ?? "",
    timeoutMs: PACE.requestMs,
    longestPauseMs: LONGEST_PAUSE_MS,
  });
  try {
    await report.during("Trying address and key", () => management.listProjects());
    return [{ level: "pass", code: "cognigy_answers", message: "Cognigy.AI's API answers and takes the key" }];
  } catch (error) {
    if (!(error instanceof ManagementError)) {
      throw error;
    }
    return [error.toFinding()];
  }
}
