/** Signed calls to the Channel SDK source: what the customer writes, and notes to the agent. */
import { SIGNATURE_HEADER, signBody } from "../../core/signature";
import { cutText } from "../../core/text";
import { readAcknowledgement, requestEngage } from "../requestEngage";
import type { RelaySettings } from "./relayConfig";

const MAX_BODY = 20_000;
/** Longer than anything that is masked. */
const SPARE = 1_000;

export interface Forwarded {
  id: string;
  ref: string;
  authorId: string;
  text: string;
  attachments?: readonly { url: string }[];
  /** The same each time: Engage may take it over for the identity. */
  name: string;
  /** A choice that an agent's structured message offered. */
  choice?: { payload: string; messageId: string } | undefined;
  /** The bot's own lines belong to Engage's side. */
  isBot?: boolean;
}

/** Resolves when Engage has taken it. Any failure is told by throwing. */
export async function forwardMessage(message: Forwarded, settings: RelaySettings): Promise<void> {
  const now = new Date().toISOString();
  const { choice } = message;
  const isBot = message.isBot === true;
  const author = {
    id: isBot ? "cognigy-bot" : message.authorId,
    screenname: message.name,
    created_at: now,
    updated_at: now,
    puppetizable: isBot,
  };
  const attachments = message.attachments || [];
  const call = {
    action: "messages.create",
    params: {
      id: message.id,
      thread_id: message.ref,
      // The first cut bounds the work. The second comes after: it could leave half of a number, which nobody recognises.
      body: cutText(settings.mask(cutText(message.text, MAX_BODY + SPARE)), MAX_BODY),
      format: "text",
      actions: ["show", "reply"],
      created_at: now,
      author,
      ...(choice && { structured_reply: { payload: choice.payload }, in_reply_to_id: choice.messageId }),
      ...(attachments.length > 0 && { attachments: attachments.map(({ url }) => ({ url })) }),
    },
  };
  // The signature is over the bytes that are sent, and these are what JSON.stringify makes of this very object.
  const signature = signBody(settings.hmac, settings.token, JSON.stringify(call));
  await requestEngage(
    { uri: settings.realtimeUrl, method: "POST", headers: { [SIGNATURE_HEADER]: signature }, json: call },
    readAcknowledgement,
  );
}
