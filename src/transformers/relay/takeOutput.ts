/** What the Flow says: control words of the Handover node are taken out and obeyed, the rest goes to the customer. */
import { readOutput } from "../../core/content/cognigyOutput";
import { toWholeText } from "../../core/content/engageReply";
import { type Json, member, readRecord, readText, toRecord } from "../../core/inbound/read";
import { readSealTime, verifySeal } from "../../core/seal";
import type { OutputArguments } from "../platform";
import { describeFailure } from "../requestEngage";
import { forwardMessage, toMessageId } from "./forward";
import type { RelaySettings } from "./relayConfig";
import { openRelayState } from "./relayState";

export async function takeOutput(args: OutputArguments, settings: RelaySettings): Promise<unknown> {
  const { output, userId, sessionId } = args;
  const control = readRecord(toRecord(output.data), "_engage");
  if (control !== undefined) {
    await obey(control, userId, sessionId, settings);
  } else if (!settings.forwardOnlyHandovers) {
    await mirrorBot(args, settings);
  }
  return passOutput(args);
}

/** Without settings the bot goes on alone; control words still go to nobody. */
export function passOutput({ output, processedOutput }: OutputArguments): unknown {
  const data = toRecord(output.data);
  const message = processedOutput === undefined ? output : processedOutput;
  if (member(data, "_engage") === undefined) {
    return message;
  }
  const isEmpty = (output.text || "") === "" && Object.keys(data || {}).length === 1;
  return isEmpty ? null : withoutControl(message);
}

async function obey(control: Json, userId: string, sessionId: string, settings: RelaySettings): Promise<void> {
  const { state, save } = await openRelayState(userId, sessionId);
  const id = verifySeal(settings.hmac, { purpose: "control", secret: settings.token, sessionId }, control, Date.now());
  if (id === undefined || state.seen.indexOf(id) !== -1) {
    console.error(
      `engage-relay: control_refused: a control word in session ${sessionId} is not from the Handover node, too old, or was used before`,
    );
    return;
  }
  const action = readText(control, "action");
  const ref = readText(control, "ref") || state.ref;
  save({
    seen: [...state.seen, id],
    ...(action === "start" && {
      handover: "on",
      ref,
      name: readText(control, "name") || state.name,
      startedAtMs: readSealTime(control),
    }),
    ...(action === "end" && { handover: "off", endedAtMs: Date.now() }),
  });
}

/** Only the members of ours go; what the channel made of the rest stays as it is. */
function withoutControl(message: unknown): unknown {
  const record = toRecord(message);
  if (record === undefined) {
    return message;
  }
  const { _engage, ...rest } = record;
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
  const { state, save } = await openRelayState(userId, sessionId);
  if (state.handover === "on" || state.ref === "") {
    return;
  }
  const text = toWholeText(readOutput(output.text, output.data));
  if (text === "") {
    return;
  }
  try {
    const id = toMessageId(settings, [sessionId, "bot", String(state.forwarded), text]);
    await forwardMessage({ id, ref: state.ref, authorId: userId, name: settings.botName, isBot: true, text }, settings);
    save({ forwarded: state.forwarded + 1 });
  } catch (error) {
    console.error(
      `engage-relay: mirror_failed: a line of the bot in session ${sessionId} is missing in Engage: ${describeFailure(error)}`,
    );
  }
}
