/** Which Endpoints to use: those of `install`, or some that the Project has already. */

import type { ManagementApi } from "../cognigy/managementApi";
import type { CommandContext } from "../command";
import { listEndpoints } from "../lists/cognigyLists";
import { toChoices } from "../lists/Listed";
import { keep } from "./keep";
import { marked } from "./marker";

export async function chooseEndpoints(context: CommandContext, api: ManagementApi): Promise<void> {
  const { settings, prompt } = context;
  const base = settings.get("cognigyEndpointUrl");
  const projectId = settings.get("cognigyProjectId");
  const isOpen = settings.get("cognigyHubUrl") === undefined && prompt.isInteractive;
  if (!isOpen || base === undefined || projectId === undefined) {
    return;
  }
  const listed = (await listEndpoints(api, projectId)).filter(({ name }) => !name.startsWith(marked("")));
  const hubs = listed.filter(({ hint }) => hint === "webhook");
  if (hubs.length === 0) {
    return;
  }
  const toUrl = (token: string) => `${base}/${token}`;
  const hub = await prompt.choose("Endpoint that Engage calls (the hub)", [
    { value: "", label: "Create it for me" },
    ...toChoices(hubs),
  ]);
  if (!hub) {
    return;
  }
  await keep(context, "cognigyHubUrl", toUrl(hub));
  if (settings.usesBridge && settings.get("cognigyCustomerUrls") === undefined) {
    const others = listed.filter(({ id }) => id !== hub);
    const tokens = await prompt.chooseMany("Endpoints through which customers write", toChoices(others), {
      isNeeded: true,
      current: [],
    });
    await keep(context, "cognigyCustomerUrls", (tokens ?? []).map(toUrl).join(","));
  }
}
