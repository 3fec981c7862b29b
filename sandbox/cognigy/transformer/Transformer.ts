/** A transformer of an Endpoint: checked when it is added, run handler by handler under the platform's limits. */
import type { HandlerArgument, HandlerName, TransformerKind } from "./bridge";
import { checkTransformer } from "./checkTransformer";
import type { HandlerAnswer, HandlerEnvironment, HandlerOutcome } from "./HandlerEnvironment";
import { LocalContexts } from "./LocalContexts";
import { runHandler } from "./runHandler";
import { StorageView } from "./StorageView";
import type { TransformerHost } from "./TransformerHost";
import { TransformerThread } from "./TransformerThread";

export class Transformer {
  readonly handlers: readonly HandlerName[];
  private readonly host: TransformerHost;
  /** What the last run in each context sees of session storage, where that is not the live one. */
  private readonly views = new Map<number, StorageView>();
  /** Contexts that may be used again, with the number of their calls. */
  private readonly free: { id: number; calls: number }[] = [];

  constructor(
    source: string,
    kind: TransformerKind,
    private readonly environment: HandlerEnvironment,
  ) {
    const { storage, now, limits, log, pauseMs } = environment;
    const storageOf = (context: number) => this.views.get(context) ?? storage;
    this.handlers = checkTransformer(source, kind, limits.handlerMs);
    const hosting = { source, storageOf, startMs: limits.handlerMs, now, log };
    this.host = pauseMs ? new LocalContexts(hosting, pauseMs) : new TransformerThread(hosting);
  }

  async run(
    handler: HandlerName,
    argument: HandlerArgument,
    respond?: (answer: HandlerAnswer) => void,
  ): Promise<HandlerOutcome> {
    await this.host.ready();
    const context = this.free.pop() ?? { id: this.host.createContext(), calls: 0 };
    context.calls += 1;
    const call = { handler, argument, respond };
    const { storage, storageConduct = "live" } = this.environment;
    const view = storageConduct === "live" ? undefined : new StorageView(storage, storageConduct);
    if (view) {
      this.views.set(context.id, view);
    }
    const outcome = await runHandler(this.host, context.id, this.environment, call);
    if (outcome.kind !== "killed") {
      view?.writeBack();
    }
    if (outcome.kind !== "killed" && context.calls < this.environment.limits.callsPerContext) {
      this.free.push(context);
    } else {
      this.host.dropContext(context.id);
      this.views.delete(context.id);
    }
    return outcome;
  }

  close(): Promise<void> {
    return this.host.close();
  }
}
