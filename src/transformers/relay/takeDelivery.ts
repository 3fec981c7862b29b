/** Notify and inject: an agent's words and a handover's status, believed only with the seal of Receive Engage Events. */
import { readOutput } from "../../core/content/cognigyOutput";
import { toOffers } from "../../core/content/structuredReply";
import { isOver } from "../../core/inbound/handoverUpdate";
import { type Json, readId, readNumber, readRecord, readText } from "../../core/inbound/read";
import { readSealTime, verifySeal } from "../../core/seal";
import { cutText } from "../../core/text";
import { withoutClaims } from "../claims";
import type { FlowInput } from "../platform";
import type { RelaySettings } from "./relayConfig";
import { openRelayState } from "./relayState";
import { sealFor } from "./takeInput";

/** The note that the customer has left makes the conversation wait once more, until it is closed: no new handover. */
const ECHO_MS = 30_000;

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
  const text = cutText(readText(body, "text") || "", 10_000);
  const data = readRecord(body, "data") || {};
  const sealId = verifySeal(settings.hmac, { purpose: "relay", secret: settings.token, sessionId }, body, Date.now());
  if (sealId === undefined) {
    // Anybody who knows the URL token can call these: no agent speaks here, and no status is told.
    return { userId, sessionId, text, data: withoutClaims(data) };
  }
  const { state, save } = await openRelayState(userId, sessionId);
  if (state.seen.indexOf(sealId) !== -1) {
    return null;
  }
  const status = readText(readRecord(data, "handover"), "status");
  const isEnd = isOver({ status });
  // The end of the handover before, told again and again until it came: the present one goes on.
  if (isEnd && readSealTime(body) < state.startedAtMs) {
    save({ seen: [...state.seen, sealId] });
    return null;
  }
  // Every delivery restates where the handover stands, so that a relay that lost its state is right again.
  const sealedAtMs = readSealTime(body);
  const endIsKnownUntilMs = state.endedAtMs + (status === "queue" ? ECHO_MS : 0);
  // Missing where Engage does not tell it; without fractions of a second, so never too late.
  const atMs = readNumber(body, "atMs") || Number.POSITIVE_INFINITY;
  const isLate = !isEnd && (sealedAtMs < endIsKnownUntilMs || atMs < state.overSinceMs);
  const stands = isEnd ? "off" : isLate ? state.handover : "on";
  // What the agent offers to choose from, so that the customer's choice reaches Engage as one.
  const offers = kind === "notify" ? toOffers(readOutput("", data)) : [];
  const messageId = readId(readRecord(data, "engageAgent"), "messageId");
  save({
    seen: [...state.seen, sealId],
    ...(!isLate && { handover: stands, ref: readText(body, "ref") || state.ref }),
    ...(isEnd && { endedAtMs: sealedAtMs, overSinceMs: readNumber(body, "atMs") || 0 }),
    ...(offers.length > 0 && messageId && { offers: [{ messageId, offers }, ...state.offers] }),
  });
  if (kind === "notify") {
    return { userId, sessionId, text, data };
  }
  // The Flow knows the end already: after a cancel phrase, its own closing of the conversation is announced as well.
  if (isEnd && state.handover === "off" && state.endedAtMs > 0) {
    return null;
  }
  const handover = sealFor(settings, "handover", sessionId, readRecord(data, "handover") || {});
  const engageRelay = sealFor(settings, "relay", sessionId, { version: 1, handover: stands });
  return { userId, sessionId, text, data: { ...withoutClaims(data), handover, engageRelay } };
}
