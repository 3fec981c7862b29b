/** At most 60 requests to Engage in one rehearsal: what closing a conversation takes stays, and what its next hops take. */
import type { Rest } from "../../src/engage/rest";
import type { Account } from "../engage/account";
import { failHop } from "./Hop";

export const MAX_CALLS = 60;
const KEPT_FOR_THE_END = 9;
/** What a conversation on another route needs at least, with a look for each expectation. */
const KEPT_FOR_THE_NEXT = 24;

export class CallLimit {
  private kept = 0;
  private neededLater = 0;
  readonly rest: Rest;

  constructor(private readonly account: Pick<Account, "rest" | "counters" | "beforeEachRequest">) {
    this.rest = account.rest;
    // A repeat after a refusal counts, too.
    account.beforeEachRequest(() => {
      if (this.left <= 0) {
        throw failHop(
          `The ${MAX_CALLS} requests of a rehearsal are used up.`,
          "Run it again, with --route for one route alone. If it happens again, Engage imports messages very slowly.",
        );
      }
    });
  }

  get used(): number {
    return this.account.counters().calls;
  }

  /** For this conversation, until it is closed. */
  get left(): number {
    return MAX_CALLS - this.kept - this.used;
  }

  /** Beyond what later hops need. */
  get spare(): number {
    return this.left - this.neededLater;
  }

  /** A conversation begins. `followers`: how many come after it. */
  keepSome(followers: number): void {
    this.kept = KEPT_FOR_THE_END + followers * KEPT_FOR_THE_NEXT;
    this.neededLater = 0;
  }

  /** The hops that follow the present one need so many. */
  keepForLater(calls: number): void {
    this.neededLater = calls;
  }

  /** The conversation is closed now, whatever that takes. */
  useAll(): void {
    this.kept = 0;
    this.neededLater = 0;
  }

  /** How often one expectation may look; `afterwards`: what its hop needs when it's met. Another one wants its share, too. */
  looks(afterwards = 0): number {
    return Math.max(1, Math.ceil((this.spare - afterwards) / 2));
  }
}
