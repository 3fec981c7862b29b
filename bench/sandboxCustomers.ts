/**
 * 500 customers at once, half on each route, those of Webchat with the official Socket.IO client: what is lost, doubled or
 * out of order. Then ten simulated minutes in which others come and go: what memory does.
 */

import { startTwoPlatforms, type TwoPlatforms } from "../harness/twoPlatforms";
import { RecordKeeper } from "../sandbox/app/RecordKeeper";
import { forgetThreads } from "../sandbox/engage/domain/forgetThreads";
import type { Chat } from "./Chat";
import { ChatRoom, connectOfficially } from "./ChatRoom";
import { countFaults, type Faults, playChat, SPOKEN } from "./chatScript";
import { countRecords } from "./countRecords";
import { inTurns } from "./inTurns";
import type { Measurement } from "./Measurement";
import { SimulatedClock } from "./SimulatedClock";
import { toMeasurement } from "./toMeasurement";

const CUSTOMERS = 500;
const MINUTES = 10;
const EACH_MINUTE = 30;
const AT_ONCE = 25;
const MINUTE_MS = 60_000;
/** In place of the sandbox's own bounds, which ten minutes would not fill: what still grows is what leaks. */
const KEPT = { records: 500, sessions: 100, threads: 100 };

const figure = toMeasurement("sandboxCustomers");

export async function benchSandboxCustomers(): Promise<Measurement[]> {
  const clock = new SimulatedClock();
  // Before anything starts, for some parts keep the function that they find.
  clock.install();
  // The official client tells the console about every connection.
  const { log } = console;
  console.log = () => {};
  const platforms = await startTwoPlatforms({
    // One agent takes all of them, and would soon count as full.
    handover: { checkAvailability: false },
    engage: { requestsPerMinute: Number.POSITIVE_INFINITY, now: clock.now },
    cognigy: { transformerLimits: { callsPerContext: 1_000 }, now: clock.now },
  });
  try {
    const room = new ChatRoom(platforms, connectOfficially);
    const all = await playTogether(platforms, room, "all", CUSTOMERS);
    const { samples, records, faults } = await liveTenMinutes(platforms, room, clock);
    const situation = "among those who come and go";
    return [
      figure("customers at once", "customers", CUSTOMERS, "250 each route; Webchat by @cognigy/socket-client"),
      ...toFigures(all, `of ${CUSTOMERS * SPOKEN.length} messages, all at once`),
      ...toFigures(faults, `of ${MINUTES * EACH_MINUTE * SPOKEN.length} messages, ${situation}`),
      figure(
        "heap after each simulated minute",
        "MB",
        samples.map((bytes) => bytes / 1e6),
      ),
      figure(
        "heap grows by",
        "kB a minute",
        slopeOf(samples) / 1000,
        `${EACH_MINUTE} new conversations in each; compiled code comes and goes by as much as 50`,
      ),
      figure(
        "records that stay of each conversation",
        "records",
        slopeOf(records) / EACH_MINUTE,
        "beyond the bounds: conversations stay counted, customers of Engage Messaging known",
      ),
    ];
  } finally {
    await platforms.close();
    console.log = log;
    clock.uninstall();
  }
}

function toFigures({ lost, doubled, disordered }: Faults, note: string): Measurement[] {
  return [
    figure("messages lost", "messages", lost, note),
    figure("messages doubled", "messages", doubled, note),
    figure(
      "conversations out of order",
      "conversations",
      disordered.length,
      [note, ...disordered.slice(0, 3)].join("; "),
    ),
  ];
}

/** All have come before the first one writes, and stay until the last one has been answered. */
async function playTogether(platforms: TwoPlatforms, room: ChatRoom, name: string, count: number): Promise<Faults> {
  const chats: Chat[] = [];
  await inTurns([...Array(count).keys()], AT_ONCE, async (number) => {
    chats.push(await room.open(number % 2 === 0 ? "channel" : "bridge", `${name}-${number}`));
  });
  for (const step of playChat) {
    // What does not come is counted at the end.
    await inTurns(chats, AT_ONCE, (chat) => step(chat).catch(() => {}));
    await platforms.settle();
  }
  const faults = countFaults(chats);
  for (const chat of chats) {
    room.close(chat);
  }
  await platforms.settle();
  return faults;
}

async function liveTenMinutes(
  platforms: TwoPlatforms,
  room: ChatRoom,
  clock: SimulatedClock,
): Promise<{ samples: number[]; records: number[]; faults: Faults }> {
  const { engage, cognigy } = platforms;
  const keeper = new RecordKeeper(engage, cognigy, () => {});
  const [samples, records]: [number[], number[]] = [[], []];
  const faults: Faults = { lost: 0, doubled: 0, disordered: [] };
  for (let minute = 0; minute < MINUTES; minute++) {
    const { lost, doubled, disordered } = await playTogether(platforms, room, `m${minute}`, EACH_MINUTE);
    faults.lost += lost;
    faults.doubled += doubled;
    faults.disordered.push(...disordered);
    // Nobody is writing, so nothing that is timed is cut off.
    clock.advance(MINUTE_MS);
    await engage.poll(engage.seed.sources.sdk.id);
    await platforms.settle();
    keeper.forgetOld();
    cognigy.forgetOldest(KEPT);
    forgetThreads(engage.domain, KEPT.threads);
    globalThis.gc?.();
    samples.push(process.memoryUsage().heapUsed);
    if (minute >= MINUTES / 2) {
      records.push(countRecords([engage, cognigy.endpoints]));
    }
  }
  return { samples, records, faults };
}

/** Of the line through the samples, by least squares. */
function slopeOf(samples: readonly number[]): number {
  const middle = (samples.length - 1) / 2;
  const weights = samples.map((_, index) => index - middle);
  const up = samples.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
  return up / weights.reduce((sum, weight) => sum + weight * weight, 0);
}
