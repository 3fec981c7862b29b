/** Requests a second and memory of the client against the stand-in, in this one process with it. */
import { createHmac } from "node:crypto";
import { type EngageStandIn, startEngage } from "../sandbox/engage/startEngage";
import { systemClock } from "../src/engage/clock";
import { createEngageClient } from "../src/engage/engageClient";

const REQUESTS = 2_000;
const AT_ONCE = 20;

export async function benchClientThroughput(): Promise<string[][]> {
  const engage: EngageStandIn = await startEngage({ requestsPerMinute: Number.POSITIVE_INFINITY });
  const client = createEngageClient({
    settings: { apiUrl: engage.apiUrl, accessToken: engage.seed.tokens.bot },
    hmac: (algorithm, key, data) => createHmac(algorithm, key).update(data).digest(),
    clock: systemClock,
    budget: { deadlineMs: systemClock.now() + 60_000, requestMs: 5_000 },
  });
  await client.getThread(engage.seed.thread.id);
  const heapBefore = process.memoryUsage().heapUsed;
  const start = process.hrtime.bigint();
  let left = REQUESTS;
  const work = async () => {
    while (left-- > 0) {
      await client.getThread(engage.seed.thread.id);
      engage.exchanges.length = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const heapAfter = process.memoryUsage().heapUsed;
  client.close();
  await engage.close();
  return [
    [`requests a second, ${AT_ONCE} at once, client and stand-in on one core`, (REQUESTS / seconds).toFixed(0)],
    [`heap growth over ${REQUESTS} requests, MB`, ((heapAfter - heapBefore) / 1e6).toFixed(1)],
  ];
}
