/** One Endpoint at work: takes requests and socket events, runs the Flow, sends what comes of it. */
import { randomBytes, randomUUID } from "node:crypto";
import { type CompiledFlow, compileFlow } from "../flow/compileFlow";
import type { FlowOutput } from "../flow/FlowExecution";
import type { Bounds, Platform } from "../Platform";
import type { RequestView } from "../transformer/bridge";
import type { Endpoint, SentOutput } from "./Endpoint";
import { type EndpointDefinition, endpointTypeOf } from "./EndpointDefinition";
import { EndpointOutputs } from "./EndpointOutputs";
import { EndpointTransformer, type Inbound } from "./EndpointTransformer";
import { endpointView } from "./endpointView";
import { executeInput } from "./executeInput";
import type { HttpAnswer } from "./HttpAnswer";
import { extractParts, type InboundMessage, isMembers } from "./InboundMessage";
import { type OutputEnvelope, toRestAnswer } from "./OutputEnvelope";
import { SocketClient, type SocketPayload } from "./SocketClient";

const EVENTS = ["user-connected", "user-disconnected"];

export class EndpointService implements Endpoint {
  readonly name: string;
  readonly URLToken: string;
  readonly transformer: EndpointTransformer;
  flow: CompiledFlow;
  private readonly outputs: EndpointOutputs;
  /** Session ids by user and session. */
  private readonly counted = new Map<string, string>();
  /** By user and session, where inputs run one after the other. */
  private readonly lastRuns = new Map<string, Promise<void>>();
  /** What ends a session's grace early, by user and session: however often its sockets go, one disconnect is told. */
  private readonly graces = new Map<string, () => void>();

  constructor(
    private readonly platform: Platform,
    public definition: EndpointDefinition,
  ) {
    this.name = definition.name;
    this.URLToken = definition.URLToken ?? randomBytes(32).toString("hex");
    this.flow = compileFlow(definition.flow, platform.extension);
    this.transformer = new EndpointTransformer(platform, definition, endpointView(definition, this.URLToken));
    this.outputs = new EndpointOutputs(platform, definition, this.transformer);
  }

  get url(): string {
    return `${this.platform.url}/${this.URLToken}`;
  }

  get notifyUrl(): string {
    return `${this.platform.url}/notify/${this.URLToken}`;
  }

  get injectUrl(): string {
    return `${this.platform.url}/inject/${this.URLToken}`;
  }

  get sent(): readonly SentOutput[] {
    return this.outputs.sent;
  }

  get storage(): Endpoint["storage"] {
    return this.transformer.storage;
  }

  get transformerErrors(): readonly string[] {
    return this.transformer.errors;
  }

  get conversations(): number {
    return this.counted.size;
  }

  countConversations(fits: (sessionId: string) => boolean): number {
    return [...this.counted.values()].filter(fits).length;
  }

  replaceFlow(flow: unknown): void {
    this.flow = compileFlow(flow, this.platform.extension);
    this.platform.changed();
  }

  /** Undefined takes it away. */
  replaceTransformer(change: Pick<EndpointDefinition, "transformer" | "abortOnError" | "toggles">): void {
    this.redefine({ ...this.definition, ...change });
  }

  redefine(definition: EndpointDefinition): void {
    this.transformer.replace(definition);
    this.definition = definition;
  }

  /** Settings that handlers see at the next start; the transformer stays as it is. */
  reconfigure(
    change: Pick<EndpointDefinition, "members"> & Partial<Pick<EndpointDefinition, "name" | "settings" | "webhookUrl">>,
  ): void {
    this.definition = { ...this.definition, ...change };
    this.platform.changed();
  }

  async receiveInput(request: RequestView, answer: HttpAnswer): Promise<void> {
    const inbound = await this.readRequest("handleInput", request, answer);
    if (inbound.kind !== "message") {
      return this.answerOther(inbound, answer);
    }
    this.count(inbound.message);
    if (this.definition.type === "rest") {
      return this.answerRest(inbound.message, answer);
    }
    await this.acceptAnd(answer, () => this.runFlow(inbound.message));
  }

  async receiveInject(request: RequestView, answer: HttpAnswer): Promise<void> {
    const inbound = await this.readRequest("handleInject", request, answer);
    if (inbound.kind !== "message") {
      return this.answerOther(inbound, answer);
    }
    await this.acceptAnd(answer, () => this.runFlow(inbound.message));
  }

  async receiveNotify(request: RequestView, answer: HttpAnswer): Promise<void> {
    const inbound = await this.readRequest("handleNotify", request, answer);
    if (inbound.kind !== "message") {
      return this.answerOther(inbound, answer);
    }
    const { userId, sessionId, text = null, data = {}, source } = inbound.message;
    const { keepNotifySource, notifySource } = this.platform;
    const kept = keepNotifySource ? source : undefined;
    const output = toEnvelope({ text, data }, `endpoint-${randomUUID()}`, kept ?? notifySource);
    await this.acceptAnd(answer, () => this.outputs.send(output, { userId, sessionId }, "notify"));
  }

  connect(userId: string, sessionId: string): SocketClient {
    const { name, URLToken, definition } = this;
    if (definition.type !== "socket") {
      throw new Error(`The Endpoint "${name}" is no socket Endpoint.`);
    }
    const address = { URLToken, channel: endpointTypeOf(definition) };
    const client = new SocketClient(userId, sessionId, address, {
      input: (payload) => void this.platform.pending.track(this.receivePayload(payload)),
      close: (closed) => this.disconnect(closed, { ...address, userId, sessionId, ...event("user-disconnected") }),
    });
    this.graces.get(keyOf(client))?.();
    this.outputs.clients.add(client);
    client.send(event("user-connected"));
    return client;
  }

  forgetOldest({ records, sessions }: Bounds): void {
    const { sent } = this.outputs;
    sent.splice(0, Math.max(0, sent.length - records));
    this.transformer.forgetOldest({ records, sessions });
  }

  forgetRuns(): void {
    this.lastRuns.clear();
  }

  reset(): void {
    this.outputs.sent.length = 0;
    this.counted.clear();
    this.transformer.reset();
    this.forgetDisconnected();
  }

  /** Drops the sockets; the grace of their disconnect events is not waited for. */
  dropSockets(): void {
    this.outputs.clients.clear();
    this.forgetDisconnected();
  }

  private forgetDisconnected(): void {
    for (const cancel of this.graces.values()) {
      cancel();
    }
  }

  private async receivePayload(payload: SocketPayload): Promise<void> {
    const own = extractParts(payload);
    const inbound = await this.transformer.readInbound("handleInput", { payload: { ...payload } }, own);
    if (inbound.kind === "invalid") {
      this.logInvalid(inbound.fault);
    }
    if (inbound.kind !== "message" || isEvent(inbound.message)) {
      return;
    }
    this.count(inbound.message);
    await this.runFlow(inbound.message);
  }

  private disconnect(client: SocketClient, payload: SocketPayload): void {
    if (!this.outputs.clients.delete(client)) {
      return;
    }
    const { disconnectGraceMs, pending } = this.platform;
    const key = keyOf(client);
    this.graces.get(key)?.();
    const grace = new Promise<boolean>((resolve) => {
      const end = (elapsed: boolean) => {
        clearTimeout(timer);
        this.graces.delete(key);
        resolve(elapsed);
      };
      const timer = setTimeout(() => end(true), disconnectGraceMs);
      this.graces.set(key, () => end(false));
    });
    const tellUnlessBack = (elapsed: boolean) =>
      elapsed && this.outputs.openOf(payload).length === 0 ? this.receivePayload(payload) : undefined;
    void pending.track(grace.then(tellUnlessBack));
  }

  private readRequest(
    handler: "handleInput" | "handleInject" | "handleNotify",
    request: RequestView,
    answer: HttpAnswer,
  ): Promise<Inbound> {
    const own = extractParts(request.body);
    return this.transformer.readInbound(handler, { request }, own, (given) => answer.send(given));
  }

  /** What the platform answers by itself, and when, to a message that no handler has answered. */
  private async acceptAnd(answer: HttpAnswer, work: () => Promise<void>): Promise<void> {
    const { answers, silentAnswer } = this.platform;
    const accept = () => answer.sendOwn(answers.accepted.status, answers.accepted.body);
    if (silentAnswer === "atOnce") {
      accept();
    }
    await work();
    if (silentAnswer === "afterFlow") {
      accept();
    }
  }

  private answerOther(inbound: Exclude<Inbound, { kind: "message" }>, answer: HttpAnswer): void {
    const { answers, silentAnswer } = this.platform;
    if (inbound.kind === "invalid") {
      this.logInvalid(inbound.fault);
    }
    if (silentAnswer === "never") {
      return;
    }
    const kinds = { discarded: answers.accepted, invalid: answers.invalid, aborted: answers.aborted };
    const { status, body } = kinds[inbound.kind];
    answer.sendOwn(status, body);
  }

  private logInvalid(fault: string): void {
    this.platform.log(this.name, "platform", "error", `The input is not valid: ${fault}`);
  }

  private count(message: InboundMessage): void {
    this.counted.set(keyOf(message), message.sessionId);
  }

  /** Of one session: side by side with what already runs, or after it. */
  private runFlow(message: InboundMessage): Promise<void> {
    if (this.platform.sessionInputs === "sideBySide") {
      return this.runFlowNow(message);
    }
    const key = keyOf(message);
    const run = (this.lastRuns.get(key) ?? Promise.resolve()).then(() => this.runFlowNow(message));
    this.lastRuns.set(key, run);
    return run;
  }

  private async runFlowNow(message: InboundMessage): Promise<void> {
    const { userId, sessionId } = message;
    const recipient = { userId, sessionId };
    this.outputs.showProcessing(recipient, "started");
    const { ended } = await executeInput(this.platform, this, message, (output, traceId) =>
      this.outputs.send(toEnvelope(output, traceId), recipient, "flow"),
    );
    this.outputs.showProcessing(recipient, ended === "error" ? "failed" : "ended");
  }

  private async answerRest(message: InboundMessage, answer: HttpAnswer): Promise<void> {
    const { userId, sessionId } = message;
    const recipient = { userId, sessionId };
    const slots: unknown[] = [];
    let count = 0;
    await executeInput(this.platform, this, message, async (output, traceId) => {
      const place = count;
      count += 1;
      slots[place] = await this.outputs.convert(toEnvelope(output, traceId), recipient, "flow");
    });
    const outputs = slots.filter((output) => output !== undefined);
    for (const raw of outputs) {
      this.outputs.record(raw, recipient, "flow", true);
    }
    const processedOutput = toRestAnswer(outputs, recipient);
    const body = await this.transformer.convert(
      "handleExecutionFinished",
      { processedOutput, outputs, ...recipient },
      processedOutput,
      (given) => answer.send(given),
    );
    if (body !== undefined) {
      answer.sendOwn(200, body);
    }
    // Nothing is to be sent: the request still needs an end.
    else {
      answer.send({ status: 200, headers: {}, body: "" });
    }
  }
}

function keyOf({ userId, sessionId }: Pick<InboundMessage, "userId" | "sessionId">): string {
  return JSON.stringify([userId, sessionId]);
}

function toEnvelope(output: FlowOutput, traceId: string, source: OutputEnvelope["source"] = "bot"): OutputEnvelope {
  return { ...output, traceId, disableSensitiveLogging: false, source };
}

function event(type: "user-connected" | "user-disconnected"): { data: Record<string, unknown> } {
  return { data: { _cognigy: { event: { type } } } };
}

/** Such messages inform handover providers; they neither start the Flow nor count. */
function isEvent({ data }: InboundMessage): boolean {
  const event = isMembers(data?._cognigy) ? data._cognigy.event : undefined;
  return isMembers(event) && EVENTS.some((type) => type === event.type);
}
