/** `install`: from two accounts to a working handover. Looks everything up before it creates it, and can be repeated. */
import { toEngageError } from "../../src/core/errors";
import type { Answers } from "../askEach";
import { askForAccess } from "../askForAccess";
import { type Checklist, NeedsPerson } from "../checklists/Checklist";
import { ManagementError } from "../cognigy/ManagementError";
import { PACE, type Pace } from "../cognigy/waitForTask";
import type { CommandContext } from "../command";
import type { DeployPlan } from "../deploy/DeployPlan";
import { deploy } from "../deploy/deploy";
import { ReplaceConsent } from "../deploy/ReplaceConsent";
import { createCheckContext } from "../doctor/check";
import { findUnusableSettings } from "../doctor/findUnusableSettings";
import { saveDotEnv } from "../dotEnvFile";
import { needSettings } from "../needSettings";
import { Cancelled } from "../prompt";
import { provisionEngage, showEngagePlan } from "../provision/provision";
import type { Finding, Level } from "../report";
import { reportSaved } from "../reportSaved";
import { write } from "../write/write";
import { chooseEndpoints } from "./chooseEndpoints";
import { connectSource, declareSource } from "./connectSource";
import type { InstallContext } from "./InstallContext";
import { openSite } from "./openSite";
import { connectionStage } from "./planConnection";
import { planTransformers } from "./planTransformers";
import { reportNext } from "./reportNext";
import { resolveChoices } from "./resolveChoices";
import type { Site, Stage } from "./Site";
import { stagesOf } from "./stages";

type Outcome = "done" | "byHand" | "failed";

/** The exit code: 0 all right, 1 warnings or something left to do, 2 failures. */
export async function install(context: InstallContext, pace: Pace = PACE): Promise<number> {
  const { settings, report, prompt, isGuided = false } = context;
  report.section("Install");
  report.hide(settings.secrets());
  if (isGuided || !prompt.isInteractive) {
    return installWithValues(context, pace);
  }
  const answers: Answers = { saved: new Set() };
  try {
    if (await askForAccess(context, answers, "missing", { needsCognigy: true })) {
      return await installWithValues(context, pace);
    }
    reportSaved(context, answers);
    return 2;
  } catch (error) {
    if (error instanceof Cancelled) {
      reportSaved(context, answers);
    }
    throw error;
  }
}

async function installWithValues(context: InstallContext, pace: Pace): Promise<number> {
  const { settings, report } = context;
  const needed = ["engageApiUrl", "engageAccessToken", "cognigyApiUrl", "cognigyApiKey"] as const;
  if (!(await needSettings(context, needed)) || hasMalformed(context)) {
    return 2;
  }
  // Follows from the hub's URL or the API's, except on systems with hosts of their own.
  if (!(await needSettings(context, ["cognigyEndpointUrl"]))) {
    return 2;
  }
  const check = createCheckContext(settings, context.outputFolder);
  try {
    return await installAll(context, check, pace);
  } catch (thrown) {
    if (thrown instanceof ManagementError) {
      report.finding(thrown.toFinding());
      return 2;
    }
    const { code, message, hint } = toEngageError(thrown);
    if (code === "unexpected") {
      throw thrown;
    }
    report.finding({ level: "fail", code: `engage_${code}`, message, ...(hint && { fix: hint }) });
    return 2;
  } finally {
    check.close();
  }
}

async function installAll(
  context: InstallContext,
  check: ReturnType<typeof createCheckContext>,
  pace: Pace,
): Promise<number> {
  const { settings, report, prompt, isDryRun } = context;
  const api = openSite.api(settings, pace);
  if (!(await resolveChoices(context, { account: check.account(), api }))) {
    report.note("Nothing was changed.");
    return 2;
  }
  if (!hasRoute(context)) {
    return 2;
  }
  await chooseEndpoints(context, api);
  const site = await report.during("Reading from Cognigy.AI", () => openSite(context, api, pace));
  report.finding({ level: "pass", code: "project_found", message: `The Project is "${site.project.name}".` });
  const stages = stagesOf(site, context);

  const inEngage = await showEngagePlan(context);
  report.section("Plan for Cognigy.AI");
  const { steps, isPossible } = await showPlan(context, site, stages);
  report.note(
    `plan: create or correct the webhook in Engage once the hub answers${isDryRun ? " (POST or PUT /1.0/webhooks)" : ""}`,
  );
  const consent = new ReplaceConsent(context, context.replacesTransformers === true);
  const isAllowed = await consent.allows(steps);
  if (inEngage === undefined || !isPossible || !isAllowed || isDryRun) {
    report.note(isDryRun ? "Dry run: nothing was changed." : "Nothing was changed.");
    const isHopeless = inEngage === undefined || !isPossible;
    return isHopeless || report.failures().length > 0 ? 2 : isAllowed ? 0 : 1;
  }
  report.note("`--dry-run` shows every request of this plan.");
  if ((steps.length > 0 || inEngage.isChanging) && !(await prompt.confirm("Carry this out?"))) {
    report.finding({
      level: "warn",
      code: "not_confirmed",
      message: "Nothing was changed.",
      fix: "Confirm the plan, or give --yes to carry it out without being asked.",
    });
    return 1;
  }
  // Said once, it holds for all that follows.
  const confirmed = { ...context, consent, prompt: { ...prompt, confirm: async () => true } };
  const levels = watchLevels(context);
  await saveDotEnv(context.dotEnvFile, settings.toEnvironment());

  if ((await provisionEngage(confirmed, { part: "beforeHub" })) === 2) {
    return 2;
  }
  const outcome = await build(context, site, stages);
  if (outcome === "failed") {
    return 2;
  }
  if (outcome === "byHand") {
    report.note("Do what is left by hand, then run `npm run setup -- install` again: it continues there.");
    return 1;
  }
  await connectSource(context, check);
  // Now with the values of the source.
  if (
    (await build(
      context,
      site,
      stages.filter((stage) => stage === connectionStage),
    )) !== "done"
  ) {
    return 2;
  }
  const written = await write.run(confirmed);
  if (written === 2 || (await deploy(confirmed, pace)) === 2) {
    return 2;
  }
  await declareSource(context, check);
  const provisioned = await provisionEngage(confirmed, { part: "all" });
  if (provisioned < 2) {
    reportNext(context, site);
  }
  return Math.max(provisioned, levels().includes("warn") ? 1 : 0);
}

function hasRoute({ settings, report }: CommandContext): boolean {
  const isKnown =
    settings.get("routes") !== undefined || settings.hasRealtime || settings.get("engageSourceIds") !== undefined;
  if (!isKnown) {
    report.finding({
      level: "fail",
      code: "no_route",
      message: "It isn't known where your customers write.",
      fix: "Set ENGAGE_ROUTES to bridge (a Cognigy channel such as Webchat), channel (a channel that Engage owns), or both.",
    });
  }
  return isKnown;
}

function hasMalformed({ settings, report }: CommandContext): boolean {
  const malformed = findUnusableSettings(settings).findings.filter(({ code }) => code === "setting_malformed");
  for (const finding of malformed) {
    report.finding(finding);
  }
  return malformed.length > 0;
}

/** What would be done, in words; a dry run shows every request. */
async function showPlan(
  { report, isDryRun, outputFolder }: CommandContext,
  site: Site,
  stages: readonly Stage[],
): Promise<{ steps: DeployPlan["steps"]; isPossible: boolean }> {
  const planned: DeployPlan["steps"] = [];
  let isPossible = true;
  const transformers: Stage = { title: "Transformers", plan: () => planTransformers(site, outputFolder) };
  for (const stage of [...stages, transformers]) {
    const { findings, steps } = await report.during(`Looking at: ${stage.title}`, () => stage.plan(site));
    for (const finding of findings) {
      report.finding(finding);
    }
    isPossible &&= findings.every(({ level }) => level !== "fail");
    planned.push(...steps);
    for (const { summary, call, changes } of steps) {
      for (const line of isDryRun ? [call, ...changes.map((change) => `  ${change}`)] : [`plan: ${summary}`]) {
        report.note(line);
      }
    }
  }
  return { steps: planned, isPossible };
}

async function build(context: InstallContext, site: Site, stages: readonly Stage[]): Promise<Outcome> {
  for (const stage of stages) {
    const outcome = await buildStage(context, site, stage);
    if (outcome !== "done") {
      return outcome;
    }
  }
  return "done";
}

/** Until nothing is left to do: what a person does by a checklist is looked up again. */
async function buildStage(context: InstallContext, site: Site, stage: Stage): Promise<Outcome> {
  const { report, prompt } = context;
  for (;;) {
    try {
      const { findings, steps } = await stage.plan(site);
      for (const finding of findings.filter(({ level }) => level === "fail")) {
        report.finding(finding);
        return "failed";
      }
      for (const { summary, carryOut } of steps) {
        report.finding(await report.during(summary, carryOut));
      }
      return "done";
    } catch (error) {
      if (error instanceof NeedsPerson) {
        report.checklist(error.checklist);
        if (!prompt.isInteractive || !(await prompt.confirm("Is that done?"))) {
          report.finding(toFinding(error.checklist));
          return "byHand";
        }
        continue;
      }
      if (error instanceof ManagementError) {
        report.finding(error.toFinding());
        return "failed";
      }
      throw error;
    }
  }
}

function toFinding({ code, title }: Checklist): Finding {
  return {
    level: "warn",
    code: `by_hand_${code}`,
    message: `${title}: Cognigy.AI's API doesn't do this here.`,
    fix: "Follow the numbered steps above.",
  };
}

/** The levels of what is reported from now on. */
function watchLevels({ report }: CommandContext): () => Level[] {
  const before = report.findings().length;
  return () =>
    report
      .findings()
      .slice(before)
      .map(({ level }) => level);
}
