/** What events and Channel SDK calls cost the hub: CPU by number and by size, and memory. */
import { cpuPerCall } from "./cpuPerCall";
import { type HubRequest, toSdkCall, toWebhook } from "./hubRequests";
import type { Measurement } from "./Measurement";
import { CONFIG, hmac, TransformerHost } from "./TransformerHost";
import { median, toMeasurement } from "./toMeasurement";

const BATCHES = [1, 10, 100, 500];
const KILOBYTES = [1, 4, 16, 64, 250];
/** From here on what a message costs by itself no longer counts beside its length. */
const LARGE_FROM = 16;
const ENVELOPE_BYTES = 700;
const MEMORY_EVENTS = 100_000;
const MEMORY_BATCH = 100;

const figure = toMeasurement("hub");
const PARSE = "times JSON.parse of the body";
const HMAC = "times one HMAC-SHA512 of the body";

export async function benchHub(): Promise<Measurement[]> {
  const host = new TransformerHost("engage-hub.js", CONFIG);
  const act = ({ request }: HubRequest) => host.handlers.handleInput({ request, response: response() });
  const parse = ({ text }: HubRequest) => JSON.parse(text);
  const sign = ({ text }: HubRequest) => hmac("sha512", CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, text);
  const figures: Measurement[] = [];

  for (const events of BATCHES) {
    const calls = Math.max(5, Math.ceil(400 / events));
    const { us, ratio } = await cpuPerCall({ make: () => toWebhook(events, 100), act, plain: parse, calls });
    const name = `webhook with ${events} event${events === 1 ? "" : "s"}`;
    const perEvent = us.map((value) => value / events);
    figures.push(
      figure(`${name}, CPU`, PARSE, ratio),
      figure(`${name}, CPU of each event`, "µs", perEvent),
      figure(`${name}, on one core`, "events a second", Math.round(1e6 / median(perEvent))),
    );
  }
  for (const [kind, make, plain, unit] of [
    ["webhook", (length: number) => toWebhook(1, length), parse, PARSE],
    ["Channel SDK message", toSdkCall, sign, HMAC],
  ] as const) {
    const points: [number, number][] = [];
    for (const kilobytes of KILOBYTES) {
      const length = Math.max(100, kilobytes * 1000 - ENVELOPE_BYTES);
      const calls = Math.max(10, Math.ceil(200 / kilobytes));
      const { us, ratio } = await cpuPerCall({ make: () => make(length), act, plain, calls });
      points.push([kilobytes, median(us)]);
      figures.push(figure(`${kind} of ${kilobytes} kB, CPU`, unit, ratio, `${median(us).toFixed(0)} µs`));
    }
    const exponent = fitExponent(points.filter(([kilobytes]) => kilobytes >= LARGE_FROM));
    figures.push(
      figure(`${kind}: CPU grows with size to the power of`, "", exponent, `from ${LARGE_FROM} kB; 1: linear`),
    );
  }
  return [...figures, ...(await measureMemory(host, act))];
}

/** Slope of the line through the logarithms, by least squares. */
function fitExponent(points: readonly [x: number, y: number][]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, point) => sum + point[of], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

async function measureMemory(host: TransformerHost, act: (request: HubRequest) => unknown): Promise<Measurement[]> {
  // The sessions are there before, so that only what grows by the event is seen.
  await deliver(MEMORY_EVENTS / 10, act);
  const before = usedHeap();
  const peak = await deliver(MEMORY_EVENTS, act);
  const growth = usedHeap() - before;
  return [
    figure(
      `heap growth over ${MEMORY_EVENTS.toLocaleString("en-GB")} events`,
      "kB",
      growth / 1000,
      `${host.storage.size} sessions in storage`,
    ),
    figure("largest heap meanwhile", "MB", peak / 1e6, "garbage included"),
  ];
}

async function deliver(events: number, act: (request: HubRequest) => unknown): Promise<number> {
  let peak = 0;
  for (let sent = 0; sent < events; sent += MEMORY_BATCH) {
    await act(toWebhook(MEMORY_BATCH, 100));
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  return peak;
}

function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function response(): object {
  const answer = { headersSent: false, status: () => answer, set: () => answer, send: () => answer };
  return answer;
}
