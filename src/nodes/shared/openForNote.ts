/** Opens an intervention for a note, and says to the hub that no agent did. Only while the bot has the conversation. */
import { type OpenedIntervention, openForComment } from "../../engage/writeComment";
import type { NodeRun } from "./defineNode";
import { sayOpened } from "./sayToTransformer";

export async function openForNote(node: NodeRun<unknown>, threadId: string): Promise<OpenedIntervention> {
  const { claims, engage } = node;
  const claim = claims.engage?.threadId === threadId ? claims.engage : undefined;
  const opened = await openForComment(engage, threadId, claim?.contentId);
  if (claim && opened.isNew) {
    sayOpened(node, opened.intervention);
  }
  return opened;
}
