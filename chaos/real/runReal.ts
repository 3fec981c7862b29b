/**
 * A simulation with real processes for nodes, real threads for transformers, real sockets and real time. It shows what virtual
 * time cannot: how long things take, and races between processes. Nothing is killed here: when Cognigy's side "restarts",
 * all its connections break and new ones are refused for a while, but what runs goes on. It is not replayable.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { settlePlatforms } from "../../sandbox/app/settlePlatforms";
import { loadExtension } from "../../sandbox/cognigy/loadExtension";
import { paths } from "../../scripts/paths";
import { checkInvariants } from "../checkInvariants";
import { collect } from "../collect";
import { createPlan } from "../createPlan";
import { Observer } from "../Observer";
import type { SimulationPlan } from "../Plan";
import { pollIfStopped, startPlatforms } from "../Platforms";
import { SimulatedConversation } from "../SimulatedConversation";
import { type Summary, summarize } from "../Summary";
import { type LinkProxy, startLinkProxy } from "./startLinkProxy";

/** People are quicker than in the plan. */
const TIME_SCALE = 0.2;
/** Starting a process for each node takes a while on a machine that has much to do. */
const TOGETHER_MS = 8_000;
const RETRY_TIME_SCALE = 0.05;
/** A request that hangs is given up after 5 s, and repeated within 15 s. */
const QUIET_MS = 16_000;

export async function runReal(seed: string, conversations: number, limitMs: number): Promise<Summary> {
  const deadlineMs = Date.now() + limitMs;
  const plan = quicken({ ...createPlan(`${seed}.real`, 1, conversations), readings: {} });
  const extension = await loadExtension(paths.tarball);
  const observer = new Observer(plan, Date.now);
  const startMs = Date.now();
  const proxies: LinkProxy[] = [];
  const platforms = await startPlatforms(observer, {
    extension,
    isVirtual: false,
    as: (_party, start) => start(),
    retryTimeScale: RETRY_TIME_SCALE,
    async inFront({ engage, cognigy }) {
      proxies.push(
        await startLinkProxy(observer, "engage", engage.url),
        await startLinkProxy(observer, "cognigy", cognigy.url),
      );
      return { engageUrl: proxies[0]?.url ?? "", cognigyUrl: proxies[1]?.url ?? "" };
    },
  });
  const cognigyProxy = proxies[1];
  await settlePlatforms(platforms.engage, platforms.cognigy);

  const steps = plan.conversations.flatMap((conversationPlan) => {
    const record = observer.conversations.get(conversationPlan.name);
    const conversation = record && new SimulatedConversation(conversationPlan, record, platforms, observer);
    return conversationPlan.steps.map((step) => ({ atMs: step.atMs, run: () => conversation?.perform(step) }));
  });
  const restarts = plan.restarts.map(({ atMs, downMs }) => ({
    atMs,
    run() {
      observer.interruptions.push({ kind: "restart", atMs: Date.now(), conversation: undefined, tokens: [] });
      cognigyProxy?.interrupt(downMs);
    },
  }));
  for (const { atMs, run } of [...steps, ...restarts].sort((one, other) => one.atMs - other.atMs)) {
    if (Date.now() > deadlineMs) {
      break;
    }
    await sleep(Math.max(0, startMs + atMs - Date.now()));
    while (cognigyProxy?.isDown()) {
      await sleep(50);
    }
    pollIfStopped(platforms);
    run();
  }
  const isFinished = await comeToRest(platforms, deadlineMs);
  const spanMs = Date.now() - startMs;
  const record = collect(observer, platforms, { togetherMs: TOGETHER_MS, spanMs, isFinished });
  await platforms.cognigy.close();
  await Promise.all([platforms.engage.close(), extension.close()]);
  for (const proxy of proxies) {
    proxy.close();
  }
  return summarize(record, checkInvariants(record));
}

/** Engage's repetitions are waited for on a shorter scale; those that are still due at the end happen at once. */
async function comeToRest(
  { engage, cognigy }: Awaited<ReturnType<typeof startPlatforms>>,
  deadlineMs: number,
): Promise<boolean> {
  for (let quietSinceMs = Date.now(); Date.now() < deadlineMs; ) {
    const before = engage.deliveries.length + engage.sdkCalls.length + cognigy.executions.length;
    await settlePlatforms(engage, cognigy);
    await engage.flushRetries();
    await sleep(500);
    const after = engage.deliveries.length + engage.sdkCalls.length + cognigy.executions.length;
    if (after !== before) {
      quietSinceMs = Date.now();
    } else if (Date.now() - quietSinceMs > QUIET_MS) {
      return true;
    }
  }
  return false;
}

function quicken(plan: SimulationPlan): SimulationPlan {
  const quick = (ms: number) => Math.floor(ms * TIME_SCALE);
  return {
    ...plan,
    conditions: { ...plan.conditions, faultRate: 0.02, killRate: 0, requestsPerMinute: 5_000 },
    restarts: plan.restarts.map(({ atMs, downMs }) => ({ atMs: quick(atMs), downMs: quick(downMs) })),
    conversations: plan.conversations.map((conversation) => ({
      ...conversation,
      steps: conversation.steps.map((step) => ({ ...step, atMs: quick(step.atMs) })),
    })),
  };
}
