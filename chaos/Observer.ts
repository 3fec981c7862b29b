/** Sits on the links and in the account, and notes what happens under the name of the conversation that it is about. */
import { createHash } from "node:crypto";
import type { EngageStandIn } from "../sandbox/engage/startEngage";
import { decideFaultOutcome } from "./decideFaultOutcome";
import { describeContent } from "./describeMessages";
import type { FaultOutcome } from "./FaultOutcome";
import { linkOf } from "./Link";
import type { SimulationPlan } from "./Plan";
import { type ConversationRecord, type EndAtEngage, type ExchangeRecord, type Interruption, tokensIn } from "./Records";
import { draw } from "./random";

export interface SeenRequest {
  agent: object;
  method: string;
  url: string;
  body: string;
}

/** Overrides what the plan wants for a request; tests break promises with it. */
export type InjectFault = (exchange: ExchangeRecord) => FaultOutcome | undefined;

const IDS = /[\w-]{20,}/g;
const HANDLER_MS = 5_000;
const STORAGE_MS = 4;

export class Observer {
  readonly exchanges: ExchangeRecord[] = [];
  readonly interruptions: Interruption[] = [];
  readonly trace: string[] = [];
  readonly conversations = new Map<string, ConversationRecord>();
  /** While a customer or an agent acts: the API access token may be an agent's. */
  isPersonActing = false;
  private readonly hash = createHash("sha256");
  private readonly ids = new Map<string, string>();
  private readonly nodes = new WeakMap<object, string>();
  private readonly counts = new Map<string, number>();
  private readonly startMs: number;

  constructor(
    readonly plan: SimulationPlan,
    readonly now: () => number,
    private readonly injectFault: InjectFault = () => undefined,
  ) {
    this.startMs = now();
    for (const { name, route } of plan.conversations) {
      const lists = { customer: [], agent: [], flowRuns: [], contents: [], sent: [], ends: [], returns: [], steps: [] };
      const transcripts = { customer: [], agent: [] };
      this.conversations.set(name, { name, route, ...lists, transcripts, isWithAgents: false });
    }
  }

  digest(): string {
    return this.hash.copy().digest("hex");
  }

  note(conversation: string | undefined, what: string): void {
    const line = `${((this.now() - this.startMs) / 1000).toFixed(3).padStart(10)} ${conversation ?? "-"} ${what}`;
    this.trace.push(line);
    this.hash.update(`${line}\n`);
  }

  /** What becomes of a request, and a function that takes its end. */
  decide(
    to: "cognigy" | "engage",
    { agent, method, url, body }: SeenRequest,
  ): { outcome: FaultOutcome; latencyMs: number; onEnd: (status: number | undefined) => void } {
    const link = linkOf(to, { method, url, body });
    const tokens = tokensOf(body);
    const conversation = this.conversationOf(`${url} ${body}`) ?? this.nodes.get(agent);
    // A node's agent serves one conversation; those of the platforms always name it.
    if (conversation !== undefined && link !== "webhook" && link !== "sdk") {
      this.nodes.set(agent, conversation);
    }
    const name = this.nextName(`${link}/${conversation ?? "-"}`);
    const decided = decideFaultOutcome(this.plan, link, name);
    const about = { link, name, conversation, tokens, method, url, body, agent, startedMs: this.now() };
    const exchange: ExchangeRecord = { ...about, outcome: decided.outcome };
    exchange.outcome = this.injectFault(exchange) ?? decided.outcome;
    this.exchanges.push(exchange);
    const [path = ""] = url.split("?");
    const shown = path.length > 60 ? path.slice(0, 12) : path;
    const fault = exchange.outcome.kind === "pass" ? "" : ` FAULT ${JSON.stringify(exchange.outcome)}`;
    this.note(conversation, `${name} ${method} ${shown} ${describe(body)}${tokens.join()}${fault}`);
    return {
      outcome: exchange.outcome,
      latencyMs: decided.latencyMs,
      onEnd: (status) => {
        exchange.endedMs = this.now();
        exchange.status = asSeen(exchange.outcome, status);
        this.note(conversation, `${name} -> ${exchange.status ?? "no answer"}`);
      },
    };
  }

  /** How long a handler waits for each thing that the platform gives it. */
  pauseOf(call: string): (entry: number) => number {
    const conversation = this.conversationOf(call);
    const handler = /"handler":"(\w+)"/.exec(call)?.[1] ?? "";
    const name = this.nextName(`handler/${handler}/${conversation ?? "-"}`);
    const { seed, conditions, onlyFaults } = this.plan;
    // A failed handshake leaves the webhook off: the set-up assistant sees that and repeats it, which nobody does here.
    const isKilled =
      !call.includes("hub.challenge") &&
      draw(seed, "kill", name) < conditions.killRate &&
      (onlyFaults === undefined || onlyFaults.includes(name));
    const killedAt = isKilled ? Math.floor(draw(seed, "killedAt", name) * 4) : -1;
    const startedMs = this.now();
    return (entry) => {
      if (entry !== killedAt) {
        return Math.floor(draw(seed, "pause", name, entry) * STORAGE_MS);
      }
      const tokens = tokensOf(call);
      this.interruptions.push({ kind: "kill", atMs: startedMs + HANDLER_MS, conversation, tokens, handler, name });
      this.note(conversation, `${name} is going to be KILLED at its entry ${entry} ${tokens.join()}`);
      return HANDLER_MS + 1_000;
    };
  }

  /** Learns which ids belong to which conversation, and what Engage holds. */
  watch({ domain, seed }: EngageStandIn): void {
    const isBot = (userId: string | null | undefined) =>
      !this.isPersonActing && userId === domain.tokens.get(seed.tokens.bot);
    const isWithAgents = (threadId: string) => {
      const ids = domain.threads.get(threadId)?.thread_category_ids ?? [];
      return ids.includes(seed.categories.agent.id) && !ids.includes(seed.categories.bot.id);
    };
    const isWithBot = (threadId: string) =>
      domain.threads.get(threadId)?.thread_category_ids.includes(seed.categories.bot.id) ?? false;
    domain.on((event) => {
      const threadId = String(event.metadata.thread_id ?? "");
      const content = event.type.startsWith("content.") ? domain.contents.get(event.resourceId) : undefined;
      const author = content && domain.identities.get(content.author_id)?.foreign_id;
      const name = /-(c\d+)$/.exec(author ?? "")?.[1] ?? this.ids.get(threadId);
      const record = name === undefined ? undefined : this.conversations.get(name);
      if (name === undefined || record === undefined) {
        return;
      }
      const note = ({ id, userId }: typeof event, end: Pick<EndAtEngage, "kind" | "withAgents" | "isAnnounced">) =>
        record.ends.push({ eventId: id, atMs: this.now(), byBot: isBot(userId), ...end });
      const thread = domain.threads.get(threadId);
      for (const id of [threadId, event.resourceId, content?.foreign_id, thread?.foreign_id]) {
        if (id) {
          this.ids.set(id, name);
        }
      }
      this.note(name, `Engage: ${event.type}${event.userId ? ` by ${event.userId.slice(-4)}` : ""}`);
      if (content && (event.type === "content.imported" || event.type === "content.replied")) {
        const by = content.creator_id === null ? "customer" : isBot(content.creator_id) ? "bot" : "agent";
        const { id, body, foreign_id: foreignId } = content;
        const withAgents = isWithAgents(threadId);
        record.contents.push({ id, atMs: this.now(), body, by, foreignId, withAgents, exportStatus: null });
        const shown = describeContent(domain, content);
        record.transcripts.agent.push(`${by}: ${shown}`);
        if (by !== "customer" && record.route === "channel") {
          record.transcripts.customer.push(shown);
        }
      }
      if (content && event.type === "content.exported") {
        const known = record.contents.find(({ id }) => id === content.id);
        if (known) {
          known.exportStatus = content.synchronization_status;
        }
      }
      if (event.type === "intervention.closed" || event.type === "intervention.canceled") {
        const kind = event.type === "intervention.closed" ? "closed" : "canceled";
        note(event, { kind, withAgents: isWithAgents(threadId), isAnnounced: true });
      }
      const isGivenBack = record.isWithAgents && isWithBot(threadId) && !isBot(event.userId);
      if (event.type === "intervention.recategorized" && isGivenBack) {
        note(event, { kind: "givenBack", withAgents: true, isAnnounced: true });
      }
      if (event.type === "content_thread.recategorized") {
        const isAnnounced = record.ends.some(({ kind, atMs }) => kind === "givenBack" && atMs === this.now());
        if (isGivenBack && !isAnnounced) {
          note(event, { kind: "givenBack", withAgents: true, isAnnounced });
        }
        record.isWithAgents = isWithAgents(threadId);
        if (!record.isWithAgents) {
          record.returns.push(this.now());
        }
      }
    });
  }

  private conversationOf(text: string): string | undefined {
    const named = /#(c\d+)\.|(?:user|session|visitor)-(c\d+)/.exec(text);
    if (named) {
      return named[1] ?? named[2];
    }
    for (const [id] of text.matchAll(IDS)) {
      const known = this.ids.get(id);
      if (known !== undefined) {
        return known;
      }
    }
    return undefined;
  }

  private nextName(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}/${count}`;
  }
}

/** By the caller: the server may have answered all the same. */
function asSeen(outcome: FaultOutcome, status: number | undefined): number | undefined {
  if (outcome.kind === "spoilt") {
    return outcome.status;
  }
  return outcome.kind === "cut" || outcome.kind === "mute" ? undefined : status;
}

/** A webhook also repeats the thread's title, which is its first message. */
function tokensOf(body: string): string[] {
  return tokensIn(body.replace(/"thread_title":"[^"]*"/g, ""));
}

/** The kinds of what a body brings, for the trace. */
function describe(body: string): string {
  const kinds = [...body.matchAll(/"(?:type|action|status)":"([a-z_]+\.?[a-z_]*)"/g)].map(([, kind]) => kind);
  return kinds.length === 0 ? "" : `${[...new Set(kinds)].slice(0, 6).join(",")} `;
}
