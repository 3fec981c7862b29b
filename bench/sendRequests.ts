/** Child process: sends requests to a server of its parent, so that the parent's CPU is the server's alone. */
import { Agent, request } from "node:http";

export interface Parcel {
  port: number;
  requests: { headers: Record<string, string>; text: string }[];
}

const AT_ONCE = 4;

let parcel: Parcel | undefined;

process.on("message", (message: Parcel | "send") => {
  if (message !== "send") {
    parcel = message;
    process.send?.("ready");
    return;
  }
  sendAll(parcel ?? { port: 0, requests: [] }).then(
    () => process.send?.("done"),
    (error) => process.send?.(String(error)),
  );
});

async function sendAll({ port, requests }: Parcel): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const left = requests[Symbol.iterator]();
  const work = async () => {
    for (let next = left.next(); !next.done; next = left.next()) {
      await send(port, agent, next.value);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  agent.destroy();
}

function send(port: number, agent: Agent, { headers, text }: Parcel["requests"][number]): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = Buffer.from(text);
    const options = { port, agent, method: "POST", headers: { ...headers, "content-length": body.length } };
    const sent = request(options, (response) => {
      const { statusCode } = response;
      response.resume();
      response.on("end", () => (statusCode === 200 ? resolve() : reject(new Error(`answered with ${statusCode}`))));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
