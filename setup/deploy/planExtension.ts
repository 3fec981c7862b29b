/** Plans the upload or update of the Extension. */

import { ManagementError } from "../cognigy/ManagementError";
import type { ManagementApi } from "../cognigy/managementApi";
import type { InstalledExtension } from "../cognigy/shapes";
import { type Pace, waitForTask } from "../cognigy/waitForTask";
import type { DeployPlan } from "./DeployPlan";
import { decideExtension } from "./decideExtension";
import type { ExtensionPackage } from "./readPackage";

export interface ExtensionTarget {
  api: ManagementApi;
  projectId: string;
  installed: readonly InstalledExtension[];
  isForced: boolean;
  pace: Pace;
}

export function planExtension(
  { api, projectId, installed, isForced, pace }: ExtensionTarget,
  { name, version, file }: ExtensionPackage,
): DeployPlan {
  const plan = decideExtension({ name, version }, installed, isForced);
  const size = `${file.length} bytes`;
  const carryOut = async (start: () => Promise<string>) => {
    const failure = await start()
      .then((taskId) => waitForTask(api, projectId, taskId, pace))
      .catch(keepManagementError);
    // The list is the truth: an upload of an earlier run, interrupted here, may have been finished there in the meantime.
    const isThere =
      !failure || failure.code === "extension_refused"
        ? (await api.listExtensions(projectId)).some((found) => found.name === name && found.version === version)
        : false;
    if (failure && !(isThere && plan.kind === "upload")) {
      throw failure;
    }
    if (!isThere) {
      throw new ManagementError(
        "extension_not_applied",
        `Cognigy.AI reports success, but the Project does not have ${name} ${version}.`,
        "Look under Manage > Extensions, and run `install` again.",
      );
    }
    return { level: "pass", code: "extension_deployed", message: `${name} ${version} is installed.` } as const;
  };
  switch (plan.kind) {
    case "keep":
      return {
        findings: [
          {
            level: "pass",
            code: "extension_current",
            message: `${name} ${version} is installed already; --force uploads it again.`,
          },
        ],
        steps: [],
      };
    case "newer":
      return {
        findings: [
          {
            level: "fail",
            code: "extension_newer",
            message: `The Project has ${name} ${plan.version}, which is newer than the built ${version}.`,
            fix: "Get and build the newer version; or give --force to go back to the older one.",
          },
        ],
        steps: [],
      };
    case "upload":
      return step(
        `upload the Extension ${name} ${version}`,
        "POST /new/v2.0/extensions/upload",
        `${name} ${version}, ${size}`,
        () => carryOut(() => api.uploadExtension(projectId, file)),
      );
    case "update":
      return step(
        `update the Extension ${name} from ${plan.from} to ${version}`,
        "POST /new/v2.0/extensions/update",
        `${name} ${plan.from} -> ${version}, ${size}`,
        () => carryOut(() => api.updateExtension(projectId, plan.id, file)),
      );
  }
}

function step(
  summary: string,
  call: string,
  change: string,
  carryOut: DeployPlan["steps"][number]["carryOut"],
): DeployPlan {
  return { findings: [], steps: [{ summary, call, changes: [change], carryOut }] };
}

function keepManagementError(error: unknown): ManagementError {
  if (error instanceof ManagementError) {
    return error;
  }
  throw error;
}
