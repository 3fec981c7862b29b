/** How an outage must end: as its entry in `docs/reference/open-questions.md` says, and in no other way. */
import { type Readings, unusualOf } from "../../sandbox/readings";
import type { Finding, Invariant } from "../invariants/Finding";
import type { SimulationRecord } from "../Records";

interface OutageEnd {
  /** What breaks. Everything else must hold. */
  broken: readonly `${Invariant} ${string}`[];
  /** What must happen even so. Returns what is missing, or undefined. */
  findFault(record: SimulationRecord): string | undefined;
}

const ENDS: Readonly<Record<string, OutageEnd>> = {
  "sessionStorage gone": {
    broken: [
      "lost botAnswer",
      "doubled agentMessage",
      "botOverPerson customerMessage",
      "finalStatus missing",
      "finalStatus twice",
      "transcript customer",
      "transcript agent",
    ],
    findFault: (record) =>
      findUnheardAgent(record) ??
      findUnansweredCustomer(record) ??
      (hasLog(record, /engage-hub: reply_target_unknown/) ? undefined : "the hub doesn't log reply_target_unknown"),
  },
  "silentAnswer never": {
    broken: ["doubled agentToldThoughArrived", "transcript agent"],
    findFault: (record) =>
      hasLog(record, /receiveEngageEvents: timeout/) ? undefined : "Receive Engage Events doesn't log timeout",
  },
  "webhookKey on": {
    broken: [
      "lost customerMessage",
      "lost agentMessage",
      "finalStatus missing",
      "transcript customer",
      "transcript agent",
    ],
    findFault: (record) =>
      findUnansweredCustomer(record) ??
      (record.exchanges.every(({ link, status }) => !TO_HUB.includes(link) || status === 401)
        ? undefined
        : "Engage reached the hub"),
  },
};

const TO_HUB: readonly string[] = ["webhook", "sdk", "handshake"];

/** Undefined where the readings are no outage. */
export function findOutageEnd(readings: Readings): OutageEnd | undefined {
  const [first, ...others] = unusualOf(readings);
  return first === undefined || others.length > 0 ? undefined : ENDS[first.join(" ")];
}

export function checkOutage(
  { broken, findFault }: OutageEnd,
  record: SimulationRecord,
  findings: Finding[],
): Finding[] {
  const fault = findFault(record);
  return [
    ...findings.filter(({ invariant, kind }) => !broken.includes(`${invariant} ${kind}`)),
    ...(fault === undefined
      ? []
      : [{ invariant: "outage" as const, kind: "end", conversation: undefined, tokens: [], text: fault }]),
  ];
}

function findUnheardAgent({ conversations }: SimulationRecord): string | undefined {
  return conversations
    .filter(({ route }) => route === "bridge")
    .flatMap(({ agent, sent }) => agent.filter(({ token }) => !sent.some((text) => text.includes(token))))
    .map(({ token }) => `the agent's ${token} didn't reach the customer`)[0];
}

/** Whoever writes on route bridge is answered by the bot, or what they wrote is in Engage, or the Flow learns that it isn't. */
function findUnansweredCustomer({ conversations }: SimulationRecord): string | undefined {
  return conversations
    .filter(({ route }) => route === "bridge")
    .flatMap(({ customer, flowRuns, contents }) => {
      const seen = [
        ...flowRuns.flatMap(({ text, undelivered = "" }) => [text, undelivered]),
        ...contents.map(({ body }) => body),
      ];
      return customer.filter(({ token }) => !seen.some((text) => text.includes(token)));
    })
    .map(({ token }) => `nobody has read ${token}`)[0];
}

function hasLog({ texts }: SimulationRecord, pattern: RegExp): boolean {
  return texts.some(({ place, text }) => place.startsWith("log of ") && pattern.test(text));
}
