/** Where `install` builds: the Project, what is known about it, and what earlier runs have created. */
import type { ManagementApi } from "../cognigy/managementApi";
import type { Locale, Project } from "../cognigy/shapes";
import type { Pace } from "../cognigy/waitForTask";
import type { DeployPlan } from "../deploy/DeployPlan";
import type { Settings } from "../settings";
import type { BotOptions } from "./flows/botFlow";
import type { InstallState } from "./InstallState";

export interface Site {
  api: ManagementApi;
  project: Project;
  /** The primary one first. */
  locales: readonly Locale[];
  state: InstallState;
  settings: Settings;
  pace: Pace;
  bot: BotOptions;
  /** `--new-flow`: where a Flow would stay as it is, a new one takes its place. */
  replacesChangedFlows: boolean;
  /** Saves values in .env. */
  keep(values: Readonly<Record<string, string>>): Promise<void>;
}

export interface Stage {
  title: string;
  plan(site: Site): Promise<DeployPlan>;
}
