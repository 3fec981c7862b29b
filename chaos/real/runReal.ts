/**
 * A town with real processes for nodes, real threads for transformers, real sockets and real time. It shows what virtual
 * time cannot: how long things take, and races between processes. Nothing is killed here: when Cognigy's side "restarts",
 * all its connections break and new ones are refused for a while, but what runs goes on. It is not replayable.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { settlePlatforms } from "../../sandbox/app/settlePlatforms";
import { loadExtension } from "../../sandbox/cognigy/loadExtension";
import { paths } from "../../scripts/paths";
import { collect } from "../collect";
import { createPlan } from "../createPlan";
import { judge } from "../judge";
import { Observer } from "../Observer";
import { Conversation } from "../People";
import type { TownPlan } from "../Plan";
import { type Summary, summarize } from "../Summary";
import { openTown, pollIfStopped } from "../Town";
import { type Front, startFront } from "./startFront";

/** People are quicker than in the plan. */
const TIME_SCALE = 0.2;
/** Starting a process for each node takes a while on a machine that has much to do. */
const TOGETHER_MS = 8_000;
const RETRY_TIME_SCALE = 0.05;
/** A request that hangs is given up after 5 s, and repeated within 15 s. */
const QUIET_MS = 16_000;

export async function runReal(seed: string, conversations: number, limitMs: number): Promise<Summary> {
  const deadlineMs = Date.now() + limitMs;
  const plan = quicken(createPlan(`${seed}.real`, 1, conversations));
  const extension = await loadExtension(paths.tarball);
  const observer = new Observer(plan, Date.now);
  const startMs = Date.now();
  const fronts: Front[] = [];
  const town = await openTown(observer, {
    extension,
    isVirtual: false,
    as: (_party, start) => start(),
    retryTimeScale: RETRY_TIME_SCALE,
    async front({ engage, cognigy }) {
      fronts.push(await startFront(observer, "engage", engage.url), await startFront(observer, "cognigy", cognigy.url));
      return { engageUrl: fronts[0]?.url ?? "", cognigyUrl: fronts[1]?.url ?? "" };
    },
  });
  const cognigyFront = fronts[1];
  await settlePlatforms(town.engage, town.cognigy);

  const steps = plan.conversations.flatMap((conversationPlan) => {
    const record = observer.conversations.get(conversationPlan.name);
    const conversation = record && new Conversation(conversationPlan, record, town, observer);
    return conversationPlan.steps.map((step) => ({ atMs: step.atMs, run: () => conversation?.perform(step) }));
  });
  const restarts = plan.restarts.map(({ atMs, downMs }) => ({
    atMs,
    run() {
      observer.interruptions.push({ kind: "restart", atMs: Date.now(), conversation: undefined, tokens: [] });
      cognigyFront?.interrupt(downMs);
    },
  }));
  for (const { atMs, run } of [...steps, ...restarts].sort((one, other) => one.atMs - other.atMs)) {
    if (Date.now() > deadlineMs) {
      break;
    }
    await sleep(Math.max(0, startMs + atMs - Date.now()));
    while (cognigyFront?.isDown()) {
      await sleep(50);
    }
    pollIfStopped(town);
    run();
  }
  const isFinished = await comeToRest(town, deadlineMs);
  const spanMs = Date.now() - startMs;
  const record = collect(observer, town, { togetherMs: TOGETHER_MS, spanMs, isFinished });
  await town.cognigy.close();
  await Promise.all([town.engage.close(), extension.close()]);
  for (const front of fronts) {
    front.close();
  }
  return summarize(record, judge(record));
}

/** Engage's repetitions are waited for on a shorter scale; those that are still due at the end happen at once. */
async function comeToRest(
  { engage, cognigy }: Awaited<ReturnType<typeof openTown>>,
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

function quicken(plan: TownPlan): TownPlan {
  const quick = (ms: number) => Math.floor(ms * TIME_SCALE);
  return {
    ...plan,
    weather: { ...plan.weather, faultRate: 0.02, killRate: 0, requestsPerMinute: 5_000 },
    restarts: plan.restarts.map(({ atMs, downMs }) => ({ atMs: quick(atMs), downMs: quick(downMs) })),
    conversations: plan.conversations.map((conversation) => ({
      ...conversation,
      steps: conversation.steps.map((step) => ({ ...step, atMs: quick(step.atMs) })),
    })),
  };
}
