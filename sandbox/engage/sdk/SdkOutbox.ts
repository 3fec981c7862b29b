/** Pushes what Engage's side wrote to the Channel SDK endpoint: three tries, then the export has failed. */
import { type Exporter, exportToNowhere } from "../domain/DomainState";
import type { EngageDomain } from "../domain/EngageDomain";
import type { Content, Source } from "../domain/records";
import { settleExport } from "../domain/writeContent";
import type { RetryQueue } from "../outbound/RetryQueue";
import type { SdkCaller } from "./SdkCaller";
import type { SdkConduct } from "./SdkConduct";
import { toSdkMessage } from "./toSdkMessage";

const MAXIMUM_TRIES = 3;

interface Push {
  source: Source;
  content: Content;
  tries: number;
}

export class SdkOutbox {
  private readonly underWay = new Set<Content>();

  constructor(
    private readonly domain: EngageDomain,
    private readonly caller: SdkCaller,
    private readonly retries: RetryQueue,
    private readonly conduct: SdkConduct,
    private readonly options: { retryMs: number; origin: string },
  ) {}

  /** Only sources with a base URI are called; all others export to nowhere. */
  readonly export: Exporter = async (content) => {
    const source = this.domain.sources.get(content.source_id);
    if (!source?.sdk?.baseUri) {
      return exportToNowhere(content);
    }
    this.push({ source, content, tries: 0 });
    return { pending: true };
  };

  /** The last step of a synchronisation: whatever is still pending. */
  pushPending(source: Source): void {
    this.retries.flush(source.id);
    for (const content of this.domain.contents.values()) {
      const isPending = content.synchronization_status === "export_pending" && !content.approval_required;
      if (isPending && content.source_id === source.id && !this.underWay.has(content)) {
        this.push({ source, content, tries: 0 });
      }
    }
  }

  reset(): void {
    this.underWay.clear();
  }

  private push(push: Push): void {
    this.underWay.add(push.content);
    this.caller.enqueue(push.source, () => this.tryOnce(push));
  }

  private async tryOnce(push: Push): Promise<void> {
    const { source, content } = push;
    if (source.status === "error" || !source.sdk?.baseUri) {
      // A wrong `implementation.info` stops everything; the next good synchronisation takes this up.
      this.underWay.delete(content);
      return;
    }
    if (!source.sdk.implementation.objects.messages?.includes("create")) {
      this.settle(push, { error: "The source does not declare messages.create", status: "export_aborted" });
      return;
    }
    push.tries += 1;
    const call = await this.create(push);
    const foreignId = call.failure === undefined ? readId(call.responseBody) : undefined;
    if (foreignId !== undefined) {
      await this.succeed(push, foreignId);
    } else if (call.isFatal) {
      this.settle(push, { error: call.failure ?? "", status: "export_aborted" });
    } else if (this.conduct.createTries === "three" && push.tries >= MAXIMUM_TRIES) {
      this.settle(push, { error: call.failure ?? "The answer has no id" });
    } else {
      this.retries.add(source.id, this.options.retryMs, () => this.push(push));
    }
  }

  private async succeed(push: Push, foreignId: string): Promise<void> {
    if (this.conduct.createsTwice) {
      push.tries += 1;
      await this.create(push);
    }
    if (this.conduct.showAfterCreate && push.source.sdk?.implementation.objects.messages?.includes("show")) {
      await this.caller.call(push.source, "messages.show", { id: foreignId });
    }
    this.settle(push, { foreignId });
  }

  private create({ source, content, tries }: Push): ReturnType<SdkCaller["call"]> {
    const params = toSdkMessage(this.domain, source, content, {
      origin: this.options.origin,
      isRetry: tries > 1,
      hasContentId: this.conduct.sendsContentId,
    });
    return this.caller.call(source, "messages.create", params, tries);
  }

  private settle(push: Push, result: Awaited<ReturnType<Exporter>>): void {
    this.underWay.delete(push.content);
    settleExport(this.domain, push.content, result);
  }
}

/** The created object has at least the endpoint's new id. */
function readId(body: unknown): string | undefined {
  const id = typeof body === "object" && body !== null && "id" in body ? body.id : undefined;
  return (typeof id === "string" && id !== "") || typeof id === "number" ? String(id) : undefined;
}
