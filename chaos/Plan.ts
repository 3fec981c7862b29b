/** What happens in a simulation, as far as people and machines decide it: a value that can be kept, cut down and replayed. */
import type { Readings } from "../sandbox/readings";

export type Route = "channel" | "bridge";

export type Act =
  | "write"
  | "burst"
  | "repeat"
  | "askForAgent"
  | "leave"
  | "comeBack"
  | "cancel"
  | "take"
  | "answer"
  | "answers"
  | "defer"
  | "transfer"
  | "close"
  | "reopen"
  | "recategorise"
  | "giveBack"
  | AccountAct
  | RichAct;

/** What happens to the account as a whole. */
export type AccountAct = "everybodyLeaves" | "somebodyIsBack" | "tokenExpires" | "tokenIsRenewed" | "useUpRequests";

/** What is more than plain words. */
type RichAct =
  | "writeMarkup"
  | "sendFile"
  | "shareLocation"
  | "askForChoices"
  | "choose"
  | "sayGoodbye"
  | "answerMarkup"
  | "answerFile"
  | "answerChoices";

export interface Step {
  /** Of its conversation; part of the texts, so it stays when other steps go. */
  id: number;
  atMs: number;
  act: Act;
}

export interface ConversationPlan {
  /** `c12`: in every text of the conversation. */
  name: string;
  route: Route;
  steps: readonly Step[];
}

/** How the platforms and the links between them behave. */
export interface Conditions {
  /** Share of the requests that something happens to. */
  faultRate: number;
  /** Share of the handler calls that the platform ends after 5 s. */
  killRate: number;
  requestsPerMinute: number;
  retryAfterSeconds: number | undefined;
  webhookBatch: number;
  webhookReorder: boolean;
  webhookConcurrency: number;
  sendEvents: boolean;
}

export interface Restart {
  atMs: number;
  downMs: number;
}

export interface SimulationPlan {
  seed: string;
  conversations: readonly ConversationPlan[];
  conditions: Conditions;
  restarts: readonly Restart[];
  /** How the open questions about the platforms are answered. */
  readings: Readings;
  /** Names of the faults that may happen; without it all that chance wants. */
  onlyFaults?: readonly string[];
}
