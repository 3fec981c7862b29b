/** The conversations that must go well under all readings: whole ones, on both routes, at a person's pace. */
import type { FaultOutcome } from "../FaultOutcome";
import type { InjectFault } from "../Observer";
import type { Act, ConversationPlan, Route } from "../Plan";

interface Script {
  name: string;
  title: string;
  route: Route;
  acts: readonly Act[];
  /** Before the first act, in minutes. */
  startMinute?: number;
  paceMs?: number;
}

/** More than the slowest import, search and repetition of a reading. */
const PACE_MS = 90_000;
/** The account as a whole changes only when the other conversations are over. */
const AFTERWARDS = 45;
/** Engage counts by the minute: what is used up just before its end is there again a moment later. */
const END_OF_MINUTE_MS = 59_000;

const DIALOGUE: readonly Act[] = [
  "write",
  "askForAgent",
  "write",
  "take",
  "answer",
  "write",
  "answer",
  "close",
  "write",
];
const RICH: readonly Act[] = [
  ...["writeMarkup", "askForChoices", "choose", "askForAgent", "take", "answerMarkup", "answerFile", "sendFile"],
  ...["writeMarkup", "answerChoices", "choose", "close", "writeMarkup"],
] as Act[];
const TWICE: readonly Act[] = [
  ...["askForAgent", "take", "answer", "transfer", "take", "answer", "write", "close", "write"],
  ...["askForAgent", "write", "take", "answer", "giveBack", "write"],
] as Act[];

const SCRIPTS: readonly Script[] = [
  { name: "c1", title: "dialogue", route: "channel", acts: DIALOGUE },
  { name: "c2", title: "dialogue", route: "bridge", acts: DIALOGUE },
  {
    name: "c3",
    title: "files and choices",
    route: "channel",
    acts: ["sendFile", "shareLocation", ...RICH, "sayGoodbye", "write"],
  },
  { name: "c4", title: "files and choices", route: "bridge", acts: RICH },
  { name: "c5", title: "transfer, two handovers", route: "channel", acts: TWICE },
  { name: "c6", title: "transfer, two handovers", route: "bridge", acts: TWICE },
  {
    name: "c7",
    title: "cancelled",
    route: "bridge",
    acts: ["askForAgent", "write", "take", "answer", "cancel", "write"],
  },
  {
    name: "c8",
    title: "page loaded again",
    route: "bridge",
    acts: ["write", "askForAgent", "take", "leave", "answer", "comeBack", "write", "answer", "close"],
  },
  {
    name: "c9",
    title: "many words at once",
    route: "bridge",
    acts: ["burst", "askForAgent", "take", "answers", "burst", "close", "burst"],
  },
  {
    name: "c10",
    title: "delivered at the third try",
    route: "channel",
    paceMs: 360_000,
    acts: ["write", "askForAgent", "take", "answer", "close", "write"],
  },
  {
    name: "c11",
    title: "answers that Engage doesn't get",
    route: "bridge",
    acts: ["askForAgent", "take", "answer", "write", "close", "write"],
  },
  {
    name: "c12",
    title: "Engage doesn't answer the relay",
    route: "bridge",
    acts: ["askForAgent", "take", "write", "write", "answer", "close"],
  },
  {
    name: "c13",
    title: "nobody there",
    route: "channel",
    startMinute: AFTERWARDS,
    acts: ["everybodyLeaves", "askForAgent", "write"],
  },
  {
    name: "c14",
    title: "nobody there",
    route: "bridge",
    startMinute: AFTERWARDS,
    acts: ["everybodyLeaves", "askForAgent", "write", "somebodyIsBack"],
  },
  {
    name: "c15",
    title: "token expired",
    route: "bridge",
    startMinute: AFTERWARDS + 10,
    acts: ["write", "tokenExpires", "askForAgent", "tokenIsRenewed", "askForAgent", "take", "answer", "close"],
  },
  {
    name: "c16",
    title: "throttled",
    route: "bridge",
    startMinute: AFTERWARDS + 25,
    acts: ["write", "useUpRequests", "askForAgent", "take", "answer", "close"],
  },
];

export const CONVERSATIONS: readonly ConversationPlan[] = SCRIPTS.map((script, place) => {
  const { name, route, acts } = script;
  const steps = acts.map((act, id) => ({ id, act, atMs: toTime(script, id, place) }));
  return { name, route, steps };
});

/** The conversations don't begin in the same moment, and what follows on a used-up minute follows at once. */
function toTime({ acts, startMinute = 0, paceMs = PACE_MS }: Script, index: number, place: number): number {
  const atMs = startMinute * 60_000 + place * 1_700 + 5_000 + index * paceMs;
  const endOfMinute = (ms: number) => Math.floor(ms / 60_000) * 60_000 + END_OF_MINUTE_MS;
  if (acts[index] === "useUpRequests") {
    return endOfMinute(atMs);
  }
  return acts[index - 1] === "useUpRequests" ? endOfMinute(atMs - paceMs) + 200 : atMs;
}

/** What goes wrong between the platforms, so that readings about repetitions matter. */
export function createFaults(): InjectFault {
  const counts = new Map<string, number>();
  const first = (key: string, times: number, outcome: FaultOutcome): FaultOutcome | undefined => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= times ? outcome : undefined;
  };
  return ({ conversation, link, tokens, body }) => {
    if (conversation === "c10" && link === "webhook" && body.includes("content.imported")) {
      return first(`${link} ${tokens.join()}`, 2, { kind: "status", status: 503 });
    }
    if (conversation === "c11" && link === "sdk" && body.includes("messages.create")) {
      return first(link, 4, { kind: "mute" });
    }
    if (conversation === "c12" && link === "realtime" && tokens.some((token) => token.includes(".2."))) {
      return first(link, 1, { kind: "hang" });
    }
    return undefined;
  };
}
