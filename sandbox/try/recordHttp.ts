/** Loaded into a node's process before anything else: writes down every HTTP request, when it starts and when it ends. */
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { ClientRequest, type IncomingMessage } from "node:http";

const file = process.env.TRY_HTTP_FILE;
let lastId = 0;

function write(record: object): void {
  if (file) {
    appendFileSync(file, `${JSON.stringify(record)}\n`);
  }
}

subscribe("http.client.request.start", (message) => {
  const request = typeof message === "object" && message !== null && "request" in message ? message.request : undefined;
  if (!(request instanceof ClientRequest)) {
    return;
  }
  lastId += 1;
  const id = lastId;
  const started = performance.now();
  write({ id, method: request.method, host: String(request.getHeader("host") ?? request.host), path: request.path });

  let isEnded = false;
  const end = (outcome: { status?: number | undefined; failure?: string }) => {
    if (isEnded) {
      return;
    }
    isEnded = true;
    write({ id, ...outcome, ms: Math.round(performance.now() - started) });
  };
  request.once("response", (response: IncomingMessage) =>
    response.once("end", () => end({ status: response.statusCode })),
  );
  request.once("error", (error: NodeJS.ErrnoException) => end({ failure: error.code ?? error.message }));
  request.once("close", () => end({ failure: "broken off" }));
});
