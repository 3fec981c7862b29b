/** What the Flow says on route `channel`, as a reply to the customer's last message in Engage. */
import { toChannelKind } from "../../core/content/channelLimits";
import { readOutput } from "../../core/content/cognigyOutput";
import { toEngageReply } from "../../core/content/engageReply";
import { toOffers } from "../../core/content/structuredReply";
import { toRecord } from "../../core/inbound/read";
import { readControl } from "../../protocol/control";
import { isWorkSession } from "../../protocol/work";
import type { OutputArguments } from "../platform";
import { describeFailure, readContent, requestEngage } from "../requestEngage";
import type { HubSettings } from "./hubConfig";
import { openReplyTarget, rememberReplyTarget, sealingOf } from "./hubSession";
import { logProblem } from "./logProblem";
import { openThreadMemory } from "./threadMemory";

/** Always null: the Webhook Endpoint itself has nobody to send to. */
export async function sendOutput({ output, userId, sessionId }: OutputArguments, settings: HubSettings): Promise<null> {
  if (isWorkSession(sessionId)) {
    return null;
  }
  await noteOwnAction(output, sessionId, settings);
  const target = await openReplyTarget(userId, sessionId);
  const plain = readOutput(output.text, output.data);
  const { capabilities = [], sourceType = "" } = target || {};
  const reply = toEngageReply(plain, (type) => capabilities.includes(type), toChannelKind(sourceType));
  if (reply === undefined) {
    return null;
  }
  if (target === undefined) {
    logProblem(
      "reply_target_unknown",
      `an output of thread ${sessionId} was not sent, because the customer's last message is not known any more`,
    );
    return null;
  }
  const offers = toOffers(plain);
  if (offers.length > 0) {
    await rememberReplyTarget(userId, sessionId, { ...target, offers: [...offers, ...target.offers] });
  }
  try {
    await requestEngage(
      {
        uri: `${settings.apiUrl}/contents`,
        method: "POST",
        headers: { Authorization: `Bearer ${settings.accessToken}` },
        json: { in_reply_to_id: target.contentId, ...reply, ...(target.isPrivate && { private: true }) },
      },
      readContent,
    );
  } catch (error) {
    // Not sent again: Engage has no idempotency key, and the answer may only have been lost.
    logProblem("reply_failed", `an output of thread ${sessionId} was not taken: ${describeFailure(error)}`);
  }
  return null;
}

/** An intervention that the bot opens or closes is no agent's. */
async function noteOwnAction(
  { data }: OutputArguments["output"],
  threadId: string,
  settings: HubSettings,
): Promise<void> {
  const reading = readControl("hub", sealingOf(settings, threadId), toRecord(data) || {});
  if (!reading.ok || !("interventionId" in reading.value)) {
    return;
  }
  const { action, interventionId } = reading.value;
  const memory = await openThreadMemory(threadId);
  if (reading.value.action === "opened") {
    memory.noteOwnOpening(interventionId, reading.value.userId);
  } else {
    memory.noteOwnEnd(interventionId, action === "closing" ? reading.sealedAtMs : undefined);
  }
}
