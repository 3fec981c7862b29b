/** The platform's transcript of a conversation, in whichever form it comes. */
import * as z from "zod/mini";
import { readOutput } from "../../core/content/cognigyOutput";
import { toWholeText } from "../../core/content/engageReply";
import { findOffer, type Offer, toOffers } from "../../core/content/structuredReply";
import { once } from "../../core/once";
import type { TranscriptEntry } from "../../core/openingMessage";

const line = once(() => z.object({ source: z.string(), text: z.nullish(z.string()), data: z.optional(z.unknown()) }));

/** `undefined` for a form that this version does not know. Lines that are none are left out. */
export function parseTranscript(transcript: unknown): TranscriptEntry[] | undefined {
  if (typeof transcript === "string") {
    return parseText(transcript);
  }
  if (!Array.isArray(transcript)) {
    return undefined;
  }
  const lines = transcript.flatMap((value) => z.safeParse(line(), value).data ?? []);
  return lines.length === 0 && transcript.length > 0 ? undefined : toEntries(lines);
}

/** Quick replies, cards and files may be all that the bot said; what the customer chose of them comes back as a payload. */
function toEntries(lines: readonly z.output<ReturnType<typeof line>>[]): TranscriptEntry[] {
  let offers: Offer[] = [];
  return lines.map(({ source, text, data }): TranscriptEntry => {
    const speaker = toSpeaker(source);
    if (speaker === "user") {
      const choice = findOffer(text ?? "", offers);
      return { source: speaker, text: text ?? "", ...(choice && { shown: choice.title }) };
    }
    const output = readOutput(text, data);
    const own = toOffers(output);
    offers = own.length > 0 ? own : offers;
    return { source: speaker, text: toWholeText(output) };
  });
}

/** The documents name `user` and `bot`; people may be called anything with "agent" in it. */
function toSpeaker(source: string): TranscriptEntry["source"] {
  return source.toLowerCase() === "user" ? "user" : /agent/i.test(source) ? "agent" : "bot";
}

/** JSON, or the lines `- USER: ...` and `- BOT: ...`, each of which may go on below. */
function parseText(text: string): TranscriptEntry[] | undefined {
  if (text.trim() === "") {
    return [];
  }
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? parseTranscript(json) : undefined;
  } catch {
    const parts = text.split(/^- (USER|BOT|AGENT): /m).slice(1);
    const entries = parts.flatMap((part, index): TranscriptEntry[] =>
      index % 2 === 0 ? [{ source: toSpeaker(part), text: parts[index + 1] ?? "" }] : [],
    );
    return entries.length > 0 ? entries : undefined;
  }
}
