/** At most 60 requests to Engage in one rehearsal; the last ones are kept for closing what it opened. */
import type { Rest } from "../../src/engage/rest";
import type { Account } from "../engage/account";
import { failHop } from "./Hop";

export const MAX_CALLS = 60;
const KEPT_FOR_THE_END = 9;

export class CallLimit {
  private max = MAX_CALLS;
  readonly rest: Rest;

  constructor(private readonly account: Pick<Account, "rest" | "counters">) {
    this.rest = async (call) => {
      // A repeat after a refusal counts, too, and may come on top of this one.
      if (this.used >= this.max - 1) {
        throw failHop(
          `The ${MAX_CALLS} requests of a rehearsal are used up.`,
          "Run it again, with --route for one route alone. If it happens again, Engage imports messages very slowly.",
        );
      }
      return account.rest(call);
    };
  }

  get used(): number {
    return this.account.counters().calls;
  }

  /** For a conversation: what it takes to close it stays. */
  keepSome(): void {
    this.max = MAX_CALLS - KEPT_FOR_THE_END;
  }

  useAll(): void {
    this.max = MAX_CALLS;
  }
}
