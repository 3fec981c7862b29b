/** A customer of Webchat or Socket.IO, with the client that Cognigy.AI's own pages use. Not billed, as it says it's a test. */
import type { SocketClient } from "@cognigy/socket-client";
import * as z from "zod";
import { readOutput } from "../../src/core/content/cognigyOutput";
import { toWholeText } from "../../src/core/content/engageReply";
import { readRecord, readText, toRecord } from "../../src/core/inbound/read";
import { MEMBERS } from "../../src/protocol/members";
import type { Customer, PlayedFile } from "./Customer";
import { failHop, skipHop } from "./Hop";
import { Heard, type Line } from "./Line";
import type { RehearsalClock } from "./RehearsalClock";
import { LISTEN_DELAYS_MS } from "./waitFor";

const CONNECT_MS = 10_000;
const UPLOAD_MS = 15_000;
const PLACE = "Check COGNIGY_CUSTOMER_URLS: it must be the Endpoint URL of a Webchat or Socket.IO Endpoint.";

export interface SocketAddress {
  /** Of the Endpoint service, without the token. */
  base: string;
  token: string;
}

const ticketSchema = z.object({ fileUploadUrl: z.url(), token: z.string().min(1) });

export class BridgeCustomer implements Customer {
  readonly heard = new Heard();
  /** What comes is there by itself. */
  readonly pace = { firstMs: 0, delaysMs: LISTEN_DELAYS_MS, learn: () => {} };
  readonly calls = { toSay: 0, toListen: 0 };
  lastSaidAtMs = 0;
  private client: SocketClient | undefined;
  private isClosed = false;

  constructor(
    private readonly address: SocketAddress,
    private readonly session: { userId: string; sessionId: string },
    private readonly clock: RehearsalClock,
  ) {}

  async connect(): Promise<string> {
    // Loaded when it's used: no other command connects.
    const { SocketClient } = await import("@cognigy/socket-client");
    const client = new SocketClient(this.address.base, this.address.token, {
      ...this.session,
      channel: "rehearsal",
      // Its own way of connecting again writes to the terminal.
      reconnection: false,
      forceWebsockets: true,
      testMode: true,
    });
    this.client = client;
    client.on("output", (output: unknown) => this.heard.add(toLine(output)));
    for (const event of ["error", "exception", "socket/error"]) {
      client.on(event, () => {});
    }
    client.on("socket/disconnect", () => void this.connectAgain());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("late")), CONNECT_MS);
    });
    try {
      await Promise.race([client.connect(), late]);
      return "the socket is open, and the Endpoint is ready";
    } catch {
      throw failHop("No socket could be opened at the customer's Endpoint.", PLACE);
    } finally {
      clearTimeout(timer);
    }
  }

  async says(text: string): Promise<string> {
    this.heard.mark();
    this.lastSaidAtMs = this.clock.now();
    this.client?.sendMessage(text);
    return `${text.length} characters sent`;
  }

  async sendsFile(file: PlayedFile): Promise<string> {
    const uploaded = await this.upload(file);
    this.heard.mark();
    this.client?.sendMessage("", { attachments: [{ ...uploaded, fileName: file.name }] });
    return `${file.bytes.length} bytes uploaded and sent`;
  }

  async listen(): Promise<void> {}

  close(): void {
    this.isClosed = true;
    this.client?.disconnect();
  }

  private async connectAgain(): Promise<void> {
    if (!this.isClosed) {
      await this.client?.connect(true).catch(() => undefined);
    }
  }

  /** As Webchat does it: a ticket from the Endpoint, then the file to the address in it. */
  private async upload(file: PlayedFile): Promise<Record<string, unknown>> {
    const { base, token } = this.address;
    const signal = AbortSignal.timeout(UPLOAD_MS);
    const answer = await fetch(`${base}/${token}/fileuploadtoken`, { signal });
    if (answer.status === 404) {
      throw skipHop("customers can't send files: File Upload is switched off in the customer's Endpoint");
    }
    const ticket = ticketSchema.safeParse(await answer.json().catch(() => undefined));
    if (!answer.ok || !ticket.success) {
      throw failHop(`The Endpoint gives no upload address (${answer.status}).`, "Check File Upload in the Endpoint.");
    }
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(file.bytes)], { type: file.contentType }), file.name);
    const stored = await fetch(ticket.data.fileUploadUrl, {
      method: "POST",
      headers: { Authorization: `Bearer ${ticket.data.token}` },
      body: form,
      signal,
    });
    const uploaded = toRecord(await stored.json().catch(() => undefined));
    if (!stored.ok || uploaded === undefined) {
      throw failHop(`The file was not taken (${stored.status}).`, "Check the file storage of the customer's Endpoint.");
    }
    return { ...uploaded };
  }
}

function toLine(output: unknown): Line {
  const record = toRecord(output);
  const data = toRecord(record?.data);
  const agent = readRecord(data, MEMBERS.agent);
  const plain = readOutput(record?.text, data);
  const source = readText(record, "source");
  const messageId = readText(agent, "messageId");
  return {
    from: agent !== undefined || source === "agent" ? "agent" : "bot",
    text: toWholeText(plain),
    files: plain.media.map(({ title, url }) => `${title} ${url}`),
    atMs: Date.now(),
    ...(source !== undefined && { source }),
    ...(messageId !== undefined && { messageId }),
  };
}
