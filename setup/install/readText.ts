/** The `config` of a node in a further locale; nothing where that can't be read, which is not documented for certain. */
import { isRefusedForm } from "../cognigy/ManagementError";
import type { ManagementApi } from "../cognigy/managementApi";

export async function readText(
  api: ManagementApi,
  flowId: string,
  nodeId: string,
  localeId: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return (await api.readNode(flowId, nodeId, localeId)).config ?? {};
  } catch (error) {
    if (!isRefusedForm(error)) {
      throw error;
    }
    return undefined;
  }
}
