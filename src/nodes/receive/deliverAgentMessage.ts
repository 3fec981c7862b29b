/** An agent's words, into the chat of a bridged customer; where that fails, a note to the agent. */
import { toAgentOutputs } from "../../core/content/agentOutputs";
import { EngageError, toEngageError } from "../../core/errors";
import { MEMBERS } from "../../protocol/members";
import { toPartId, toUndeliveredNoteId } from "../../protocol/messageIds";
import { within } from "../shared/within";
import { handoverOf, type Item, toCustomers, toUpdate } from "./deliveries";
import type { EndpointDelivery } from "./endpointClient";
import type { ReceiveRun } from "./receiveFields";
import { toShownText } from "./shownText";

/** Kept for the note to the agent, when the customer's Endpoint doesn't answer. */
const NOTE_MS = 6_000;

const tooSlow = () =>
  new EngageError("timeout", "The customer's Endpoint did not take the agent's message in time.", {
    retryable: true,
    hint: "Check that the customer's Endpoint still exists, and that its transformer has Notify switched on.",
  });

export async function deliverAgentMessage(node: ReceiveRun, item: Item<"agentMessage">): Promise<"done"> {
  const { session, threadRef: ref, attachments, agentName, structured } = item;
  const { agentNames, prefixAgentName } = node.config;
  const isPrefixed = agentName !== "" && (agentNames === "prefix" || prefixAgentName);
  const author = isPrefixed ? { author: agentName } : {};
  const writtenAtMs = Date.parse(item.createdAt ?? "");
  const at = Number.isNaN(writtenAtMs) ? {} : { atMs: writtenAtMs };
  try {
    const avatarUrl = agentNames === "source" && item.isFirstOfAgent ? await readAvatarUrl(node, item.agentId) : "";
    const agent = {
      id: item.agentId,
      name: agentName,
      // By it the relay tells Engage what the customer's choice answers.
      messageId: item.id,
      ...(agentNames === "source" && { isSource: true }),
      ...(avatarUrl !== "" && { avatarUrl }),
    };
    const data = { [MEMBERS.agent]: agent, ...toUpdate("active") };
    const text = item.text ?? toShownText(await node.engage.getContent(item.contentId));
    const deliveries = toAgentOutputs({ text, structured, attachments, ...author }).map(
      (output, index): EndpointDelivery => ({
        id: toPartId(item.id, index),
        ...session,
        ref,
        ...at,
        ...handoverOf(item),
        text: output.text,
        data: { ...data, ...output.data },
      }),
    );
    const endpoints = toCustomers(node);
    for (const delivery of deliveries) {
      const timeMs = Math.max(0, node.engage.timeLeftMs() - NOTE_MS);
      await within(timeMs, endpoints.notify(delivery), tooSlow);
    }
  } catch (thrown) {
    await tellAgent(node, item);
    throw thrown;
  }
  return "done";
}

/** Asked for once: the relay keeps it. Without it the customer sees the name alone. */
/** The Channel SDK names authors by the ids that their source knows. */
async function readAvatarUrl({ connection, engage, api }: ReceiveRun, foreignId: string): Promise<string> {
  try {
    const identity = await engage.findIdentityByForeignId(foreignId, connection.bridge().realtime.sourceId);
    const avatarUrl = identity?.avatar_url ?? "";
    return /^https:\/\/[^\s<>"']{3,1000}$/i.test(avatarUrl) ? avatarUrl : "";
  } catch (thrown) {
    const { code } = toEngageError(thrown);
    api.log("warn", `RingCentral Engage receiveEngageEvents: ${code}: the agent's picture is not known`);
    return "";
  }
}

/** In the conversation itself, where the agent looks: a message that vanished would be believed delivered. */
async function tellAgent(node: ReceiveRun, item: Item<"agentMessage">): Promise<void> {
  const { connection, engage, config, nowMs } = node;
  const now = new Date(nowMs).toISOString();
  const { realtime } = connection.bridge();
  const { userId } = item.session;
  // Under the name that Engage knows, since the author of a message may overwrite it. The note matters more than the name.
  const known = await engage.findIdentityByForeignId(userId, realtime.sourceId).catch((thrown) => {
    node.api.log(
      "warn",
      `RingCentral Engage receiveEngageEvents: ${toEngageError(thrown).code}: the customer's name is not known`,
    );
    return undefined;
  });
  await engage.openRealtime(realtime).createMessage({
    id: toUndeliveredNoteId(item.id),
    thread_id: item.threadRef,
    author: {
      id: userId,
      screenname: known?.screenname ?? "Customer",
      created_at: now,
      updated_at: now,
      puppetizable: false,
    },
    body: config.undeliveredNote ?? "[Cognigy] Your last message did not reach the customer.",
    format: "text",
    actions: ["show", "reply"],
    created_at: now,
  });
}
