/**
 * What of a conversation is the rehearsal's. On channels of Engage it may be older than the rehearsal, and a real agent may
 * have it: what can't be known to be the rehearsal's is left alone.
 */
import type { Intervention } from "../../src/engage/resources/interventions";
import { ifAllowed } from "../engage/account";
import type { Desk } from "./Desk";
import type { TokenOwner } from "./readTokenOwner";

type Owned = Pick<Intervention, "id" | "user_id" | "created_at">;

export class Ownership {
  /** Interventions that were open before the customer wrote. */
  private before: ReadonlySet<string> | undefined;

  constructor(
    private readonly desk: Desk,
    private readonly owner: TokenOwner,
  ) {}

  /** Before anything is said. A user for the bot alone has no interventions that an agent works on. */
  async noteOpen(): Promise<void> {
    if (this.owner.id !== undefined && this.owner.mayServe) {
      this.before = await ifAllowed(this.desk.listOpenOf(this.owner.id));
    }
  }

  /** Whether the rehearsal may end it. */
  isOwn(intervention: Owned): boolean {
    if (this.desk.needPlace().isNew) {
      return true;
    }
    return !this.isOthers(intervention) && (this.isSince(intervention) || this.wasClosed(intervention));
  }

  /** Whether the token's user may answer in it: also in a new conversation a real agent may have taken it. */
  isAnswerable(intervention: Owned): boolean {
    return this.isOwn(intervention) && !this.isOthers(intervention);
  }

  isSince({ created_at }: Pick<Owned, "created_at">): boolean {
    const { since, isNew } = this.desk.needPlace();
    return isNew || Date.parse(created_at ?? "") >= Date.parse(since ?? "");
  }

  /** Whether the agents' category came with the rehearsal's handover. */
  get isHandoverOwn(): boolean {
    const { isNew, hadAgents } = this.desk.needPlace();
    return isNew || !hadAgents;
  }

  private isOthers({ user_id }: Owned): boolean {
    return user_id !== null && this.owner.id !== undefined && user_id !== this.owner.id;
  }

  /** Engage reopens an old one rather than opening a second, for the bot as for the agent. */
  private wasClosed({ id, user_id }: Owned): boolean {
    const isTokens = user_id !== null && user_id === this.owner.id;
    return isTokens && (!this.owner.mayServe || this.before?.has(id) === false);
  }
}
