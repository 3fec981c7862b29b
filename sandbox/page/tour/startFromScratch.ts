/** The tour starts from scratch: with nothing that could keep its steps from happening. */
import { signal } from "@preact/signals";
import { resetEverything } from "../bar/resetEverything";
import { webchat } from "../customer/webchat";
import { startAnew } from "../readings/startAnew";
import { sandboxView } from "../viewStream";
import { listTourChanges } from "./listTourChanges";
import { pageTour } from "./pageTour";

/** What the tour would delete or change, while the person is asked; empty: nothing is asked. */
export const tourQuestion = signal<readonly string[]>([]);

/** Asks first, if there is something to lose. */
export function askForTour(): void {
  const view = sandboxView.peek();
  const changes = view === undefined ? [] : listTourChanges(view, webchat.peek().entries.length > 0);
  if (changes.length === 0) {
    pageTour.start();
  } else {
    tourQuestion.value = changes;
  }
}

export function cancelTour(): void {
  tourQuestion.value = [];
}

export async function startTourFromScratch(): Promise<void> {
  tourQuestion.value = [];
  // Other platforms know nothing of the old ones' conversations, faults and clock.
  const isUsual = Object.keys(sandboxView.peek()?.readings ?? {}).length === 0;
  if (isUsual ? await resetEverything() : await startAnew({})) {
    pageTour.start();
  }
}
