/** What was seen in a simulation, from outside: everything that the invariants are checked on. */
import type { FaultOutcome } from "./FaultOutcome";
import type { LinkName } from "./Link";
import type { Act, Route, SimulationPlan } from "./Plan";

/** `#c12.3.0#`: conversation, step, and which of the step's messages. In every text that people write. */
const TOKEN = /#(c\d+)\.\d+\.\d+#/g;

export function tokensIn(text: string): string[] {
  return [...new Set(text.match(TOKEN) ?? [])];
}

interface CustomerWriting {
  token: string;
  atMs: number;
  act: Act;
  /** Who had the conversation for certain when this was written; undefined while that was changing. */
  holder: "bot" | "agents" | undefined;
}

export interface AgentWriting {
  token: string;
  atMs: number;
  contentId: string;
}

export interface ExchangeRecord {
  link: LinkName;
  /** `link/conversation/number`: does not depend on other conversations. */
  name: string;
  conversation: string | undefined;
  tokens: readonly string[];
  method: string;
  url: string;
  body: string;
  outcome: FaultOutcome;
  /** One agent is one node, or one platform. */
  agent: object;
  startedMs: number;
  endedMs?: number;
  /** Undefined when there was no answer. */
  status?: number | undefined;
}

/** A handler that the platform ended, or everything that ran when the platform restarted. */
export interface Interruption {
  kind: "kill" | "restart";
  atMs: number;
  /** Undefined for all. */
  conversation: string | undefined;
  tokens: readonly string[];
  handler?: string;
  /** Of a fault that chance wanted. */
  name?: string;
}

/** A run of the Flow in a customer's own session. */
export interface FlowRun {
  atMs: number;
  text: string;
  /** `input.data.handover.status`. */
  handover: string | undefined;
  /** Text of a message that came back. */
  undelivered: string | undefined;
  /** Exit of the Handover node. */
  exit: string | undefined;
  outputs: readonly string[];
  hasEnded: boolean;
}

interface EngageContent {
  id: string;
  atMs: number;
  body: string;
  by: "customer" | "bot" | "agent";
  foreignId: string | null;
  /** Whether the thread had the Agent category, and not the Bot category, when it came. */
  withAgents: boolean;
  exportStatus: string | null;
}

export interface EndAtEngage {
  /** In the body of the webhook that announces it, which may be named after another conversation of its batch. */
  eventId: string;
  atMs: number;
  kind: "closed" | "canceled" | "givenBack";
  byBot: boolean;
  withAgents: boolean;
  /** False for a change of categories that only the next message shows, as no intervention is open. */
  isAnnounced: boolean;
}

export interface ConversationRecord {
  name: string;
  route: Route;
  customer: CustomerWriting[];
  agent: AgentWriting[];
  flowRuns: FlowRun[];
  /** All that the conversation's threads hold. */
  contents: EngageContent[];
  /** Texts that left for the customer: by the Endpoint on route bridge, as replies of the bot on route channel. */
  sent: string[];
  /** What each side has read, in order, with files and choices. */
  transcripts: { customer: string[]; agent: string[] };
  ends: EndAtEngage[];
  /** When the categories of its thread went back to the bot. */
  returns: number[];
  isWithAgents: boolean;
  steps: { atMs: number; act: Act; outcome: string }[];
}

export interface SimulationRecord {
  plan: SimulationPlan;
  conversations: readonly ConversationRecord[];
  exchanges: readonly ExchangeRecord[];
  interruptions: readonly Interruption[];
  /** Where secrets must not be: logs, results, URLs, what people read; by place. */
  texts: readonly { place: string; text: string }[];
  secrets: readonly string[];
  /** Messages that are written so close to each other are under way at the same time. */
  togetherMs: number;
  spanMs: number;
  trace: readonly string[];
  hash: string;
  /** Whether everything had come to rest. */
  isFinished: boolean;
}
