/** What an agent does, as commands; the same for buttons and tour. */
import type { Upload } from "../customer/readUpload";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";

export async function takeConversation(
  { taskId, threadId }: { taskId: string; threadId: string },
  agentId: string,
): Promise<boolean> {
  // At once, so that what is typed next can't go to the conversation that was open before.
  choose({ threadId, agentId });
  return (await sendCommand({ type: "takeTask", taskId, agentId })) !== undefined;
}

export async function answerCustomer(
  threadId: string,
  agentId: string,
  text: string,
  more: { format?: "text" | "html"; attachment?: Upload | undefined } = {},
): Promise<boolean> {
  const { format = "text", attachment } = more;
  const answer = await sendCommand({
    type: "agentReplies",
    threadId,
    agentId,
    text,
    format,
    ...(attachment && { attachment }),
  });
  return answer !== undefined;
}

export async function closeConversation(interventionId: string, agentId: string): Promise<boolean> {
  return (await sendCommand({ type: "closeIntervention", interventionId, agentId })) !== undefined;
}
