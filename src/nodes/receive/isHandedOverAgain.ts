/** Whether the bridge has handed a conversation over once more since something happened in it. */
import type { EngageClient } from "../../engage/engageClient";
import { isHandoverId } from "../../protocol/messageIds";

export async function isHandedOverAgain(engage: EngageClient, threadId: string, sinceMs: number): Promise<boolean> {
  const contents = await engage.listThreadContents(threadId);
  // Engage tells when a content came without fractions of a second.
  const sinceSecondMs = sinceMs - (sinceMs % 1000);
  return contents.some(
    ({ foreign_id, created_at }) => isHandoverId(foreign_id) && Date.parse(created_at ?? "") >= sinceSecondMs,
  );
}
