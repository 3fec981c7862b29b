/** Collects the events for one webhook and hands them over in batches, shuffled where that is wanted. */

import { type Random, shuffle } from "../../createRandom";
import type { WorkTracker } from "../domain/WorkTracker";
import type { WebhookConduct } from "./WebhookConduct";
import type { WebhookEvent } from "./WebhookEvent";

export interface PostboxOptions {
  conduct: WebhookConduct;
  random: Random;
  work: WorkTracker;
  send: (events: WebhookEvent[]) => void;
}

export class Postbox {
  private collected: WebhookEvent[] = [];
  private timer: NodeJS.Timeout | undefined;
  private done: () => void = () => {};
  private isHeld = false;

  constructor(private readonly options: PostboxOptions) {}

  put(event: WebhookEvent): void {
    if (this.collected.length === 0) {
      this.done = this.options.work.begin();
    }
    this.collected.push(event);
    if (!this.isHeld) {
      this.emptyInTime();
    }
  }

  /** While the endpoint proves itself, its events wait. */
  hold(): void {
    this.isHeld = true;
    clearTimeout(this.timer);
  }

  release(): void {
    this.isHeld = false;
    this.empty();
  }

  discard(): void {
    clearTimeout(this.timer);
    this.collected = [];
    this.isHeld = false;
    this.done();
  }

  private emptyInTime(): void {
    const { batchSize, batchWindowMs, reorder } = this.options.conduct;
    if (!reorder && this.collected.length >= batchSize && (batchSize > 1 || batchWindowMs <= 0)) {
      this.empty();
    } else if (this.collected.length === 1) {
      // Without a window still what happens in one turn comes together.
      this.timer = setTimeout(() => this.empty(), batchWindowMs);
      this.timer.unref();
    }
  }

  private empty(): void {
    clearTimeout(this.timer);
    const { conduct, random, send } = this.options;
    const events = conduct.reorder ? shuffle(this.collected, random) : this.collected;
    this.collected = [];
    const size = Math.max(1, conduct.batchSize);
    for (let start = 0; start < events.length; start += size) {
      send(events.slice(start, start + size));
    }
    this.done();
  }
}
