/** Tells Channel SDK endpoints how long their waiting customers still wait. */
import type { EngageDomain } from "../domain/EngageDomain";
import type { Source, Task } from "../domain/records";
import { compareServed } from "../domain/routing";
import type { SdkCaller } from "./SdkCaller";
import type { SdkConduct } from "./SdkConduct";

export class SdkQueueNews {
  /** What each waiting task's customer was told last. */
  private readonly told = new Map<string, number>();
  /** News that wait to be sent, by task: where a queue moves faster than it can be told, only the latest is. */
  private readonly unsent = new Map<string, Record<string, unknown>>();
  private isDue = false;

  constructor(
    private readonly domain: EngageDomain,
    private readonly caller: SdkCaller,
    private readonly conduct: SdkConduct,
  ) {
    domain.on((event) => {
      if (event.type.startsWith("task.")) {
        this.announceSoon();
      }
    });
  }

  reset(): void {
    this.told.clear();
    this.unsent.clear();
  }

  /** To everybody who waits, whether the position changed or not. */
  announceAll(): void {
    this.told.clear();
    this.announce();
  }

  /** One action emits several events; its customers get one message. */
  private announceSoon(): void {
    if (this.isDue) {
      return;
    }
    this.isDue = true;
    const done = this.domain.work.begin();
    queueMicrotask(() => {
      this.isDue = false;
      this.announce();
      done();
    });
  }

  private announce(): void {
    const sources = this.conduct.queueUpdates ? [...this.domain.sources.values()].filter(isInterested) : [];
    if (sources.length === 0) {
      this.told.clear();
      return;
    }
    const waiting = [...this.domain.tasks.values()]
      // Nobody can take what is undelivered: it has no place in any queue.
      .filter((task) => task.completed_at === null && task.queue === "global")
      .sort(compareServed);
    for (const source of sources) {
      const own = waiting.filter((task) => this.domain.contents.get(task.content_id)?.source_id === source.id);
      this.announceOn(source, own);
    }
    const ids = new Set(waiting.map((task) => task.id));
    for (const taskId of [...this.told.keys()].filter((id) => !ids.has(id))) {
      this.told.delete(taskId);
    }
  }

  private announceOn(source: Source, waiting: readonly Task[]): void {
    for (const [index, task] of waiting.entries()) {
      const position = index + 1;
      if (this.told.get(task.id) !== position) {
        this.told.set(task.id, position);
        this.tell(source, task, position);
      }
    }
  }

  private tell(source: Source, task: Task, position: number): void {
    const isEnqueued = this.unsent.has(task.id);
    this.unsent.set(task.id, {
      // Seconds.
      estimated_wait_time: position * this.conduct.secondsPerPosition,
      position,
      thread_id: this.domain.threads.get(task.thread_id)?.foreign_id ?? null,
      in_reply_to_id: this.domain.contents.get(task.content_id)?.foreign_id ?? null,
    });
    if (isEnqueued) {
      return;
    }
    this.caller.enqueue(source, async () => {
      const params = this.unsent.get(task.id);
      this.unsent.delete(task.id);
      if (isInterested(source)) {
        await this.caller.call(source, "messaging.queuing_update", params);
      }
    });
  }
}

/** The option must be declared, and the source must be in a channel group that is routed. */
function isInterested(source: Source): boolean {
  return (
    Boolean(source.sdk?.baseUri) &&
    source.status !== "error" &&
    source.channel_id !== null &&
    (source.sdk?.implementation.options.includes("messaging.queuing_update") ?? false)
  );
}
