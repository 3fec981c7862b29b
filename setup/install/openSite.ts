/** Opens the Project in which `install` builds. */

import { findProject } from "../cognigy/findProject";
import { createManagementApi, type ManagementApi } from "../cognigy/managementApi";
import { toBaseUrl } from "../cognigy/toBaseUrl";
import type { Pace } from "../cognigy/waitForTask";
import type { CommandContext } from "../command";
import { saveDotEnv } from "../dotEnvFile";
import { SETTING_KEYS, SETTINGS, type Settings } from "../settings";
import type { BotOptions } from "./flows/botFlow";
import type { InstallContext } from "./InstallContext";
import { InstallState } from "./InstallState";
import type { Site } from "./Site";

export async function openSite(context: InstallContext, api: ManagementApi, pace: Pace): Promise<Site> {
  const { settings, dotEnvFile, replacesChangedFlows = false } = context;
  const project = await findProject(api, settings.get("cognigyProjectId"));
  const [locales, state] = await Promise.all([
    api.listLocales(project._id),
    InstallState.load(dotEnvFile, project._id),
  ]);
  return {
    api,
    project,
    locales: [...locales].sort((left, right) => Number(right.primary === true) - Number(left.primary === true)),
    state,
    settings,
    pace,
    bot: botOptionsOf(settings),
    replacesChangedFlows,
    keep: (values) => keep(context, values),
  };
}

openSite.api = (settings: Settings, pace: Pace): ManagementApi =>
  createManagementApi({
    baseUrl: toBaseUrl(settings.get("cognigyApiUrl") ?? ""),
    apiKey: settings.get("cognigyApiKey") ?? "",
    timeoutMs: pace.requestMs,
    longestPauseMs: pace.repeatMs,
  });

async function keep({ settings, dotEnvFile }: CommandContext, values: Readonly<Record<string, string>>): Promise<void> {
  await saveDotEnv(dotEnvFile, values);
  for (const key of SETTING_KEYS) {
    const value = values[SETTINGS[key].variable];
    if (value !== undefined) {
      settings.set(key, value, "generated");
    }
  }
}

function botOptionsOf(settings: Settings): BotOptions {
  const timeSheetId = settings.get("engageTimeSheetId");
  return {
    ...(timeSheetId !== undefined && { handover: { businessHours: "sheet", timeSheetId } }),
    hasAgent: settings.get("cognigyModelId") !== undefined,
  };
}
