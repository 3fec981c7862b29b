/** `provision`: creates or corrects in Engage what its API allows. Shows a plan first, never deletes, and can be repeated. */
import { toEngageError } from "../../src/core/errors";
import type { Command, CommandContext } from "../command";
import { type CheckContext, createCheckContext } from "../doctor/check";
import { findUnusableSettings } from "../doctor/findUnusableSettings";
import { readRecord, recordFileOf } from "../emergency/EmergencyRecord";
import { needSettings } from "../needSettings";
import { carryOut, type Provisioning } from "./carryOut";
import { decidePlan } from "./decidePlan";
import { callOf, describeStep } from "./describeStep";
import { listManualSteps } from "./listManualSteps";
import type { Plan, Step } from "./Plan";
import { readState } from "./readState";

export const provision: Command = {
  summary: "create or correct categories, webhook, default categories and identity in Engage",
  run: (command) => provisionEngage(command, { part: "all" }),
};

/** `beforeHub`: all but what needs the hub to answer, and without a look at what people have to do. */
export async function provisionEngage(
  command: CommandContext,
  { part }: { part: "all" | "beforeHub" },
): Promise<number> {
  const { report } = command;
  const outcome = await readPlan(command, "Provision Engage", async (plan, context) => {
    const state = { context, report, dotEnvFile: command.dotEnvFile, parentId: undefined };
    // What comes before the hub has been shown and confirmed.
    const exitCode = await follow(part === "all" ? plan : withoutHub(plan), command, state, part === "beforeHub");
    if (part === "beforeHub") {
      return exitCode;
    }
    // What a dry run or a refusal leaves undone is in the plan already.
    const isPlanned = (code: string) =>
      code === "agents_missing" && plan.steps.some((step) => step.kind === "equipAgent" && step.addsCategory);
    const found = await report.during("Looking at what is left", () => listManualSteps(context));
    const left = { ...found, open: found.open.filter(({ code }) => !isPlanned(code)) };
    if (left.open.length > 0) {
      report.section("Left to do by hand in Engage");
    }
    for (const finding of left.open) {
      report.finding(finding);
    }
    report.section("Check in Engage, since no API shows it");
    for (const step of left.unseen) {
      report.note(`- ${step}`);
    }
    return Math.max(exitCode, left.open.length > 0 ? 1 : 0);
  });
  return outcome ?? 2;
}

/** The part of `beforeHub` in words, with the calls in a dry run. Nothing where it can't be carried out. */
export function showEngagePlan(command: CommandContext): Promise<{ isChanging: boolean } | undefined> {
  const { report, isDryRun } = command;
  return readPlan(command, "Plan for Engage", async (plan) => {
    const { steps, obstacles } = withoutHub(plan);
    for (const { code, message, fix } of obstacles) {
      report.finding({ level: "warn", code, message, fix });
    }
    if (steps.length === 0) {
      report.finding({ level: "pass", code: "nothing_to_do", message: "There is nothing to create or correct" });
    }
    for (const step of steps) {
      const call = isDryRun ? callOf(step) : undefined;
      report.note(`plan: ${describeStep(step)}${call === undefined ? "" : ` (${call})`}`);
    }
    return { isChanging: steps.length > 0 };
  });
}

/** Nothing where there is no plan: why is reported. */
async function readPlan<T>(
  command: CommandContext,
  title: string,
  use: (plan: Plan, context: CheckContext) => Promise<T>,
): Promise<T | undefined> {
  const { settings, report } = command;
  report.section(title);
  if (!(await needSettings(command, ["engageApiUrl", "engageAccessToken"]))) {
    return undefined;
  }
  const malformed = findUnusableSettings(settings).findings.filter(({ code }) => code === "setting_malformed");
  for (const finding of malformed) {
    report.finding(finding);
  }
  if (malformed.length > 0) {
    return undefined;
  }
  const emergency = await readRecord(recordFileOf(command.dotEnvFile));
  const context = createCheckContext(settings, command.outputFolder);
  try {
    const plan = await report.during("Reading the account", async () =>
      decidePlan(await readState(context, emergency)),
    );
    return await use(plan, context);
  } catch (thrown) {
    const { code, message, hint } = toEngageError(thrown);
    report.finding({ level: "fail", code: `engage_${code}`, message, ...(hint && { fix: hint }) });
    return undefined;
  } finally {
    context.close();
  }
}

/** The webhook needs a hub that answers, and the agents' identity a source that has asked it. */
function withoutHub({ steps, obstacles }: Plan): Plan {
  return {
    steps: steps.filter((step) => !needsHub(step)),
    obstacles: obstacles.filter(({ code }) => !code.startsWith("hub_")),
  };
}

function needsHub(step: Step): boolean {
  const isIdentityOnly = step.kind === "equipAgent" && !step.addsCategory;
  return isIdentityOnly || ["createWebhook", "updateWebhook", "createAgentIdentity"].includes(step.kind);
}

async function follow(plan: Plan, command: CommandContext, state: Provisioning, isShown: boolean): Promise<number> {
  const { report, prompt, isDryRun } = command;
  for (const { code, message, fix } of plan.obstacles) {
    report.finding({ level: "warn", code, message, fix });
  }
  const exitCode = plan.obstacles.length > 0 ? 1 : 0;
  if (plan.steps.length === 0) {
    report.finding({ level: "pass", code: "nothing_to_do", message: "There is nothing to create or correct" });
    return exitCode;
  }
  for (const step of isShown ? [] : plan.steps) {
    const call = callOf(step);
    report.note(`plan: ${describeStep(step)}${call === undefined ? "" : ` (${call})`}`);
  }
  if (isDryRun) {
    report.note("Dry run: nothing was changed.");
    return exitCode;
  }
  if (!(await prompt.confirm("Carry this out?"))) {
    report.finding({
      level: "warn",
      code: "not_confirmed",
      message: "Nothing was changed.",
      fix: "Confirm the plan, or give --yes to carry it out without being asked.",
    });
    return 1;
  }
  for (const step of plan.steps) {
    const what = describeStep(step);
    try {
      await report.during(what, () => carryOut(step, state));
      report.finding({ level: "pass", code: "done", message: `Done: ${what}` });
    } catch (thrown) {
      const { code, message, hint } = toEngageError(thrown);
      report.finding({
        level: "fail",
        code: `engage_${code}`,
        message: `Could not ${what}: ${message}`,
        fix: `${fixOf(code, step.kind) ?? hint ?? ""} Then run the command again: it continues where it stopped.`.trim(),
      });
      return 2;
    }
  }
  return exitCode;
}

/** The right that a step needs, by its name in Engage. */
const RIGHTS: Readonly<Partial<Record<Step["kind"], string>>> = {
  createParent: "manage_categories",
  createCategory: "manage_categories",
  makeSelectable: "manage_categories",
  createWebhook: "manage_api_access_tokens",
  updateWebhook: "manage_api_access_tokens",
  correctDefaults: "update_content_source",
  equipAgent: "update_user",
};

function fixOf(code: string, kind: Step["kind"]): string | undefined {
  const right = RIGHTS[kind];
  return code === "forbidden" && right !== undefined
    ? `Give the right ${right} to the role of the token's user, under Admin > Roles.`
    : undefined;
}
