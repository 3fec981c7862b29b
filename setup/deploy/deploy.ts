/** Installs the Extension in Cognigy.AI and sets the transformers of the Endpoints. Never deletes anything. */

import { ManagementError } from "../cognigy/ManagementError";
import { createManagementApi } from "../cognigy/managementApi";
import { toBaseUrl } from "../cognigy/toBaseUrl";
import { PACE, type Pace } from "../cognigy/waitForTask";
import type { CommandContext } from "../command";
import { findUnusableSettings } from "../doctor/findUnusableSettings";
import { needSettings } from "../needSettings";
import type { Finding, Level } from "../report";
import type { DeployPlan } from "./DeployPlan";
import { planDeployment } from "./planDeployment";
import { ReplaceConsent } from "./ReplaceConsent";

/** `install` may have changed other things before. */
const UNCHANGED = "The Extension and the transformers stay as they are.";

export interface DeployContext extends CommandContext {
  /** `--force`: upload the Extension even if this or a newer version is installed. */
  isForced?: boolean;
  /** What has been agreed to before; by default nothing. */
  consent?: ReplaceConsent;
}

/** The exit code: 0 all right, 1 warnings or nothing confirmed, 2 failures. */
export async function deploy(context: DeployContext, pace: Pace = PACE): Promise<number> {
  const { settings, report, prompt, isDryRun, outputFolder, isForced = false } = context;
  const { consent = new ReplaceConsent(context, false) } = context;
  report.section("Deploy to Cognigy.AI");
  report.hide(settings.secrets());
  if (!(await needSettings(context, ["cognigyApiUrl", "cognigyApiKey"]))) {
    return 2;
  }
  const levels: Level[] = [];
  const tell = (finding: Finding) => {
    levels.push(finding.level);
    report.finding(finding);
  };
  for (const finding of findUnusableSettings(settings).findings) {
    if (finding.code === "setting_malformed") {
      tell(finding);
    }
  }
  if (levels.length > 0) {
    return 2;
  }
  const exitCode = () => (levels.includes("fail") ? 2 : levels.includes("warn") ? 1 : 0);
  const api = createManagementApi({
    baseUrl: toBaseUrl(settings.get("cognigyApiUrl") ?? ""),
    apiKey: settings.get("cognigyApiKey") ?? "",
    timeoutMs: pace.requestMs,
    longestPauseMs: pace.repeatMs,
  });
  try {
    const plan = await report.during("Reading from Cognigy.AI", () =>
      planDeployment({ api, settings, outputFolder, isForced, pace }),
    );
    for (const finding of plan.findings) {
      tell(finding);
    }
    if (levels.includes("fail")) {
      report.note(UNCHANGED);
    }
    if (levels.includes("fail") || plan.steps.length === 0) {
      return exitCode();
    }
    show(plan, context);
    const isAllowed = await consent.allows(plan.steps);
    if (isDryRun) {
      report.note("Dry run: nothing was changed.");
      return isAllowed ? exitCode() : Math.max(1, exitCode());
    }
    if (!isAllowed) {
      report.note(UNCHANGED);
      return 2;
    }
    if (!(await prompt.confirm("Carry this out?"))) {
      tell({
        level: "warn",
        code: "not_confirmed",
        message: UNCHANGED,
        fix: "Confirm the plan, or give --yes to carry it out without being asked.",
      });
      return exitCode();
    }
    for (const step of plan.steps) {
      tell(await report.during(step.summary, step.carryOut));
    }
  } catch (error) {
    if (!(error instanceof ManagementError)) {
      throw error;
    }
    tell(error.toFinding());
  }
  return exitCode();
}

/** In words; a dry run shows every request. */
function show({ steps }: DeployPlan, { report, isDryRun }: CommandContext): void {
  for (const { summary, call, changes } of steps) {
    for (const line of isDryRun ? [call, ...changes.map((change) => `  ${change}`)] : [`plan: ${summary}`]) {
      report.note(line);
    }
  }
}
