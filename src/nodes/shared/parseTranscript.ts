/** The platform's transcript of a conversation, in whichever form it comes. */
import * as z from "zod/mini";
import { readOutput } from "../../core/content/cognigyOutput";
import { toWholeText } from "../../core/content/engageReply";
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
  return lines.length === 0 && transcript.length > 0 ? undefined : lines.map(toEntry);
}

/** Quick replies, cards and files may be all that the bot said. */
function toEntry({ source, text, data }: z.output<ReturnType<typeof line>>): TranscriptEntry {
  return source === "user"
    ? { source, text: text ?? "" }
    : { source: "bot", text: toWholeText(readOutput(text, data)) };
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
    const parts = text.split(/^- (USER|BOT): /m).slice(1);
    const entries = parts.flatMap((part, index): TranscriptEntry[] =>
      index % 2 === 0 ? [{ source: part === "USER" ? "user" : "bot", text: parts[index + 1] ?? "" }] : [],
    );
    return entries.length > 0 ? entries : undefined;
  }
}
