/** The wanted port of this machine, or the next one that nobody uses. */
import { createServer } from "node:net";

const TRIES = 100;

export async function findFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port += 1) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`No port is free between ${wanted} and ${wanted + TRIES}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
  });
}
