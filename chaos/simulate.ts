/**
 * A simulation in virtual time. Design:
 * - The stand-ins, the packed module and the transformer bundles run unchanged in one process. Clock, timers, chance and
 *   the network under Node's HTTP are replaced for as long as the simulation lasts (virtual/), so that nothing depends on
 *   the machine: time passes only when promises, ticks and immediates are worked off, and no real I/O is under way.
 * - Transformers run in vm contexts of this thread, with the platform's own prelude; nodes run in this process.
 * - Every decision is a function of the seed and of a name that does not depend on other conversations ("the third
 *   request of c12 on link notify"), so a failing plan can be cut down without becoming another one.
 * - Timers and connections belong to a party. When Cognigy's side restarts, its own are dropped without a word: handlers
 *   and Flows that waited are gone, as with a killed process. Session storage, contexts and Engage stay.
 * What this cannot show: races within one turn of the event loop (a storage that answers two readers at once with the
 * same old value), endless loops, memory, and the platforms themselves.
 */
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import { collect } from "./collect";
import { type InjectFault, Observer } from "./Observer";
import type { SimulationPlan } from "./Plan";
import { type PlatformsSetup, pollIfStopped, startPlatforms } from "./Platforms";
import type { SimulationRecord } from "./Records";
import { SimulatedConversation } from "./SimulatedConversation";
import { installClock } from "./virtual/installClock";
import { VirtualNetwork } from "./virtual/VirtualNetwork";

const START_MS = Date.UTC(2026, 0, 5, 8);
/** Engage's last repetition comes after 3 h 13 min. */
const LIMIT_MS = 6 * 3_600_000;
/** Engage polls a Channel SDK source about every minute. */
const POLL_MS = 60_000;
const REPAIR_MS = 15 * 60_000;
const TOGETHER_MS = 500;
const AFTER_RESTART_MS = 1_000;

export async function simulate(
  plan: SimulationPlan,
  extension: LoadedExtension,
  injectFault?: InjectFault,
  readBundle?: PlatformsSetup["readBundle"],
): Promise<SimulationRecord> {
  const { clock, uninstall } = installClock(START_MS, plan.seed);
  const observer = new Observer(plan, () => clock.nowMs, injectFault);
  const network = new VirtualNetwork(clock, {
    decide: (exchange) => observer.decide(exchange.to === "engage" ? "engage" : "cognigy", exchange),
  });
  try {
    const platforms = await startPlatforms(observer, {
      extension,
      isVirtual: true,
      ...(readBundle && { readBundle }),
      async as(party, start) {
        clock.party = party;
        const started = start();
        let isOpen = true;
        const close = () => {
          isOpen = false;
        };
        started.then(close, close);
        while (isOpen) {
          await clock.run(clock.nowMs + 10);
        }
        return started;
      },
    });
    await clock.run(START_MS + 1_000);

    for (const conversationPlan of plan.conversations) {
      const record = observer.conversations.get(conversationPlan.name);
      if (!record) {
        continue;
      }
      const conversation = new SimulatedConversation(conversationPlan, record, platforms, observer);
      for (const step of conversationPlan.steps) {
        const perform = () => {
          // Customers of Cognigy's channels wait until it is there again.
          if (network.isDown("cognigy")) {
            clock.schedule(AFTER_RESTART_MS, perform, "people");
          } else {
            inTheNameOf(partyOf(step.act, conversationPlan.route), () => conversation.perform(step));
          }
        };
        clock.schedule(step.atMs, perform, "people");
      }
    }
    const inTheNameOf = (party: "cognigy" | "engage", act: () => void) => {
      clock.party = party;
      act();
    };
    for (const { atMs, downMs } of plan.restarts) {
      const restart = () => {
        observer.note(undefined, `* Cognigy restarts, ${downMs} ms`);
        observer.interruptions.push({ kind: "restart", atMs: clock.nowMs, conversation: undefined, tokens: [] });
        network.restart("cognigy", downMs);
        platforms.cognigy.forgetRuns();
      };
      clock.schedule(atMs, restart, "people");
    }
    const lastMs = Math.max(0, ...plan.conversations.flatMap(({ steps }) => steps.map(({ atMs }) => atMs)));
    for (let atMs = POLL_MS; atMs < lastMs + REPAIR_MS; atMs += POLL_MS) {
      clock.schedule(atMs, () => pollIfStopped(platforms), "engage");
    }
    const isUnfinished = await clock.run(START_MS + LIMIT_MS);
    const spanMs = clock.nowMs - START_MS;
    return collect(observer, platforms, { togetherMs: TOGETHER_MS, spanMs, isFinished: !isUnfinished });
  } finally {
    network.uninstall();
    uninstall();
  }
}

/** What people do happens on one of the platforms, and what it sets off belongs to that one. */
function partyOf(act: string, route: string): "cognigy" | "engage" {
  const isOfCustomer = ["write", "burst", "repeat", "askForAgent", "leave", "comeBack", "cancel"].includes(act);
  return isOfCustomer && route === "bridge" ? "cognigy" : "engage";
}
