/** What the customer sends: to the agent while a handover is on, else to the Flow with the relay's mark. */
import { findOffer, type Offer } from "../../core/content/structuredReply";
import { type Json, readRecords, readText } from "../../core/inbound/read";
import { seal } from "../../core/seal";
import { toSessionReference } from "../../core/sessionReference";
import { cutText } from "../../core/text";
import { withoutClaims } from "../claims";
import type { FlowInput } from "../platform";
import { describeFailure } from "../requestEngage";
import { forwardMessage, toMessageId } from "./forward";
import { isCancelPhrase, type RelaySettings } from "./relayConfig";
import { openRelayState, type RelayState } from "./relayState";
import { noteUnderway, type Underway } from "./underway";

export interface CustomerInput {
  userId: string;
  sessionId: string;
  text: string;
  data: Json;
  URLToken: string;
}

const MAX_INPUT_TEXT = 10_000;

export async function takeInput(input: CustomerInput, settings: RelaySettings): Promise<FlowInput | null> {
  const { userId, sessionId } = input;
  const { state, save } = await openRelayState(userId, sessionId);
  const data = withoutClaims(input.data);
  const toFlow = (claims: object = {}, text = input.text): FlowInput => ({
    userId,
    sessionId,
    text: cutText(text, MAX_INPUT_TEXT),
    data: {
      ...data,
      engageRelay: sealFor(settings, "relay", sessionId, { version: 1, handover: state.handover }),
      ...claims,
    },
  });
  const attachments = readAttachments(data);
  const id = toMessageId(settings, [
    sessionId,
    String(state.forwarded),
    input.text,
    ...attachments.map(({ url }) => url),
  ]);

  if (state.handover === "off") {
    if (!settings.forwardOnlyHandovers) {
      await mirror(input, state.name, id, attachments, settings, (ref) =>
        save({ ref, forwarded: state.forwarded + 1 }),
      );
    }
    return toFlow();
  }
  if (isCancelPhrase(input.text, settings)) {
    save({ handover: "off", endedAtMs: Date.now(), overSinceMs: Date.now() });
    await note(input, state, "cancelled", settings);
    return toFlow({ handover: sealFor(settings, "handover", sessionId, { status: "cancelled" }) });
  }
  if (input.text.trim() === "" && attachments.length === 0) {
    return null;
  }
  // Webchat sends a choice's payload; the agent reads its title.
  const choice = findChoice(input.text, state);
  const text = choice ? choice.title : input.text;
  const message: Underway = { id, text, attachments };
  const toldUndelivered = (undelivered: Underway, why: string): FlowInput => {
    const failure = { status: "error", error: { reason: "error", message: why }, undelivered };
    return toFlow({ handover: sealFor(settings, "handover", sessionId, failure) }, "");
  };
  const { stopped, settle } = await noteUnderway(userId, sessionId, message);
  try {
    await forwardMessage(
      { id, ref: state.ref, name: state.name, authorId: userId, text, choice, attachments },
      settings,
    );
    save({ forwarded: state.forwarded + 1 });
    settle(message, stopped);
    if (stopped === undefined) {
      return null;
    }
    console.error(
      `engage-relay: undelivered: the platform stopped the handler of a message of session ${sessionId} before Engage had answered; the Flow is told`,
    );
    return toldUndelivered(stopped, "Engage did not answer in time: the message may not have arrived.");
  } catch (error) {
    settle(message);
    console.error(
      `engage-relay: undelivered: a message of session ${sessionId} did not reach Engage: ${describeFailure(error)}; the Flow is told`,
    );
    return toldUndelivered(message, "The message did not reach Engage.");
  }
}

/** Events of the socket are no messages: they pass unchanged, and the agent reads a note while a handover is on. */
export async function takeConnectionEvent(
  input: CustomerInput,
  event: "user-connected" | "user-disconnected",
  settings: RelaySettings,
): Promise<void> {
  const { state, save } = await openRelayState(input.userId, input.sessionId);
  const isLeaving = event === "user-disconnected";
  if (state.isAway !== isLeaving) {
    save({ isAway: isLeaving });
  }
  // A page that is loaded anew connects again before it is known to have left: no news.
  if (state.handover === "on" && (isLeaving || state.isAway)) {
    await note(input, state, event, settings);
  }
}

async function note(
  input: CustomerInput,
  { ref, name }: RelayState,
  kind: keyof RelaySettings["notes"],
  settings: RelaySettings,
): Promise<void> {
  const text = settings.notes[kind];
  if (text === "") {
    return;
  }
  try {
    await forwardMessage(
      {
        id: toMessageId(settings, [input.sessionId, kind, String(Date.now())]),
        ref,
        name,
        authorId: input.userId,
        text,
      },
      settings,
    );
  } catch (error) {
    console.error(
      `engage-relay: note_failed: the agent was not told "${kind}" of session ${input.sessionId}: ${describeFailure(error)}`,
    );
  }
}

/** With forwardOnlyHandovers off, the conversation with the bot is in Engage too, under the Bot category. */
async function mirror(
  input: CustomerInput,
  name: string,
  id: string,
  attachments: readonly { url: string }[],
  settings: RelaySettings,
  onDone: (ref: string) => void,
): Promise<void> {
  if (input.text.trim() === "" && attachments.length === 0) {
    return;
  }
  try {
    const ref = toSessionReference(settings.hmac, settings.token, input);
    await forwardMessage({ id, ref, name, authorId: input.userId, text: input.text, attachments }, settings);
    onDone(ref);
  } catch (error) {
    console.error(
      `engage-relay: mirror_failed: a message of session ${input.sessionId} is missing in Engage: ${describeFailure(error)}`,
    );
  }
}

function findChoice(text: string, { offers }: RelayState): (Offer & { messageId: string }) | undefined {
  for (const { messageId, offers: own } of offers) {
    const offer = findOffer(text, own);
    if (offer !== undefined) {
      return { ...offer, messageId };
    }
  }
  return undefined;
}

/** Uploads of Webchat. What its virus scan found infected goes nowhere. */
function readAttachments(data: Json): { url: string }[] {
  const usable = readRecords(data, "attachments").filter((file) => readText(file, "status") !== "infected");
  return usable
    .map((file) => ({ url: readText(file, "url") || "" }))
    .filter(({ url }) => /^https?:\/\/[^\s<>"']+$/i.test(url))
    .slice(0, 20);
}

export function sealFor<T extends object>(
  settings: RelaySettings,
  purpose: "relay" | "handover",
  sessionId: string,
  payload: T,
) {
  return seal(settings.hmac, { purpose, secret: settings.token, sessionId }, payload, Date.now(), uuid.v4());
}
