/** What hops and scripts wait for. Each gives what it found, or nothing when the time is over. */
import type { DeskContent } from "./Desk";
import type { Line } from "./Line";
import type { Rehearsal } from "./Rehearsal";
import { waitFor } from "./waitFor";

/** The customer sees a line. */
export function hear(
  { customer, signal }: Rehearsal,
  isWanted: (line: Line) => boolean,
  withinMs: number,
): Promise<Line | undefined> {
  const beganMs = Date.now();
  return waitFor(
    async () => {
      await customer.listen();
      const line = customer.heard.find(isWanted);
      if (line !== undefined) {
        customer.heard.take(line);
        customer.pace.learn(Date.now() - beganMs);
      }
      return line;
    },
    { withinMs, signal, firstMs: customer.pace.firstMs, delaysMs: customer.pace.delaysMs },
  );
}

/** The desk has a message of the customer. */
export function readAtDesk(
  { desk, signal, pace }: Rehearsal,
  isWanted: (content: DeskContent) => boolean,
  withinMs: number,
): Promise<DeskContent | undefined> {
  // What was read last may have it.
  const known = desk.takeFromCustomer(isWanted);
  if (known !== undefined) {
    return Promise.resolve(known);
  }
  const beganMs = Date.now();
  return waitFor(
    async () => {
      await desk.readContents();
      const found = desk.takeFromCustomer(isWanted);
      if (found !== undefined) {
        pace.learn(Date.now() - beganMs);
      }
      return found;
    },
    { withinMs, signal, firstMs: pace.firstMs, delaysMs: pace.delaysMs },
  );
}

/** The conversation has other categories. */
export function waitForCategories(
  { desk, signal, pace }: Rehearsal,
  isWanted: (categoryIds: readonly string[]) => boolean,
  withinMs: number,
): Promise<readonly string[] | undefined> {
  return waitFor(
    async () => {
      const { thread_category_ids } = await desk.readThread();
      return isWanted(thread_category_ids) ? thread_category_ids : undefined;
    },
    { withinMs, signal, delaysMs: pace.delaysMs },
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
