/** The transformer of one Endpoint with the platform's rules around it: toggles, validation, and what an error means. */
import type { Bounds, Platform } from "../Platform";
import type { HandlerArgument, HandlerName } from "../transformer/bridge";
import type { HandlerAnswer } from "../transformer/HandlerEnvironment";
import { SessionStorage } from "../transformer/SessionStorage";
import { Transformer } from "../transformer/Transformer";
import { type EndpointDefinition, isSwitchedOn } from "./EndpointDefinition";
import { type InboundMessage, type MessageParts, mergeParts, parseMessage } from "./InboundMessage";

/** What is in it about the HTTP request is missing on sockets. */
type Argument = Omit<HandlerArgument, "endpoint">;

export type Inbound =
  | { kind: "message"; message: InboundMessage }
  | { kind: "discarded" }
  | { kind: "aborted" }
  | { kind: "invalid"; fault: string };

export class EndpointTransformer {
  readonly storage = new SessionStorage();
  readonly errors: string[] = [];
  private transformer: Transformer | undefined;
  /** Handlers may still run in them. */
  private readonly replaced: Transformer[] = [];

  constructor(
    private readonly platform: Platform,
    private definition: EndpointDefinition,
    private readonly view: Record<string, unknown>,
  ) {
    this.transformer = this.load(definition);
  }

  /** The next call gets the new one; the session storage stays. One that cannot work changes nothing. */
  replace(definition: EndpointDefinition): void {
    const transformer = this.load(definition);
    if (this.transformer) {
      this.replaced.push(this.transformer);
    }
    this.transformer = transformer;
    this.definition = definition;
  }

  uses(handler: HandlerName): boolean {
    return isSwitchedOn(this.definition, handler) && (this.transformer?.handlers.includes(handler) ?? false);
  }

  /** For the handlers of input, inject and notify. `own` is what the Endpoint reads by itself. */
  async readInbound(
    handler: HandlerName,
    argument: Argument,
    own: MessageParts,
    respond?: (answer: HandlerAnswer) => void,
  ): Promise<Inbound> {
    if (!this.uses(handler)) {
      return toInbound(own);
    }
    const outcome = await this.run(handler, argument, respond);
    if (outcome.kind === "returned") {
      // Whatever is falsy discards; whatever is not, even a number, goes on.
      if (outcome.value === undefined) {
        return { kind: "discarded" };
      }
      const inbound = toInbound(mergeParts(own, outcome.value));
      if (inbound.kind !== "invalid") {
        return inbound;
      }
      this.fail(handler, inbound.fault);
    }
    return this.definition.abortOnError ? { kind: "aborted" } : toInbound(own);
  }

  /** For the handlers of what goes out: undefined when nothing is to be sent. */
  async convert(
    handler: HandlerName,
    argument: Argument,
    unconverted: unknown,
    respond?: (answer: HandlerAnswer) => void,
  ): Promise<unknown> {
    if (!this.uses(handler)) {
      return unconverted;
    }
    const outcome = await this.run(handler, argument, respond);
    if (outcome.kind === "returned") {
      return outcome.value;
    }
    return this.definition.abortOnError ? undefined : unconverted;
  }

  async close(): Promise<void> {
    await Promise.all([this.transformer, ...this.replaced].map((transformer) => transformer?.close()));
  }

  forgetOldest({ records, sessions }: Bounds): void {
    this.storage.forgetOldest(sessions);
    this.errors.splice(0, Math.max(0, this.errors.length - records));
  }

  reset(): void {
    this.storage.wipe();
    this.errors.length = 0;
  }

  private load({ name: endpoint, transformer, type }: EndpointDefinition): Transformer | undefined {
    const { platform } = this;
    if (transformer === undefined) {
      return undefined;
    }
    return new Transformer(transformer, type, {
      storage: this.storage,
      storageConduct: platform.storageConduct,
      limits: platform.transformerLimits,
      now: platform.ownTime,
      pauseMs: platform.transformerPauseMs,
      log: (level, message) => platform.log(endpoint, "transformer", level, message),
      request: (options, call) => platform.pending.track(platform.http.request(options, { endpoint, ...call })),
    });
  }

  private async run(
    handler: HandlerName,
    argument: Argument,
    respond?: (answer: HandlerAnswer) => void,
  ): Promise<{ kind: "returned"; value?: unknown } | { kind: "failed" }> {
    if (!this.transformer) {
      return { kind: "failed" };
    }
    const outcome = await this.transformer.run(handler, { endpoint: this.view, ...argument }, respond);
    if (outcome.kind === "returned") {
      return outcome;
    }
    this.fail(handler, outcome.message);
    return { kind: "failed" };
  }

  private fail(handler: HandlerName, fault: string): void {
    const message = `${handler}: ${fault}`;
    this.errors.push(message);
    this.platform.log(this.definition.name, "transformer", "error", message);
  }
}

function toInbound(parts: MessageParts): Inbound {
  const message = parseMessage(parts);
  return "fault" in message ? { kind: "invalid", fault: message.fault } : { kind: "message", message };
}
