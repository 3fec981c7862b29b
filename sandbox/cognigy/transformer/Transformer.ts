/** A transformer of an Endpoint: checked when it is added, run handler by handler under the platform's limits. */
import type { HandlerArgument, HandlerName, TransformerKind } from "./bridge";
import { checkTransformer } from "./checkTransformer";
import type { HandlerAnswer, HandlerEnvironment, HandlerOutcome } from "./HandlerEnvironment";
import { LocalContexts } from "./LocalContexts";
import { runHandler } from "./runHandler";
import type { TransformerHost } from "./TransformerHost";
import { TransformerThread } from "./TransformerThread";

export class Transformer {
  readonly handlers: readonly HandlerName[];
  private readonly host: TransformerHost;
  /** Contexts that may be used again, with the number of their calls. */
  private readonly free: { id: number; calls: number }[] = [];

  constructor(
    source: string,
    kind: TransformerKind,
    private readonly environment: HandlerEnvironment,
  ) {
    const { storage, now, limits, log, pauseMs } = environment;
    this.handlers = checkTransformer(source, kind, limits.handlerMs);
    const hosting = { source, storage, startMs: limits.handlerMs, now, log };
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
    const outcome = await runHandler(this.host, context.id, this.environment, call);
    if (outcome.kind !== "killed" && context.calls < this.environment.limits.callsPerContext) {
      this.free.push(context);
    } else {
      this.host.dropContext(context.id);
    }
    return outcome;
  }

  close(): Promise<void> {
    return this.host.close();
  }
}
