/** What hops and scripts wait for. Each gives what it found, or nothing when the time is over. */
import type { DeskContent } from "./Desk";
import type { Line } from "./Line";
import type { Rehearsal } from "./Rehearsal";
import { waitFor } from "./waitFor";

/** The customer sees a line. */
export function hear(
  { customer, signal, clock, limit }: Rehearsal,
  isWanted: (line: Line) => boolean,
  withinMs: number,
): Promise<Line | undefined> {
  const beganMs = clock.now();
  return waitFor(
    async () => {
      await customer.listen();
      const line = customer.heard.find(isWanted);
      if (line !== undefined) {
        customer.heard.take(line);
        customer.pace.learn(clock.now() - beganMs);
      }
      return line;
    },
    {
      withinMs,
      signal,
      clock,
      firstMs: customer.pace.firstMs,
      delaysMs: customer.pace.delaysMs,
      ...(customer.calls.toListen > 0 && { looks: limit.looks() }),
    },
  );
}

/** The desk has a message of the customer. */
export function readAtDesk(
  { desk, signal, clock, pace, limit }: Rehearsal,
  isWanted: (content: DeskContent) => boolean,
  withinMs: number,
): Promise<DeskContent | undefined> {
  // What was read last may have it.
  const known = desk.takeFromCustomer(isWanted);
  if (known !== undefined) {
    return Promise.resolve(known);
  }
  const beganMs = clock.now();
  return waitFor(
    async () => {
      await desk.readContents();
      const found = desk.takeFromCustomer(isWanted);
      if (found !== undefined) {
        pace.learn(clock.now() - beganMs);
      }
      return found;
    },
    { withinMs, signal, clock, firstMs: pace.firstMs, delaysMs: pace.delaysMs, looks: limit.looks() },
  );
}

/** The conversation has other categories. */
export function waitForCategories(
  { desk, signal, clock, pace, limit }: Rehearsal,
  isWanted: (categoryIds: readonly string[]) => boolean,
  withinMs: number,
): Promise<readonly string[] | undefined> {
  return waitFor(
    async () => {
      const { thread_category_ids } = await desk.readThread();
      return isWanted(thread_category_ids) ? thread_category_ids : undefined;
    },
    { withinMs, signal, clock, delaysMs: pace.delaysMs, looks: limit.looks() },
  );
}

export type Stage = "bot" | "queue" | "active" | "completed";

/** How far the handover is. On channels of Engage the bot has interventions, too, so only the agent's counts. */
export async function readStage({ desk, agent }: Rehearsal): Promise<Stage> {
  if (agent.interventionId !== undefined) {
    const own = (await desk.readInterventions()).find(({ id }) => id === agent.interventionId);
    return own === undefined || own.closed ? "completed" : "active";
  }
  const { thread_category_ids } = await desk.readThread();
  return thread_category_ids.includes(desk.categories.agent) ? "queue" : "bot";
}
