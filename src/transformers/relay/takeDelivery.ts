/** Notify and inject: an agent's words and news of a handover, believed only with the seal of Receive Engage Events. */
import { readOutput } from "../../core/content/cognigyOutput";
import { toOffers } from "../../core/content/structuredReply";
import { decideForwarding, type ForwardingMessage } from "../../core/forwarding";
import { isOver } from "../../core/inbound/decideUpdate";
import { type Json, member, readId, readRecord, readText } from "../../core/inbound/read";
import { cutText } from "../../core/text";
import { type Delivery, readDelivery } from "../../protocol/delivery";
import { readStatus, writeHandoverUpdate } from "../../protocol/handoverUpdate";
import { MEMBERS, withoutOurMembers } from "../../protocol/members";
import type { FlowInput } from "../platform";
import type { RelaySettings } from "./relayConfig";
import { markOf, sealingOf } from "./relaySealing";
import { openRelayState } from "./relayState";

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
  const { state: forwarding, outcome } = decideForwarding(state.forwarding, toMessage(kind, delivery, sealedAtMs));
  // What the agent offers to choose from, so that the customer's choice reaches Engage as one.
  const agent = readRecord(data, MEMBERS.agent);
  const offers = outcome === "on" ? toOffers(readOutput("", data)) : [];
  const messageId = readId(agent, "messageId");
  save({
    seen: [...state.seen, sealId],
    forwarding,
    ...(outcome === "on" && delivery.ref && { ref: delivery.ref }),
    ...(outcome === "ended" && { offers: [] }),
    ...(offers.length > 0 && messageId && { offers: [{ messageId, offers }, ...state.offers] }),
  });
  // What an agent wrote before the end is for the customer all the same; news of what is over is for nobody.
  const isNews = outcome === "on" || outcome === "ended";
  if (!isNews && agent === undefined) {
    return null;
  }
  const text = cutText(delivery.text, MAX_TEXT);
  if (kind === "notify") {
    return { userId, sessionId, text, data };
  }
  const update = readRecord(data, MEMBERS.handoverUpdate);
  const status = readStatus(update);
  return {
    userId,
    sessionId,
    text,
    data: {
      ...withoutOurMembers(data),
      ...(status && writeHandoverUpdate(sealing, { ...update, status }, uuid.v4())),
      ...markOf(sealing, forwarding),
    },
  };
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
  return { kind: "news", what: kind === "inject" ? JSON.stringify(update) : undefined, ...circumstances };
}
