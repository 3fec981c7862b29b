/** What the customer sends: to the agent while a handover is on, else to the Flow with the relay's mark. */
import { findOffer, type Offer } from "../../core/content/structuredReply";
import { decideForwarding } from "../../core/forwarding";
import { type Json, readRecords, readText } from "../../core/inbound/read";
import { cutText } from "../../core/text";
import { writeHandoverUpdate } from "../../protocol/handoverUpdate";
import { withoutOurMembers } from "../../protocol/members";
import { toForwardedId } from "../../protocol/messageIds";
import { writeSessionReference } from "../../protocol/sessionReference";
import type { FlowInput } from "../platform";
import { describeFailure } from "../requestEngage";
import { forwardMessage } from "./forward";
import { isCancelPhrase, type RelaySettings } from "./relayConfig";
import { markOf, sealingOf } from "./relaySealing";
import { openRelayState, type RelayState } from "./relayState";

export interface CustomerInput {
  userId: string;
  sessionId: string;
  text: string;
  data: Json;
  URLToken: string;
}

const MAX_INPUT_TEXT = 10_000;
/** How long a customer who reads that a message got lost may take to write it again. */
const REWRITE_MS = 60_000;

export async function takeInput(input: CustomerInput, settings: RelaySettings): Promise<FlowInput | null> {
  const { userId, sessionId } = input;
  const { state, save } = await openRelayState(userId, sessionId);
  const data = withoutOurMembers(input.data);
  const sealing = sealingOf(settings, sessionId);
  const toFlow = (claims: object | undefined, { forwarding } = state, text = input.text): FlowInput => ({
    userId,
    sessionId,
    text: cutText(text, MAX_INPUT_TEXT),
    data: { ...data, ...markOf(sealing, forwarding), ...claims },
  });
  const attachments = readAttachments(data);
  if (!state.forwarding.isOn) {
    if (!settings.forwardOnlyHandovers) {
      await mirror(input, state.name, attachments, settings, (ref) => save({ ref }));
    }
    return toFlow({});
  }
  if (isCancelPhrase(input.text, settings)) {
    const { handoverId } = state.forwarding;
    const { state: forwarding } = decideForwarding(state.forwarding, {
      kind: "botEnds",
      handoverId: handoverId || undefined,
      sealedAtMs: Date.now(),
    });
    save({ forwarding, offers: [] });
    await note(input, state, "cancelled", settings);
    return toFlow(writeHandoverUpdate(sealing, { status: "cancelled" }, uuid.v4()), { ...state, forwarding });
  }
  if (input.text.trim() === "" && attachments.length === 0) {
    // A rating or another command of the chat is for the Flow, also while an agent has the conversation.
    return Object.keys(data).length > 0 ? toFlow({}) : null;
  }
  // Webchat sends a choice's payload; the agent reads its title.
  const choice = findChoice(input.text, state);
  const text = choice ? choice.title : input.text;
  const content = [input.text, ...attachments.map(({ url }) => url)].join("\n");
  const nowMs = Date.now();
  const [again] = state.undelivered.filter((one) => one.content === content && nowMs - one.atMs < REWRITE_MS);
  // A message that may have arrived keeps its id when it's written again; each other one has an id nobody had before.
  const id = again ? again.id : toForwardedId(state.forwarding.handoverId, uuid.v4());
  const others = state.undelivered.filter((one) => one.id !== id);
  try {
    await forwardMessage(
      { id, ref: state.ref, name: state.name, authorId: userId, text, choice, attachments },
      settings,
    );
    if (again) {
      save({ undelivered: others });
    }
    return null;
  } catch (error) {
    console.error(
      `engage-relay: undelivered: a message of session ${sessionId} did not reach Engage: ${describeFailure(error)}; the Flow is told`,
    );
    save({ undelivered: [...others, { id, content: content.slice(0, MAX_INPUT_TEXT), atMs: nowMs }] });
    const failure = {
      status: "error",
      error: { reason: "error", message: "The message did not reach Engage." },
      undelivered: { id, text, attachments },
    } as const;
    return toFlow(writeHandoverUpdate(sealing, failure, uuid.v4()), state, "");
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
  if (state.forwarding.isOn && (isLeaving || state.isAway)) {
    await note(input, state, event, settings);
  }
}

async function note(
  input: CustomerInput,
  { ref, name, forwarding }: RelayState,
  kind: keyof RelaySettings["notes"],
  settings: RelaySettings,
): Promise<void> {
  const text = settings.notes[kind];
  if (text === "") {
    return;
  }
  try {
    const id = toForwardedId(forwarding.handoverId, uuid.v4());
    await forwardMessage({ id, ref, name, authorId: input.userId, text }, settings);
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
  attachments: readonly { url: string }[],
  settings: RelaySettings,
  onDone: (ref: string) => void,
): Promise<void> {
  if (input.text.trim() === "" && attachments.length === 0) {
    return;
  }
  try {
    const ref = writeSessionReference(settings.hmac, settings.token, input);
    const id = toForwardedId("", uuid.v4());
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
