/** Where Cognigy's own Lookup (Handover Status) and its tokens look for a handover's news. */
import type { HandoverUpdate } from "../../protocol/handoverUpdate";
import type { NodeApi } from "./nodeApi";

export function writeLookupStatus(api: NodeApi, { problem, undeliveredText: _, ...update }: HandoverUpdate): void {
  const { position = null, estimatedWaitTime = null } = update;
  api.addToInput("handover", {
    ...update,
    ...(problem !== undefined && { error: { reason: "error", message: problem } }),
    data: { position, estimatedWaitTime },
  });
}
