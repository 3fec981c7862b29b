/** The sandbox's page without a browser: the stream of states, commands, details. */
import { request } from "node:http";
import type { Command } from "../sandbox/app/commands";
import type { SandboxView } from "../sandbox/app/view";

export interface SandboxClient {
  /** The first state that fits, after the last command. */
  until(fits: (view: SandboxView) => boolean): Promise<SandboxView>;
  command(command: Command): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): void;
}

const PATIENCE_MS = 10_000;

export async function openSandbox(url: string): Promise<SandboxClient> {
  const states = readStates(url);
  const first = await states.next();
  let current: SandboxView = first.view;
  /** What was before the last command is of no interest. */
  let since = 0;
  return {
    async until(fits) {
      const deadline = Date.now() + PATIENCE_MS;
      while (current.now - current.clock.shiftMs < since || !fits(current)) {
        if (Date.now() > deadline) {
          throw new Error("The sandbox has not come to the expected state.");
        }
        current = (await states.next()).view;
      }
      return current;
    },
    async command(given) {
      const response = await fetch(`${url}/api/commands`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(given),
      });
      const body = JSON.parse(await response.text());
      since = Date.now();
      return { status: response.status, body };
    },
    close: states.close,
  };
}

/** Every state that is pushed, the newest only where the reader is slower. */
function readStates(url: string): { next(): Promise<{ view: SandboxView }>; close(): void } {
  let rest = "";
  let latest: SandboxView | undefined;
  let wake: () => void = () => {};
  const stream = request(`${url}/api/events`, (response) => {
    response.setEncoding("utf8").on("data", (chunk: string) => {
      const events = (rest + chunk).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const data = /^event: state\ndata: (.*)$/s.exec(event)?.[1];
        if (data !== undefined) {
          latest = JSON.parse(data);
        }
      }
      wake();
    });
  });
  // The end of the sandbox breaks the stream.
  stream.on("error", () => {});
  stream.end();
  return {
    async next() {
      while (latest === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const view = latest;
      latest = undefined;
      return { view };
    },
    close: () => void stream.destroy(),
  };
}
