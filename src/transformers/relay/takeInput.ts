/** What the customer sends: to the agent while a handover is on, else to the Flow with the relay's mark. */

import { isAllowedAttachmentUrl } from "../../core/attachmentUrl";
import { findOffer, type Offer } from "../../core/content/structuredReply";
import { decideForwarding } from "../../core/forwarding/decideForwarding";
import { type Json, readRecords, readText } from "../../core/inbound/read";
import { isLongWaitDue, toWaitTimes } from "../../core/longWait";
import { cutText } from "../../core/text";
import { type HandoverUpdate, writeHandoverUpdate } from "../../protocol/handoverUpdate";
import { withoutOurMembers } from "../../protocol/members";
import { toForwardedId } from "../../protocol/messageIds";
import { writeSessionReference } from "../../protocol/sessionReference";
import type { FlowInput } from "../platform";
import { describeFailure } from "../requestEngage";
import { forwardMessage } from "./forward";
import { logProblem } from "./logProblem";
import { isCancelPhrase, type RelaySettings } from "./relayConfig";
import { markOf, sealingOf } from "./relaySealing";
import { NOBODY_NAMED, openRelayState, type RelayState } from "./relayState";
import { type Message, openUnderway } from "./underway";

export interface CustomerInput {
  userId: string;
  sessionId: string;
  text: string;
  data: Json;
  URLToken: string;
}

const MAX_INPUT_TEXT = 10_000;
/** Handover Update shows as much. */
const MAX_UNDELIVERED_TEXT = 2_000;

const NOT_ARRIVED = "The message did not reach Engage.";
const PERHAPS_ARRIVED = "Engage did not answer in time: the message may not have arrived.";

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
  const { attachments, refused } = readFiles(data, settings);
  if (refused.length > 0) {
    logProblem(
      "file_refused",
      `${refused.length} file(s) in session ${sessionId} are at an address that is not one of attachmentHosts; the agent reads their names only`,
    );
  }
  const words = [input.text, ...refused.map((name) => `[File not passed on: ${name}]`)].filter(
    (line) => line.trim() !== "",
  );
  if (!state.forwarding.isOn) {
    if (!settings.forwardOnlyHandovers) {
      await mirror({ ...input, text: words.join("\n") }, state.name, attachments, settings, (ref) => save({ ref }));
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
    save({ forwarding, offers: [], ...NOBODY_NAMED });
    await note(input, state, "cancelled", settings);
    return toFlow(writeHandoverUpdate(sealing, { ...toCancelled(state) }, uuid.v4()), { ...state, forwarding });
  }
  if (words.length === 0 && attachments.length === 0) {
    // A rating or another command of the chat is for the Flow, also while an agent has the conversation.
    return Object.keys(data).some((key) => key !== "attachments") ? toFlow({}) : null;
  }
  // Webchat sends a choice's payload; the agent reads its title.
  const choice = findChoice(input.text, state);
  const text = choice ? choice.title : words.join("\n");
  const underway = await openUnderway(userId, sessionId);
  const id = underway.idOf(text, attachments, () => toForwardedId(state.forwarding.handoverId, uuid.v4()));
  const message = { id, text, attachments };
  const reportUndelivered = (lost: readonly Message[], isCertain: boolean, detail: string): FlowInput => {
    const verb = isCertain ? "did not reach" : "may not have reached";
    const what = lost.length === 1 ? "a message" : `${lost.length} messages`;
    logProblem("undelivered", `${what} of session ${sessionId} ${verb} Engage: ${detail}; the Flow is informed`);
    underway.report(lost);
    const error = { reason: "error", message: isCertain ? NOT_ARRIVED : PERHAPS_ARRIVED } as const;
    const failure = { status: "error", error, undelivered: toUndelivered(lost) } as const;
    return toFlow(writeHandoverUpdate(sealing, failure, uuid.v4()), state, "");
  };
  const stopped = underway.begin(message);
  try {
    await forwardMessage({ ...message, ref: state.ref, name: state.name, authorId: userId, choice }, settings);
  } catch (error) {
    return reportUndelivered([...stopped, message], stopped.length === 0, describeFailure(error));
  }
  underway.settle(message);
  if (stopped.length > 0) {
    return reportUndelivered(stopped, false, "the platform stopped the handler before Engage had answered");
  }
  return reportLongWait(input, settings);
}

/** Several are reported together, each by enough of its words to recognise it. */
function toUndelivered(lost: readonly Message[]): Message {
  const [only] = lost;
  const share = Math.floor(MAX_UNDELIVERED_TEXT / lost.length) - 1;
  return {
    id: lost.map(({ id }) => id).pop() || "",
    text: lost.length === 1 && only ? only.text : lost.map(({ text }) => cutText(text, share)).join("\n"),
    attachments: lost.reduce<Message["attachments"]>((all, one) => all.concat(one.attachments), []),
  };
}

/** The agent has the customer's words; the bot hears only how long the customer has waited. */
async function reportLongWait(
  { userId, sessionId }: CustomerInput,
  settings: RelaySettings,
): Promise<FlowInput | null> {
  // Read again: while the message was on its way an agent may have answered.
  const { state, save } = await openRelayState(userId, sessionId);
  const nowMs = Date.now();
  if (!isLongWaitDue(state.forwarding, settings.longestWaitMs, nowMs)) {
    return null;
  }
  const forwarding = { ...state.forwarding, isLongWaitTold: true };
  save({ forwarding });
  const sealing = sealingOf(settings, sessionId);
  const update: HandoverUpdate = { status: "queue", event: "longWait", ...toWaitTimes(forwarding, nowMs, false) };
  const data = { ...markOf(sealing, forwarding), ...writeHandoverUpdate(sealing, { ...update }, uuid.v4()) };
  return { userId, sessionId, text: "", data };
}

function toCancelled({ forwarding, agentName }: RelayState): HandoverUpdate {
  const { agentId } = forwarding;
  return {
    status: "cancelled",
    ended: "cancelledByCustomer",
    ...toWaitTimes(forwarding, Date.now(), true),
    ...(agentId && { agentId }),
    ...(agentName && { agentName }),
  };
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
    logProblem(
      "note_failed",
      `the agent did not get the note "${kind}" of session ${input.sessionId}: ${describeFailure(error)}`,
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
    logProblem(
      "mirror_failed",
      `a message of session ${input.sessionId} is missing in Engage: ${describeFailure(error)}`,
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

const MAX_FILES = 20;

/** Uploads of Webchat. What its virus scan found infected goes nowhere; of others that can't go, the agent reads a line. */
function readFiles(data: Json, settings: RelaySettings): { attachments: { url: string }[]; refused: string[] } {
  const files = readRecords(data, "attachments").slice(0, MAX_FILES);
  const usable = files.filter((file) => readText(file, "status") !== "infected");
  const isAllowed = (file: Json) => isAllowedAttachmentUrl(readText(file, "url") || "", settings.attachmentHosts);
  return {
    attachments: usable.filter(isAllowed).map((file) => ({ url: readText(file, "url") || "" })),
    refused: usable
      .filter((file) => !isAllowed(file))
      .map((file) => cutText(settings.mask(cutText(readText(file, "fileName") || "?", 1_000)), 100)),
  };
}
