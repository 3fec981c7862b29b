/** What a rehearsal has shown, as it's written into files that people pass on: no secrets, and nothing of anybody's. */
import type { Hop } from "./Hop";
import type { Observation } from "./Observations";
import type { Route } from "./Rehearsal";

export interface Played {
  route: Route;
  /** Of a script. */
  name?: string;
  hops: readonly Hop[];
}

export interface RehearsalResult {
  version: 1;
  product: string;
  startedAt: string;
  ms: number;
  /** Requests to Engage. */
  calls: number;
  isManual: boolean;
  conversations: readonly Played[];
  readings: readonly Observation[];
}

export function hasFailed({ conversations }: RehearsalResult): boolean {
  return conversations.some(({ hops }) => hops.some(({ outcome }) => outcome === "failed"));
}
