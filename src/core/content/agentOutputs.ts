/** An agent's message as a customer's Endpoint is to send it: text and data of each output, in order. */
import type { Json } from "../inbound/read";
import { toWellFormed } from "../text";
import { type EngageMessage, type RichOutput, toCognigyMessages } from "./engageToCognigy";
import { escapeHtml, toWebchatContent } from "./webchatContent";

export interface AgentOutput {
  text: string;
  data: Json;
}

/** Of one output. Cognigy's other limits are of this order, too. */
const MAX_BYTES = 48 * 1024;

export function toAgentOutputs(message: EngageMessage): AgentOutput[] {
  return toCognigyMessages(message).flatMap(toOutputs);
}

function toOutputs({ text, content, files }: RichOutput): AgentOutput[] {
  if (content) {
    return [{ text, data: { _cognigy: toContents(content) } }];
  }
  const parts = splitText(text);
  if (files === undefined) {
    return parts.map((part) => ({ text: part, data: toTextData(part) }));
  }
  // Webchat shows a file beside the text of its output, but not beside content that was made for Webchat.
  return parts.map((part, index) => ({ text: part, data: index === parts.length - 1 ? { attachments: files } : {} }));
}

/** Whether a notify's neutral form is converted for Webchat is not documented: both forms go along. */
function toContents(content: Json): Json {
  const both = { _default: content, _webchat: toWebchatContent(content) };
  return Buffer.byteLength(JSON.stringify(both)) > MAX_BYTES ? { _default: content } : both;
}

/** Nobody tells the node which channel the customer uses: the text stays plain, and Webchat finds a text of its own. */
function toTextData(text: string): Json {
  const escaped = escapeHtml(text);
  if (escaped === text) {
    return {};
  }
  const shown = { message: { text: escaped } };
  // The second one for a Webchat that is embedded with `enableDefaultPreview`.
  return { _cognigy: { _webchat: shown, _defaultPreview: shown } };
}

/** Cognigy takes 10,000 characters at once, an agent's message has up to 20,000; a character may count as two. */
function splitText(text: string): string[] {
  const parts = text.match(/[\s\S]{1,4999}(?:\n|$)|[\s\S]{1,4999}/gu) ?? [];
  return parts.map((part) => toWellFormed(part.replace(/\n$/, "")));
}
