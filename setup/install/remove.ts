/** `remove`: lists what `install` has created, and deletes that and nothing else once it's confirmed. */
import { ManagementError } from "../cognigy/ManagementError";
import type { ManagementApi } from "../cognigy/managementApi";
import { PACE, type Pace } from "../cognigy/waitForTask";
import type { Command, CommandContext } from "../command";
import { needSettings } from "../needSettings";
import type { CreatedKind } from "./InstallState";
import { openSite } from "./openSite";
import type { Site } from "./Site";

const LABELS: Readonly<Record<CreatedKind, string>> = {
  endpoints: "Endpoint",
  flows: "Flow",
  connections: "Connection",
  extensions: "Extension",
  aiagents: "AI Agent",
};
/** What uses something goes before it. */
const ORDER: readonly CreatedKind[] = ["endpoints", "flows", "aiagents", "connections", "extensions"];

interface Removable {
  kind: CreatedKind;
  id: string;
  name: string;
}

export const remove: Command = {
  summary: "delete from Cognigy.AI what install has created, and nothing else",
  run: (context) => removeCreated(context, PACE),
};

export async function removeCreated(context: CommandContext, pace: Pace): Promise<number> {
  const { settings, report, prompt, isDryRun } = context;
  report.section("Remove");
  if (!(await needSettings(context, ["cognigyApiUrl", "cognigyApiKey"]))) {
    return 2;
  }
  try {
    const site = await openSite(context, openSite.api(settings, pace), pace);
    const found = await findCreated(site);
    if (found.length === 0) {
      report.finding({ level: "pass", code: "nothing_to_do", message: "There is nothing that `install` has created." });
      return 0;
    }
    for (const { kind, id, name } of found) {
      report.note(`DELETE /new/v2.0/${kind}/${id}: ${LABELS[kind]} "${name}"`);
    }
    if (isDryRun) {
      report.note("Dry run: nothing was deleted.");
      return 0;
    }
    if (!(await prompt.confirm(`Delete these ${found.length} from the Project "${site.project.name}"?`))) {
      report.finding({
        level: "warn",
        code: "not_confirmed",
        message: "Nothing was deleted.",
        fix: "Confirm the list, or give --yes to delete without being asked.",
      });
      return 1;
    }
    for (const one of found) {
      await report.during(`Deleting "${one.name}"`, () => removeOne(site, one));
      report.finding({ level: "pass", code: "removed", message: `Deleted the ${LABELS[one.kind]} "${one.name}".` });
    }
    report.note("Engage keeps its webhook, categories and source. Deactivate the webhook under Admin > Webhooks.");
    return 0;
  } catch (error) {
    if (error instanceof ManagementError) {
      report.finding(error.toFinding());
      return 2;
    }
    throw error;
  }
}

/** Of what was noted when it was created, whatever is still there under its id. */
async function findCreated({ api, project, state }: Site): Promise<Removable[]> {
  const agents = state.project.created.filter(({ kind }) => kind === "aiagents").map(({ id }) => ({ _id: id }));
  const present = await listPresent(api, project._id, agents);
  const created = state.project.created.filter(({ kind, id }) => present[kind].some(({ _id }) => _id === id));
  return ORDER.flatMap((kind) => created.filter((one) => one.kind === kind));
}

async function listPresent(
  api: ManagementApi,
  projectId: string,
  notedAgents: readonly { _id: string }[],
): Promise<Record<CreatedKind, readonly { _id: string }[]>> {
  const [endpoints, flows, connections, extensions, aiagents] = await Promise.all([
    api.listEndpoints(projectId),
    api.listFlows(projectId),
    api.listConnections(projectId),
    api.listExtensions(projectId),
    notedAgents.length === 0 ? [] : listAgents(api, projectId, notedAgents),
  ]);
  return { endpoints, flows, connections, extensions, aiagents };
}

/** The list fails on some systems: then those that were noted count as present. */
async function listAgents(
  api: ManagementApi,
  projectId: string,
  noted: readonly { _id: string }[],
): Promise<readonly { _id: string }[]> {
  try {
    return await api.listAgents(projectId);
  } catch (error) {
    if (error instanceof ManagementError && (error.status ?? 0) >= 500) {
      return noted;
    }
    throw error;
  }
}

async function removeOne(site: Site, { kind, id }: Removable): Promise<void> {
  const { api, state, project } = site;
  const token =
    kind === "endpoints" ? (await api.listEndpoints(project._id)).find(({ _id }) => _id === id)?.URLToken : "";
  await api.remove(kind, id).catch((error: unknown) => {
    // Gone already: that is what was wanted.
    if (!(error instanceof ManagementError && error.status === 404)) {
      throw error;
    }
  });
  await state.noteRemoved(kind, id);
  if (token) {
    await forgetUrl(site, token);
  }
}

/** It leads nowhere any more. */
async function forgetUrl({ settings, keep }: Site, token: string): Promise<void> {
  const others = (key: "cognigyHubUrl" | "cognigyCustomerUrls") =>
    settings.list(key).filter((url) => !url.includes(token));
  await keep({
    COGNIGY_HUB_URL: others("cognigyHubUrl").join(","),
    COGNIGY_CUSTOMER_URLS: others("cognigyCustomerUrls").join(","),
  });
}
