/** What the Flow says: control words of our nodes are taken out and obeyed, the rest goes to the customer. */
import { readOutput } from "../../core/content/cognigyOutput";
import { toWholeText } from "../../core/content/engageReply";
import { decideForwarding } from "../../core/forwarding/decideForwarding";
import type { ForwardingMessage } from "../../core/forwarding/Forwarding";
import { type Json, member, toRecord } from "../../core/inbound/read";
import { type Control, readControl } from "../../protocol/control";
import { MEMBERS } from "../../protocol/members";
import { toForwardedId } from "../../protocol/messageIds";
import type { OutputArguments } from "../platform";
import { describeFailure } from "../requestEngage";
import { forwardMessage } from "./forward";
import { logProblem } from "./logProblem";
import type { RelaySettings } from "./relayConfig";
import { sealingOf } from "./relaySealing";
import { NOBODY_NAMED, openRelayState } from "./relayState";
import { isAgents, sendAsAgent } from "./speaker";

export async function takeOutput(args: OutputArguments, settings: RelaySettings): Promise<unknown> {
  const { output, userId, sessionId } = args;
  const data = toRecord(output.data);
  if (member(data, MEMBERS.control) !== undefined) {
    await obey(data || {}, userId, sessionId, settings);
  } else if (!settings.forwardOnlyHandovers) {
    await mirrorBot(args, settings);
  }
  return passOutput(args);
}

/** Without settings the bot goes on alone; control words still go to nobody. */
export function passOutput({ output, processedOutput }: OutputArguments): unknown {
  const data = toRecord(output.data);
  const message = processedOutput === undefined ? output : processedOutput;
  if (member(data, MEMBERS.control) === undefined) {
    return isAgents(data) ? sendAsAgent(message) : message;
  }
  const isEmpty = (output.text || "") === "" && Object.keys(data || {}).length === 1;
  return isEmpty ? null : withoutControl(message);
}

async function obey(data: Json, userId: string, sessionId: string, settings: RelaySettings): Promise<void> {
  const { state, save } = await openRelayState(userId, sessionId);
  const reading = readControl("relay", sealingOf(settings, sessionId), data);
  if (!reading.ok || state.seen.includes(reading.sealId)) {
    logProblem(
      "control_refused",
      `a control word in session ${sessionId} is not from one of our nodes, too old, or was used before`,
    );
    return;
  }
  const { value: control, sealId, sealedAtMs } = reading;
  if (control.action === "opened") {
    // News for the hub alone.
    return;
  }
  const { state: forwarding, outcome } = decideForwarding(state.forwarding, toMessage(control, sealedAtMs));
  save({
    seen: [...state.seen, sealId],
    forwarding,
    ...(outcome === "on" &&
      control.action === "start" && {
        ref: control.ref,
        name: control.name || state.name,
        offers: [],
        ...NOBODY_NAMED,
      }),
    ...(outcome === "ended" && { offers: [], ...NOBODY_NAMED }),
  });
}

function toMessage(control: Exclude<Control, { action: "opened" }>, sealedAtMs: number): ForwardingMessage {
  switch (control.action) {
    case "start":
      return { kind: "start", handoverId: control.handoverId, sealedAtMs };
    case "end":
      return { kind: "botEnds", handoverId: control.handoverId, sealedAtMs };
    default:
      return { kind: control.action, interventionId: control.interventionId, sealedAtMs };
  }
}

/** Only the members of ours go; what the channel made of the rest stays as it is. */
function withoutControl(message: unknown): unknown {
  const record = toRecord(message);
  if (record === undefined) {
    return message;
  }
  const { [MEMBERS.control]: _, ...rest } = record;
  const data = toRecord(rest.data);
  // A Webhook Endpoint's own message.
  const output = toRecord(rest.AIOutput);
  return {
    ...rest,
    ...(data && { data: withoutControl(data) }),
    ...(output && { AIOutput: withoutControl(output) }),
  };
}

/** The bot's lines in Engage, by an author of Engage's side, so that they make no work for agents. */
async function mirrorBot({ output, userId, sessionId }: OutputArguments, settings: RelaySettings): Promise<void> {
  const { state } = await openRelayState(userId, sessionId);
  if (state.forwarding.isOn || state.ref === "") {
    return;
  }
  const text = toWholeText(readOutput(output.text, output.data));
  if (text === "") {
    return;
  }
  try {
    const id = toForwardedId("", uuid.v4());
    await forwardMessage({ id, ref: state.ref, authorId: userId, name: settings.botName, isBot: true, text }, settings);
  } catch (error) {
    logProblem(
      "mirror_failed",
      `a line of the bot in session ${sessionId} is missing in Engage: ${describeFailure(error)}`,
    );
  }
}
