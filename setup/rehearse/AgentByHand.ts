/** A person at the desk (`--manual`): is asked for each step, and watched in Engage. */
import type { Report } from "../report";
import type { Agent } from "./Agent";
import type { CallLimit } from "./CallLimit";
import type { Customer, PlayedFile } from "./Customer";
import type { Desk } from "./Desk";
import { failHop, skipHop } from "./Hop";
import type { Line } from "./Line";
import type { Ownership } from "./Ownership";
import type { RehearsalClock } from "./RehearsalClock";
import { PERSON_DELAYS_MS, waitFor } from "./waitFor";

const PERSON_MS = 5 * 60_000;

export interface HandSurroundings {
  report: Report;
  desk: Desk;
  customer: () => Customer;
  /** By which the person finds the conversation. */
  mark: string;
  userId: string | undefined;
  ownership: Ownership;
  signal: AbortSignal;
  clock: RehearsalClock;
  limit: CallLimit;
}

export class AgentByHand implements Agent {
  interventionId: string | undefined;
  openedId: string | undefined;
  private isClosed = false;

  constructor(private readonly around: HandSurroundings) {}

  /** If the person is the token's user, all that is written between taking and closing is the person's. */
  wrote(_contentId: string, creatorId: string | null): boolean {
    const isOthers = creatorId !== null && creatorId !== this.around.userId;
    return isOthers || (this.around.userId === undefined && this.interventionId !== undefined && !this.isClosed);
  }

  async takes(): Promise<string> {
    const { desk, mark, userId, ownership } = this.around;
    const open = (await desk.readInterventions()).filter(({ closed }) => !closed);
    const before = new Map(open.map((one) => [one.id, one]));
    this.ask(`take the conversation that begins with ${mark}, and answer it with a greeting`);
    const taken = await this.watch(async () =>
      (await desk.readInterventions()).find(
        ({ id, closed, user_id }) => !closed && (!before.has(id) || user_id !== userId),
      ),
    );
    this.interventionId = taken.id;
    const earlier = before.get(taken.id);
    if (earlier === undefined || ownership.isSince(earlier) || ownership.isOwn(earlier)) {
      this.openedId = taken.id;
    }
    return `intervention ${taken.id} is open`;
  }

  async says(): Promise<string> {
    this.ask("write something to the customer, if you haven't yet");
    return this.waitForLine(() => true);
  }

  async sendsFile(_file: PlayedFile): Promise<string> {
    this.ask("send the customer a file");
    return this.waitForLine(({ files }) => files.length > 0);
  }

  async sendsStructured(): Promise<string> {
    throw skipHop("a person at the desk sends no structured message");
  }

  async notes(): Promise<string> {
    throw skipHop("left to the person at the desk");
  }

  async closes(): Promise<string> {
    this.ask("close the conversation");
    const { desk } = this.around;
    await this.watch(async () => {
      const own = (await desk.readInterventions()).find(({ id }) => id === this.interventionId);
      return own === undefined || own.closed ? true : undefined;
    });
    this.isClosed = true;
    return `intervention ${this.interventionId} is closed`;
  }

  private ask(what: string): void {
    this.around.report.note(`As the agent, within 5 minutes: ${what}.`);
  }

  private async waitForLine(isWanted: (line: Line) => boolean): Promise<string> {
    const customer = this.around.customer();
    await this.watch(async () => {
      await customer.listen();
      // Looked at, not taken: the next hop is that the customer reads it.
      return customer.heard.lines.find((line) => line.from === "agent" && isWanted(line));
    });
    return "the agent has written";
  }

  private async watch<T>(look: () => Promise<T | undefined>): Promise<T> {
    const { signal, clock, limit } = this.around;
    const found = await waitFor(look, {
      withinMs: PERSON_MS,
      delaysMs: PERSON_DELAYS_MS,
      signal,
      clock,
      looks: limit.looks(),
    });
    if (found === undefined) {
      throw failHop("Nobody did it within 5 minutes.", "Run the rehearsal again when somebody is at the desk.");
    }
    return found;
  }
}
