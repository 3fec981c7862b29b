/** One conversation that is rehearsed: who takes part, and how it's recognised. */
import type { Agent } from "./Agent";
import type { CallLimit } from "./CallLimit";
import type { Customer } from "./Customer";
import type { Desk } from "./Desk";
import type { Observations } from "./Observations";
import type { Ownership } from "./Ownership";
import type { Pace } from "./Pace";
import type { RehearsalClock } from "./RehearsalClock";

export type Route = "bridge" | "channel";

export interface Rehearsal {
  route: Route;
  /** `[Rehearsal 4f2a91]`: agents recognise the conversation by it. */
  mark: string;
  customer: Customer;
  agent: Agent;
  desk: Desk;
  ownership: Ownership;
  limit: CallLimit;
  observations: Observations;
  signal: AbortSignal;
  clock: RehearsalClock;
  pace: Pace;
  /** The customer is there, and nothing was said yet. */
  connect(): Promise<string>;
  /** The conversation in Engage, once it must be there. */
  findThread(withinMs: number, signal?: AbortSignal): Promise<string>;
  /** Of each expectation. */
  patienceMs: number;
}
