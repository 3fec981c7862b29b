/** A point at which the platforms' documents are silent or contradict each other, with every way it may be. */
import type { CognigyOptions } from "../cognigy/CognigyOptions";
import type { EndpointDefinition } from "../cognigy/endpoint/EndpointDefinition";
import type { EngageOptions } from "../engage/EngageOptions";

/** What is set on the stand-ins, and in the hub's CONFIG where an account like this one needs another setting. */
export interface StandInOptions {
  engage?: EngageOptions;
  cognigy?: Omit<CognigyOptions, "extension">;
  /** The Webhook Endpoint that Engage calls. */
  hub?: Pick<EndpointDefinition, "rawBody" | "apiKey">;
  hubConfig?: Record<string, unknown>;
}

export interface Reading {
  name: string;
  /** What the platform does, as a sentence. */
  platform: string;
  options: StandInOptions;
  /** What you and your customers notice of it. */
  effect: string;
  /** A route can't work at all, and this is how it ends. */
  outage?: string;
}

export interface Question {
  id: string;
  platform: "Cognigy.AI" | "Engage";
  question: string;
  /** Sections of our notes on the platforms' documents. */
  source: string;
  /** The first one is the most likely, and what the stand-ins do by default. */
  readings: readonly [Reading, Reading, ...Reading[]];
  findOut: string;
}

/** The effect of most readings: the product's promises hold, and nobody sees a difference. */
export const NONE = "Nothing changes.";
