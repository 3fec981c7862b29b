/** Notify and inject: an agent's words and news of a handover, believed only with the seal of Receive Engage Events. */
import { readOutput } from "../../core/content/cognigyOutput";
import { toOffers } from "../../core/content/structuredReply";
import { decideForwarding } from "../../core/forwarding/decideForwarding";
import { type Forwarding, type ForwardingMessage, NO_HANDOVER } from "../../core/forwarding/Forwarding";
import { isOver } from "../../core/inbound/decideUpdate";
import { type Json, member, readId, readNumber, readRecord, readText } from "../../core/inbound/read";
import { isLongWaitDue, isLongWaitNews, toWaitTimes } from "../../core/longWait";
import { cutText } from "../../core/text";
import { type Delivery, readDelivery } from "../../protocol/delivery";
import { type HandoverUpdate, readStatus, writeHandoverUpdate } from "../../protocol/handoverUpdate";
import { MEMBERS, withoutOurMembers } from "../../protocol/members";
import type { FlowInput } from "../platform";
import type { RelaySettings } from "./relayConfig";
import { markOf, sealingOf } from "./relaySealing";
import { NOBODY_NAMED, openRelayState, type RelayState } from "./relayState";
import { isAgents, toAgents } from "./speaker";

const MAX_TEXT = 10_000;

/** `null` for what cannot be delivered, and for what was delivered before. */
export async function takeDelivery(
  kind: "notify" | "inject",
  body: Json,
  settings: RelaySettings,
): Promise<FlowInput | null> {
  const userId = readText(body, "userId");
  const sessionId = readText(body, "sessionId");
  if (userId === undefined || sessionId === undefined) {
    return null;
  }
  const sealing = sealingOf(settings, sessionId);
  const { state, save } = await openRelayState(userId, sessionId);
  const reading = readDelivery("relay", sealing, body);
  if (!reading.ok) {
    // Anybody who knows the URL token can call these: no agent speaks here, and no status is reported.
    const data = withoutOurMembers(readRecord(body, "data") || {});
    const mark = kind === "inject" ? markOf(sealing, state.forwarding) : undefined;
    return { userId, sessionId, text: cutText(readText(body, "text") || "", MAX_TEXT), data: { ...data, ...mark } };
  }
  const { value: delivery, sealId, sealedAtMs } = reading;
  if (state.seen.includes(sealId)) {
    return null;
  }
  const { data } = delivery;
  const { state: decided, outcome } = decideForwarding(state.forwarding, toMessage(kind, delivery, sealedAtMs));
  const update = readRecord(data, MEMBERS.handoverUpdate);
  const status = readStatus(update);
  const event = readText(update, "event");
  const isInject = kind === "inject";
  const isWait = isInject && status === "queue" && (outcome === "on" || outcome === "known");
  const isTooLong = isWait && isLongWait(event, decided, settings, sealedAtMs);
  const forwarding = isTooLong ? { ...decided, isLongWaitTold: true } : decided;
  // What the agent offers to choose from, so that the customer's choice reaches Engage as one.
  const agent = readRecord(data, MEMBERS.agent);
  const offers = outcome === "on" ? toOffers(readOutput("", data)) : [];
  const messageId = readId(agent, "messageId");
  const avatarUrl = readText(agent, "avatarUrl");
  save({
    seen: [...state.seen, sealId],
    forwarding,
    ...(outcome === "on" && delivery.ref && { ref: delivery.ref }),
    ...(outcome === "ended" && { offers: [], ...NOBODY_NAMED }),
    ...(offers.length > 0 && messageId && { offers: [{ messageId, offers }, ...state.offers] }),
    ...(outcome === "on" &&
      isInject &&
      status === "active" && {
        agentName: readText(update, "agentName") || "",
        namedAgentId: readText(update, "agentId") || "",
      }),
    ...(avatarUrl && { agentAvatar: { id: readText(agent, "id") || "", url: avatarUrl } }),
  });
  // What an agent wrote before the end is for the customer all the same; news of what is over is for nobody.
  const isNews = outcome === "ended" || isTooLong || (outcome === "on" && event !== LONG_WAIT);
  if (!isNews && agent === undefined) {
    return null;
  }
  const text = cutText(delivery.text, MAX_TEXT);
  if (kind === "notify") {
    const message = { userId, sessionId, text, data };
    return isAgents(data) ? toAgents(message, agent, avatarUrl || knownAvatar(agent, state)) : message;
  }
  // What the hub doesn't know, since it has forgotten it or isn't sent such events.
  const isEnd = outcome === "ended";
  // Its start was lost, and perhaps the end of the one before: nothing that is known is about this handover.
  const isOther =
    delivery.handoverId !== undefined && delivery.handoverId !== (state.forwarding.handoverId || delivery.handoverId);
  const former = isOther ? NO_HANDOVER : state.forwarding;
  const { agentId } = former;
  const isOfNamed =
    !isOther && state.agentName !== "" && (readText(update, "agentId") || state.namedAgentId) === state.namedAgentId;
  const isOfFirst = status !== "active" || former.answeredAtMs === 0;
  const more = {
    ...(isOfFirst && toWaitTimes(isEnd ? former : decided, sealedAtMs, isEnd)),
    ...(isEnd && agentId && { agentId }),
    ...(isEnd && isOfNamed && { agentName: state.agentName }),
    ...(status === "active" && agentId && { previousAgentId: agentId }),
  };
  return {
    userId,
    sessionId,
    text,
    data: {
      ...withoutOurMembers(data),
      ...(status &&
        writeHandoverUpdate(
          sealing,
          { ...more, ...update, status, ...(isTooLong && { event: LONG_WAIT }) },
          uuid.v4(),
        )),
      ...markOf(sealing, forwarding),
    },
  };
}

function knownAvatar(agent: Json | undefined, { agentAvatar: { id, url } }: RelayState): string {
  return id === readText(agent, "id") ? url : "";
}

const LONG_WAIT: HandoverUpdate["event"] = "longWait";
const NOBODY: HandoverUpdate["event"] = "nobodyTookIt";

/** Either the hub has found it long, by Engage's clock, or it is so by the relay's own. */
function isLongWait(event: string | undefined, decided: Forwarding, settings: RelaySettings, nowMs: number): boolean {
  if (event === LONG_WAIT) {
    return isLongWaitNews(decided);
  }
  return event !== NOBODY && isLongWaitDue(decided, settings.longestWaitMs, nowMs);
}

function toMessage(
  kind: "notify" | "inject",
  { data, handoverId, interventionId, atMs }: Delivery,
  sealedAtMs: number,
): ForwardingMessage {
  const circumstances = { handoverId, atMs, sealedAtMs };
  const update = readRecord(data, MEMBERS.handoverUpdate);
  const status = readStatus(update);
  if (isOver({ status })) {
    return { kind: "engageEnds", interventionId, ...circumstances };
  }
  if (member(data, MEMBERS.agent) !== undefined) {
    return { kind: "words", ...circumstances };
  }
  // A notify only shows the queue; the inject that follows it is what the Flow hears.
  if (kind === "notify") {
    return { kind: "news", ...circumstances };
  }
  const agentId = readText(update, "agentId");
  const numbers = ["position", "estimatedWaitTime"].map((key) => readNumber(update, key));
  const what = JSON.stringify([status, member(update, "event"), agentId, numbers]);
  return { kind: "news", what, isActive: status === "active", agentId, ...circumstances };
}
