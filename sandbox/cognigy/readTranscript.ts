/** `api.getConversationTranscript`: the last turns of a conversation, as a list or as text. */
import type { TranscriptConduct, TranscriptEntry } from "./FlowState";

/** Returned where no answer is ever given. */
export const NO_ANSWER = Symbol("no answer");

/** The platform keeps the last ten inputs of the user with their outputs. */
const MAX_TURNS = 10;

export function answerTranscript(
  transcript: readonly TranscriptEntry[] | TranscriptConduct,
  mode: unknown,
  turnLimit: unknown,
): unknown {
  if ("failure" in transcript) {
    throw new Error(transcript.failure);
  }
  if ("answer" in transcript) {
    return transcript.answer;
  }
  return "hangs" in transcript ? NO_ANSWER : readTranscript(transcript, mode, turnLimit);
}

export function readTranscript(
  transcript: readonly TranscriptEntry[],
  mode: unknown,
  turnLimit: unknown,
): TranscriptEntry[] | string {
  const turns =
    typeof turnLimit === "number" && turnLimit >= 1 ? Math.min(Math.floor(turnLimit), MAX_TURNS) : MAX_TURNS;
  const entries = takeLastTurns(transcript, turns);
  if (mode === "json") {
    return entries.map((entry) => ({ ...entry }));
  }
  if (mode === "string") {
    return entries.map(({ source, text }) => `- ${source.toUpperCase()}: ${text}`).join("\n");
  }
  throw new Error(`getConversationTranscript knows the modes "json" and "string", not "${String(mode)}".`);
}

export function takeLastTurns(transcript: readonly TranscriptEntry[], turns = MAX_TURNS): TranscriptEntry[] {
  const starts = transcript.flatMap(({ source }, index) => (source === "user" ? [index] : []));
  return transcript.slice(starts.length > turns ? starts.at(-turns) : 0);
}
