/** The one answer to an HTTP request: whoever sends first, handler or platform, has sent it. */
import { STATUS_CODES } from "node:http";
import type { HandlerAnswer } from "../transformer/HandlerEnvironment";

export class HttpAnswer {
  sent = false;

  constructor(private readonly write: (status: number, headers: Record<string, string>, body: string) => void) {}

  /** From a handler. */
  send({ status, headers, body = STATUS_CODES[status] ?? String(status) }: HandlerAnswer): void {
    if (this.sent) {
      return;
    }
    this.sent = true;
    this.write(status, headers, body);
  }

  /** From the platform, unless a handler has answered. */
  sendOwn(status: number, body: unknown): void {
    this.send({
      status,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body) ?? "",
    });
  }
}
