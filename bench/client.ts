/** The Engage client beside plain axios: requests a second and memory against the stand-in, in one process with it. */
import axios from "axios";
import { startEngage } from "../sandbox/engage/startEngage";
import { systemClock } from "../src/engage/clock";
import { createEngageClient } from "../src/engage/engageClient";
import type { Measurement } from "./Measurement";
import { hmac } from "./TransformerHost";
import { toMeasurement } from "./toMeasurement";

const ROUNDS = 7;
const REQUESTS = 300;
const AT_ONCE = 20;

const figure = toMeasurement("client");

export async function benchClient(): Promise<Measurement[]> {
  const engage = await startEngage({ requestsPerMinute: Number.POSITIVE_INFINITY });
  const client = createEngageClient({
    settings: { apiUrl: engage.apiUrl, accessToken: engage.seed.tokens.bot },
    hmac,
    clock: systemClock,
    budget: { deadlineMs: systemClock.now() + 120_000, requestMs: 5_000 },
  });
  const { id } = engage.seed.thread;
  const headers = { Authorization: `Bearer ${engage.seed.tokens.bot}` };
  const work = {
    plain: () => axios.get(`${engage.apiUrl}/content_threads/${id}`, { headers }),
    ours: () => client.getThread(id),
  };
  try {
    for (const act of Object.values(work)) {
      await perSecond(act);
    }
    const before = usedHeap(engage);
    const [rates, ratios]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const [plain, ours] = [await perSecond(work.plain), await perSecond(work.ours)];
      rates.push(ours);
      ratios.push(ours / plain);
    }
    const growth = usedHeap(engage) - before;
    return [
      figure(`requests, ${AT_ONCE} at once`, "times plain axios", ratios, "retries, deadline and schema included"),
      figure(`requests, ${AT_ONCE} at once`, "a second", rates, "client and stand-in share one core"),
      figure(`heap growth over ${2 * ROUNDS * REQUESTS} requests`, "kB", growth / 1000),
    ];
  } finally {
    client.close();
    await engage.close();
  }
}

async function perSecond(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  let left = REQUESTS;
  const work = async () => {
    while (left-- > 0) {
      await act();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return (REQUESTS * 1000) / (performance.now() - startedAt);
}

/** Without the stand-in's own records. */
function usedHeap(engage: { exchanges: unknown[] }): number {
  engage.exchanges.length = 0;
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
