/** What the agent reads first on route `bridge`: the conversation with the bot so far, then the customer's request. */
import { cutText, toWellFormed } from "./text";

export interface TranscriptEntry {
  source: "user" | "bot";
  text: string;
}

/** Engage's limit for the body of a Channel SDK message. */
export const MAX_BODY_LENGTH = 20_000;

const CUT_NOTE = "[... earlier messages left out]";

/** The request follows at the end of the message. The platform counts it among the turns, so it is left out here. */
export function toTranscript(entries: readonly TranscriptEntry[], request = ""): string {
  const last = entries.filter(({ source }) => source === "user").at(-1);
  return entries
    .filter((entry) => entry.text.trim() !== "" && (entry !== last || entry.text.trim() !== request.trim()))
    .map(({ source, text }) => `${source === "user" ? "Customer" : "Bot"}: ${text.trim()}`)
    .join("\n");
}

/** The end of a transcript matters most, so it is cut at its beginning, between two lines. */
export function toOpeningBody(transcript: string, opening: string): string {
  const request = cutText(opening.trim(), MAX_BODY_LENGTH);
  const history = toWellFormed(transcript.trim());
  const room = MAX_BODY_LENGTH - (request === "" ? 0 : request.length + 2);
  const kept = cutBeginning(history, room);
  return [kept, request].filter((part) => part !== "").join("\n\n");
}

function cutBeginning(text: string, room: number): string {
  if (text.length <= room) {
    return text;
  }
  const start = text.length - (room - CUT_NOTE.length - 1);
  if (start >= text.length) {
    return "";
  }
  const lineEnd = text[start - 1] === "\n" ? start - 1 : text.indexOf("\n", start);
  // One line that is longer than all the room is cut within.
  const kept = lineEnd === -1 ? toWellFormed(text.slice(start)) : text.slice(lineEnd + 1);
  return `${CUT_NOTE}\n${kept}`;
}
