/** Reads off both platforms, after a simulation, what the invariants look at. */
import type { FlowExecution } from "../sandbox/cognigy/startCognigy";
import { describeOutput, wordsOf } from "./describeMessages";
import type { Observer } from "./Observer";
import { type Platforms, SECRETS } from "./Platforms";
import type { FlowRun, SimulationRecord } from "./Records";

export function collect(
  observer: Observer,
  { engage, cognigy, webchat }: Platforms,
  end: Pick<SimulationRecord, "togetherMs" | "spanMs" | "isFinished">,
): SimulationRecord {
  const texts: { place: string; text: string }[] = [];
  for (const execution of cognigy.executions) {
    const { sessionId, userId, outputs, steps } = execution;
    const name = /^session-(c\d+)$/.exec(sessionId)?.[1] ?? nameOfIdentity(engage.domain, userId);
    const record = name === undefined ? undefined : observer.conversations.get(name);
    record?.flowRuns.push(toFlowRun(execution));
    const results = steps.map(({ result, logs, error, apiCalls }) => ({ result, logs, error, apiCalls }));
    texts.push({
      place: `Flow of ${sessionId}`,
      text: JSON.stringify({ outputs, results, context: execution.context }),
    });
  }
  for (const { sessionId, text, data } of webchat.sent) {
    const record = observer.conversations.get(/^session-(c\d+)$/.exec(sessionId)?.[1] ?? "");
    const words = wordsOf(text, data);
    if (words !== "") {
      record?.sent.push(toShown(words));
    }
    const shown = describeOutput(text, data);
    if (shown !== "") {
      record?.transcripts.customer.push(shown);
    }
  }
  for (const record of observer.conversations.values()) {
    if (record.route === "channel") {
      record.sent.push(...record.contents.filter(({ by }) => by === "bot").map(({ body }) => body));
    }
    texts.push(...record.contents.map(({ body }) => ({ place: `Engage, ${record.name}`, text: body })));
    texts.push(...record.sent.map((text) => ({ place: `customer ${record.name}`, text })));
  }
  texts.push(...cognigy.logs.map(({ origin, message }) => ({ place: `log of ${origin}`, text: message })));
  // By design: Engage's handshake carries the verification token, and the base URI its key.
  const urls = observer.exchanges.filter(({ link }) => link !== "handshake" && link !== "sdk");
  texts.push(...urls.map(({ url, link }) => ({ place: `URL on ${link}`, text: url })));
  for (const { text, place } of texts) {
    observer.note(undefined, `${place}: ${text.length} characters`);
  }
  return {
    plan: observer.plan,
    conversations: [...observer.conversations.values()],
    exchanges: observer.exchanges,
    interruptions: observer.interruptions,
    texts,
    secrets: [...Object.values(SECRETS), engage.seed.tokens.bot, engage.seed.realtimeAccessToken],
    ...end,
    trace: observer.trace,
    hash: observer.digest(),
  };
}

function nameOfIdentity({ identities }: Platforms["engage"]["domain"], identityId: string): string | undefined {
  return /^visitor-(c\d+)$/.exec(identities.get(identityId)?.foreign_id ?? "")?.[1];
}

function toFlowRun({ startedAt, inputAtStart, outputs, steps, ended }: FlowExecution): FlowRun {
  const data = Object(inputAtStart.data);
  const handover = Object(data.handover);
  const text = String(inputAtStart.text ?? "");
  return {
    atMs: startedAt,
    text: text.startsWith("DATA_ONLY_MESSAGE_") ? "" : text,
    handover: typeof handover.status === "string" ? handover.status : undefined,
    undelivered: typeof handover.undelivered?.text === "string" ? handover.undelivered.text : undefined,
    exit: steps.find(({ type }) => type === "handoverToRingCentral")?.exit,
    outputs: outputs.flatMap(({ text: said }) => (said ? [toShown(said)] : [])),
    hasEnded: ended !== undefined,
  };
}

/** Where the platform escapes what a customer writes, the Flow repeats it so, and people read what was meant. */
function toShown(text: string): string {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
}
