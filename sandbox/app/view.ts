/** What the page shows: the whole state of the sandbox as plain data, pushed to every open page when it changes. */

export interface SandboxView {
  /** Grows with every change. */
  version: number;
  /** When this sandbox was started: another value after a reconnection means another program, whose page may differ. */
  startedAt: number;
  now: number;
  addresses: Addresses;
  numbers: Numbers;
  flow: FlowView;
  executions: ExecutionView[];
  /** HTTP between the platforms, oldest first, without bodies: those are at `/api/calls/{id}`. */
  calls: CallView[];
  /** Oldest first. */
  logs: LogView[];
  desk: DeskView;
  /** By session of the Webchat. */
  handovers: Record<string, HandoverView>;
  /** By session of the Webchat: what the customer wrote and no agent got. */
  lostMessages: Record<string, LostMessage[]>;
  messaging: MessagingView;
  faults: FaultSettings;
  clock: ClockView;
  /** Names of readings by question; what is read by default is missing. */
  readings: Record<string, string>;
  /** What a person should know: a webhook that was switched off, a port that was busy. */
  notices: string[];
}

export interface Addresses {
  page: string;
  engage: string;
  cognigy: string;
  /** For `@cognigy/socket-client`: the base URL and the URL token of the Webchat Endpoint. */
  webchat: { url: string; token: string };
}

export interface Numbers {
  /** As Cognigy counts them: sessions with an input that a Flow ran for. */
  conversations: { customers: number; work: number };
  restCalls: { lastMinute: number; limitPerMinute: number; total: number; throttled: number };
  flowExecutions: number;
  webhookDeliveries: number;
  channelSdkCalls: number;
}

// The Flow

export interface FlowView {
  name: string;
  /** Relative to the project, for the person who edits it. */
  file: string;
  /** Why the file as it is now cannot be used; the Flow that was loaded before runs on. */
  error?: string;
  loadedAt: number;
  nodes: FlowNodeView[];
}

export interface FlowNodeView {
  /** As in `StepView.nodeId`. */
  id: string;
  /** `say`, `lookup`, `if`, ..., or the type of a node of the Extension. */
  type: string;
  isExtension: boolean;
  label: string;
  /** One line: what it says, what it looks at. */
  detail: string;
  /** Secrets masked. */
  config: Record<string, unknown>;
  branches: { name: string; label: string; nodes: FlowNodeView[] }[];
}

/** Answer of `/api/node-types`: the descriptors of the loaded Extension, by type. */
export type NodeTypes = Record<string, NodeTypeView>;

export interface NodeTypeView {
  type: string;
  label: string;
  summary: string;
  fields: { key: string; label: string; description: string; type: string; defaultValue: unknown }[];
  exits: { type: string; label: string }[];
}

// Executions and traffic

export interface ExecutionView {
  id: string;
  endpoint: "webchat" | "hub";
  /** `work`: a session of the hub's own, in which Receive Engage Events delivers what agents wrote. */
  route: "bridge" | "channel" | "work";
  userId: string;
  sessionId: string;
  startedAt: number;
  /** Missing while it runs, as `ended`. */
  ms?: number;
  ended?: "completed" | "error" | "stopped";
  /** One line that says what started it. */
  trigger: string;
  /** Text and data of the input; secrets and seals masked. */
  input: Record<string, unknown>;
  steps: StepView[];
  /** The run reports a message of the customer that didn't reach the agent: why. */
  lostMessage?: string;
  /** `lost`: why it didn't reach the customer. */
  outputs: { text: string; data: unknown; lost?: string }[];
  limits: {
    apiCalls: LimitUse;
    largestArgumentBytes: LimitUse;
    /** Of the slowest node. */
    nodeMs: LimitUse;
  };
}

export interface LimitUse {
  used: number;
  limit: number;
}

export interface StepView {
  nodeId: string;
  type: string;
  label: string;
  exit?: string;
  exitLabel?: string;
  /** Why an If or a Lookup took its exit: a path or a script, and its value as JSON, unless there was none. */
  tested?: { what: string; value?: string };
  /** Of a node of the Extension: its configuration with CognigyScript resolved. Secrets masked. */
  config?: Record<string, unknown>;
  /** Missing as long as it runs. */
  ms?: number;
  error?: string;
  /** What the node wrote, by place: `input.engageQueue` for example. */
  wrote: Record<string, unknown>;
  apiCalls: { name: string; args: unknown[]; bytes: number }[];
  logs: { level: string; message: string }[];
}

/** A line of the Project's logs. */
export interface LogView {
  id: string;
  at: number;
  level: string;
  from: "Hub" | "Relay" | "Flow";
  text: string;
  code?: string;
  /** Of the code; `page` is in the project's folder and at the same path on the page's server. */
  explanation?: { meaning: string; remedy: string; page: string };
}

export interface CallView {
  id: string;
  at: number;
  from: "Extension" | "Hub" | "Relay" | "Engage";
  to: "Engage" | "Hub" | "Webchat";
  kind: "REST" | "Realtime" | "Webhook" | "Channel SDK" | "notify" | "inject";
  method: string;
  path: string;
  /** One line: the operation, the events, the action. */
  summary: string;
  /** Missing while it runs; 0 when no answer came. */
  status?: number;
  ms?: number;
  /** `duplicate`, `attempt 2`, `fault: delay`, ... */
  marks: string[];
}

/** Answer of `/api/calls/{id}`: tokens, secrets and signatures masked. */
export interface CallDetail extends CallView {
  request: { headers: Record<string, string>; body: unknown };
  response?: { body: unknown };
  failure?: string;
}

// Engage: the agent desk and its own messaging channel

export interface DeskView {
  agents: AgentView[];
  queue: QueueEntry[];
  /** The latest first, closed ones last. */
  threads: ThreadView[];
  /** Threads that are not listed, since there are too many. */
  moreThreads: number;
  categories: { id: string; name: string }[];
  teams: { id: string; name: string }[];
}

export interface AgentView {
  id: string;
  name: string;
  status: "available" | "away" | "offline";
  load: number;
  capacity: number;
  /** By names. */
  teams: string[];
}

export interface QueueEntry {
  taskId: string;
  threadId: string;
  position: number;
  customer: string;
  source: string;
  waitSeconds: number;
}

export interface ThreadView {
  id: string;
  customer: CustomerCard;
  route: "bridge" | "channel";
  source: string;
  categories: string[];
  state: "bot" | "queued" | "agent" | "deferred" | "closed";
  agentId?: string;
  taskId?: string;
  interventionId?: string;
  updatedAt: number;
  messages: DeskMessage[];
  /** Comments on the intervention: only agents see them. The bot's briefing on a channel of Engage is one. */
  notes: AgentNote[];
  /** Which categories it had, the latest last. */
  categoryHistory: { at: number; categories: string[] }[];
  /** What the customer is typing; only Engage's own messaging tells. */
  typing?: string;
}

export interface HandoverView {
  threadId: string;
  state: ThreadView["state"];
  /** When it joined the queue in which it waits: what was said of a place before is out of date. */
  waitsSince?: number;
}

export interface LostMessage {
  /** When it was reported. */
  at: number;
  text: string;
  reason: string;
}

export interface AgentNote {
  at: number;
  author: string;
  text: string;
}

export interface CustomerCard {
  name: string;
  /** Label and value, in reading order. */
  profile: [label: string, value: string][];
  contextData: [label: string, value: string][];
  customFields: [label: string, value: string][];
}

export interface DeskMessage {
  id: string;
  at: number;
  author: "customer" | "bot" | "agent" | "system";
  authorName: string;
  text: string;
  attachments: AttachmentView[];
  /** A structured message of Engage, as it was sent. */
  structured?: StructuredView;
  /** The payload of a structured reply. */
  reply?: string;
  problem?: string;
}

export interface AttachmentView {
  name: string;
  contentType: string;
  /** On the page's own origin. */
  url: string;
  bytes?: number;
}

export interface StructuredView {
  type: string;
  /** The fields as sent; ids of images are replaced by `imageUrl` on the page's own origin. */
  content: Record<string, unknown>;
}

export interface MessagingView {
  /** The customers who write on "Engage Messaging"; the page shows one at a time. */
  customers: { id: string; name: string; threadId?: string }[];
  /** Per customer id. */
  chats: Record<string, ChatMessage[]>;
  agentIsTyping: Record<string, boolean>;
  /** Per customer id: Engage's survey after an agent has closed the conversation. */
  surveys: Record<string, SurveyView>;
}

export type SurveyView = { state: "open" } | { state: "answered"; score: number };

/** A message as a customer's chat on Engage's own channel shows it. */
export interface ChatMessage {
  id: string;
  at: number;
  from: "customer" | "bot" | "agent";
  /** Agents' names are shown. */
  name: string;
  text: string;
  attachments: AttachmentView[];
  structured?: StructuredView;
  /** Why it didn't arrive. */
  problem?: string;
}

// Clock

/** `SandboxView.now` is the time of this clock. */
export interface ClockView {
  /** How far it is ahead of the machine's. */
  shiftMs: number;
  /** Of the shop's place, now. */
  utcOffsetMs: number;
  /** The time zone of the shop's time sheet, as Engage names it. */
  place: string;
  /** Round the clock, or Monday to Saturday from 9 to 18. */
  hours: "always" | "shop";
  isOpen: boolean;
  /** When the shop closes, or opens again. */
  changesAt?: number;
}

// Readings

/** Answer of `/api/questions`: what the platforms' documents leave open, and the ways it may be. */
export interface QuestionView {
  id: string;
  platform: string;
  question: string;
  /** The first one is the default. */
  readings: ReadingView[];
}

interface ReadingView {
  name: string;
  answer: string;
  effect: string;
  /** A route can't work at all, and this is how it ends. */
  outage?: string;
}

// Faults

export interface FaultSettings {
  /** What Engage's REST API and realtime endpoint do to every call. */
  engage: "none" | "slow" | "errors" | "throttling" | "resets";
  webhooksDuplicated: boolean;
  webhooksReordered: boolean;
  webhooksDelayed: boolean;
  wrongSecret: boolean;
  /** How much faster than on the platform second tries come. */
  retrySpeed: 1 | 10 | 100;
}
