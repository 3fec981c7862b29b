/** Gives an Endpoint another Flow, by the ids that this system takes. */
import { isRefusedForm, ManagementError } from "../cognigy/ManagementError";
import type { EndpointItem, RemoteFlow } from "../cognigy/shapes";
import { flowFormsOf, usesFlow } from "./createEndpoint";
import type { Site } from "./Site";

export async function switchFlow({ api }: Site, { _id, name }: EndpointItem, flow: RemoteFlow): Promise<void> {
  for (const form of flowFormsOf(flow)) {
    const isTaken = await api.updateEndpoint(_id, form).then(
      () => true,
      (error: unknown) => {
        if (isRefusedForm(error)) {
          return false;
        }
        throw error;
      },
    );
    if (isTaken && usesFlow(await api.readEndpoint(_id), flow)) {
      return;
    }
  }
  throw new ManagementError(
    "endpoint_not_applied",
    `Cognigy.AI doesn't let the API give the Endpoint "${name}" the Flow "${flow.name}".`,
    `In Cognigy.AI, open Deploy > Endpoints > ${name}, choose the Flow "${flow.name}", and run \`install\` again.`,
  );
}
