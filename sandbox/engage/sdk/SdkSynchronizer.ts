/** Asks Channel SDK endpoints what they implement, and polls them: info, lists, then what is still to be pushed. */
import { z } from "zod";
import type { EngageDomain } from "../domain/EngageDomain";
import type { Source } from "../domain/records";
import { RealtimeError } from "../realtime/RealtimeError";
import type { SdkInbox } from "../realtime/SdkInbox";
import type { SdkCaller } from "./SdkCaller";
import type { SdkOutbox } from "./SdkOutbox";

const implementation = z.object({
  objects: z.record(z.string(), z.array(z.string())),
  options: z.array(z.string()).nullish(),
});

const LISTED = ["threads", "messages"] as const;

export class SdkSynchronizer {
  constructor(
    private readonly domain: EngageDomain,
    private readonly caller: SdkCaller,
    private readonly outbox: SdkOutbox,
    private readonly inbox: SdkInbox,
  ) {}

  /** What saving the source sets off. */
  sourceSaved(source: Source): void {
    if (source.sdk?.baseUri) {
      this.caller.enqueue(source, async () => {
        await this.readImplementation(source);
      });
    }
  }

  /** One run of the poll that the platform makes about every minute. */
  poll(source: Source): void {
    this.caller.enqueue(source, async () => {
      if (!(await this.readImplementation(source))) {
        return;
      }
      for (const resource of LISTED) {
        if (source.sdk?.implementation.objects[resource]?.includes("list") && !(await this.list(source, resource))) {
          return;
        }
      }
      this.outbox.pushPending(source);
    });
  }

  /** The answer is the declaration; a wrong one stops everything else. */
  private async readImplementation(source: Source): Promise<boolean> {
    const call = await this.caller.call(source, "implementation.info");
    const declared = implementation.safeParse(call.responseBody);
    if (call.failure !== undefined || !declared.success || source.sdk === null) {
      return stop(source, call.failure ?? "The answer to implementation.info is not {objects, options}");
    }
    source.sdk.implementation = { objects: declared.data.objects, options: declared.data.options ?? [] };
    source.status = "ok";
    source.error_message = null;
    return true;
  }

  private async list(source: Source, resource: (typeof LISTED)[number]): Promise<boolean> {
    const sinceId = this.newestId(source, resource);
    const call = await this.caller.call(source, `${resource}.list`, sinceId === undefined ? {} : { since_id: sinceId });
    if (call.failure !== undefined || !Array.isArray(call.responseBody)) {
      return stop(source, call.failure ?? `The answer to ${resource}.list is not a list`);
    }
    // The newest comes first.
    for (const item of [...call.responseBody].reverse()) {
      this.import(source, resource, item);
    }
    return true;
  }

  /** Objects that miss a required field are silently ignored when they were polled. */
  private import(source: Source, resource: (typeof LISTED)[number], item: unknown): void {
    try {
      if (resource === "threads") {
        this.inbox.createThread(source, item);
      } else {
        this.inbox.createMessage(source, item);
      }
    } catch (error) {
      if (!(error instanceof RealtimeError)) {
        throw error;
      }
    }
  }

  /** The endpoint's own id of what was imported last; absent on the first run. */
  private newestId(source: Source, resource: (typeof LISTED)[number]): string | undefined {
    const newest =
      resource === "threads"
        ? [...this.domain.threads.values()].filter((thread) => thread.source_id === source.id).at(-1)
        : [...this.domain.contents.values()]
            .filter((content) => content.source_id === source.id && content.created_from === "synchronizer")
            .at(-1);
    return newest?.foreign_id ?? undefined;
  }
}

function stop(source: Source, message: string): false {
  source.status = "error";
  source.error_message = message;
  return false;
}
