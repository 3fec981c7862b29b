/** The outputs of one Endpoint on their way to the customer: converted, recorded, sent as the channel does it. */
import type { Platform } from "../Platform";
import type { SentOutput } from "./Endpoint";
import { type EndpointDefinition, isWebchat } from "./EndpointDefinition";
import type { EndpointTransformer } from "./EndpointTransformer";
import { type OutputEnvelope, type Recipient, readChannelMessage, toChannelMessage } from "./OutputEnvelope";
import type { Processing, SocketClient } from "./SocketClient";
import { withWebchatContent } from "./withWebchatContent";

const WEBHOOK_TIMEOUT_MS = 10_000;

export class EndpointOutputs {
  readonly sent: SentOutput[] = [];
  /** The open sockets. */
  readonly clients = new Set<SocketClient>();

  constructor(
    private readonly platform: Platform,
    private readonly definition: EndpointDefinition,
    private readonly transformer: EndpointTransformer,
  ) {}

  async send(output: OutputEnvelope, recipient: Recipient, source: SentOutput["source"]): Promise<void> {
    const untouched = source === "notify" && !this.platform.notifyThroughOutput;
    const raw = untouched
      ? this.toOwnMessage(output, recipient, source)
      : await this.convert(output, recipient, source);
    if (raw === undefined) {
      return;
    }
    if (this.definition.type === "socket") {
      this.emit(raw, recipient, source);
    } else {
      await this.post(raw, recipient, source);
    }
  }

  convert(output: OutputEnvelope, recipient: Recipient, source: SentOutput["source"]): Promise<unknown> {
    const processedOutput = this.toOwnMessage(output, recipient, source);
    const argument = this.definition.type === "rest" ? { output } : { output, processedOutput };
    return this.transformer.convert("handleOutput", { ...argument, ...recipient }, processedOutput);
  }

  private toOwnMessage(output: OutputEnvelope, recipient: Recipient, source: SentOutput["source"]): unknown {
    const { definition, platform } = this;
    const isConverted = isWebchat(definition) && (source === "flow" || platform.convertNotify);
    return toChannelMessage(definition.type, isConverted ? withWebchatContent(output) : output, recipient);
  }

  /** The open sockets of a session: one per page or device. */
  openOf({ userId, sessionId }: Recipient): SocketClient[] {
    return [...this.clients].filter((client) => client.userId === userId && client.sessionId === sessionId);
  }

  showProcessing(recipient: Recipient, state: Processing): void {
    for (const client of this.openOf(recipient)) {
      client.onProcessing?.(state);
    }
  }

  private emit(raw: unknown, recipient: Recipient, source: SentOutput["source"]): void {
    const open = this.openOf(recipient);
    const { text, data } = this.record(raw, recipient, source, open.length > 0);
    for (const client of open) {
      client.receive({ text, data, raw });
    }
  }

  private async post(raw: unknown, recipient: Recipient, source: SentOutput["source"]): Promise<void> {
    const { webhookUrl } = this.definition;
    const sent = this.record(raw, recipient, source, webhookUrl === undefined);
    if (webhookUrl === undefined) {
      return;
    }
    const origin = { endpoint: this.definition.name, handler: "webhook", timeoutMs: WEBHOOK_TIMEOUT_MS };
    try {
      await this.platform.http.post(webhookUrl, raw, origin);
      sent.delivered = true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.platform.log(this.definition.name, "platform", "error", `The output could not be sent: ${reason}`);
    }
  }

  record(raw: unknown, recipient: Recipient, source: SentOutput["source"], delivered: boolean): SentOutput {
    const sent: SentOutput = { ...recipient, ...readChannelMessage(raw), raw, source, delivered };
    this.sent.push(sent);
    return sent;
  }
}
