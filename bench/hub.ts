/** What events and Channel SDK calls cost the hub: CPU by number and by size, and memory. */
import { bareResponse } from "../harness/BareTransformer";
import { type Compared, cpuPerCall, type Work } from "./cpuPerCall";
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

/** Values that exist at the same time: few, where they are large. */
const MAX_AT_ONCE = 100;
const KILOBYTES_AT_ONCE = 2_000;
/** So many that every conversation's memory holds as much as it ever does. */
const EVENTS_BEFORE = 10_000;

const figure = toMeasurement("hub");
const PARSE = "times JSON.parse of the body";
const HMAC = "times one HMAC-SHA512 of the body";
const PARSED_BEFORE = "the handler alone: the platform has parsed the body before";
const SERIALISED = "the handler alone: it serialises the parsed body again to check the signature";

export async function benchHub(): Promise<Measurement[]> {
  const host = new TransformerHost("engage-hub.js", CONFIG);
  const act = (request: HubRequest) => deliverWhole(host, request);
  const parse = ({ text }: HubRequest) => JSON.parse(text);
  const sign = ({ text }: HubRequest) => hmac("sha512", CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, text);
  const toWork = (make: () => HubRequest, plain: Work<HubRequest>["plain"], kilobytes: number): Work<HubRequest> => ({
    make,
    act,
    plain,
    atOnce: Math.max(5, Math.min(MAX_AT_ONCE, Math.floor(KILOBYTES_AT_ONCE / kilobytes))),
  });
  await deliver(EVENTS_BEFORE, act);
  // An event has about a kilobyte.
  const batches = await cpuPerCall(BATCHES.map((events) => toWork(() => toWebhook(events, 100), parse, events)));
  const webhooks = await cpuPerCall(KILOBYTES.map((size) => toWork(() => toWebhook(1, toLength(size)), parse, size)));
  const calls = await cpuPerCall(KILOBYTES.map((size) => toWork(() => toSdkCall(toLength(size)), sign, size)));
  return [
    ...BATCHES.flatMap((events, index) => toBatchFigures(events, batches[index] ?? { us: [], ratio: [] })),
    ...toSizeFigures("webhook", PARSE, PARSED_BEFORE, webhooks),
    ...toSizeFigures("Channel SDK message", HMAC, SERIALISED, calls),
    ...(await measureMemory(host, act)),
  ];
}

function toLength(kilobytes: number): number {
  return Math.max(100, kilobytes * 1000 - ENVELOPE_BYTES);
}

function toBatchFigures(events: number, { us, ratio }: Compared): Measurement[] {
  const name = `webhook with ${events} event${events === 1 ? "" : "s"}`;
  const perEvent = us.map((value) => value / events);
  return [
    figure(`${name}, CPU`, PARSE, ratio, PARSED_BEFORE),
    figure(`${name}, CPU of each event`, "µs", perEvent),
    figure(`${name}, on one core`, "events a second", Math.round(1e6 / median(perEvent))),
  ];
}

function toSizeFigures(kind: string, unit: string, measured: string, compared: readonly Compared[]): Measurement[] {
  const large = KILOBYTES.flatMap((kilobytes, index) => (kilobytes < LARGE_FROM ? [] : [{ kilobytes, index }]));
  // Within each sample all sizes met the same machine.
  const exponents = (compared[0]?.us ?? []).map((_, sample) =>
    fitExponent(large.map(({ kilobytes, index }) => [kilobytes, compared[index]?.us[sample] ?? Number.NaN])),
  );
  return [
    ...compared.map(({ us, ratio }, index) =>
      figure(`${kind} of ${KILOBYTES[index]} kB, CPU`, unit, ratio, `${median(us).toFixed(0)} µs; ${measured}`),
    ),
    figure(`${kind}: CPU grows with size to the power of`, "", exponents, `from ${LARGE_FROM} kB; 1: linear`),
  ];
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
    figure("largest heap while it runs", "MB", peak / 1e6, "garbage included"),
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

/** As Engage does: again while the hub asks for it, since it takes up only so many of the bot's events at a time. */
async function deliverWhole(host: TransformerHost, { request }: Pick<HubRequest, "request">): Promise<void> {
  const response = bareResponse();
  await host.handlers.handleInput({ request, response });
  if (response.code === 503) {
    await deliverWhole(host, { request });
  } else if (response.code !== 200) {
    throw new Error(`The hub answered ${response.code}: ${response.body}`);
  }
}

function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
