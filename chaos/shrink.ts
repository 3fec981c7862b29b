/** Cuts a failing plan down while it still fails: conversations first, then readings, restarts and faults, then steps. */
import { describeReadings, unusualOf } from "../sandbox/readings";
import type { ConversationPlan, SimulationPlan } from "./Plan";

/** True while the plan still fails in the same way. */
export type StillFails = (plan: SimulationPlan) => Promise<boolean>;

/** `faults`: the names of those that happened. `limit`: of plans that are tried. `suspect`: the conversation that failed. */
export async function shrink(
  failing: SimulationPlan,
  faults: readonly string[],
  stillFails: StillFails,
  { limit = 120, limitMs = 60_000, suspect }: { limit?: number; limitMs?: number; suspect?: string | undefined } = {},
): Promise<SimulationPlan> {
  const untilMs = performance.now() + limitMs;
  let tries = 0;
  let plan: SimulationPlan = { ...failing, onlyFaults: [...faults] };
  const attempt = async (smaller: SimulationPlan) => {
    if (tries >= limit || performance.now() > untilMs) {
      return false;
    }
    tries += 1;
    if (!(await stillFails(smaller))) {
      return false;
    }
    plan = smaller;
    return true;
  };
  if (!(await attempt(plan))) {
    return failing;
  }
  // Often the others have nothing to do with it.
  const alone = plan.conversations.filter(({ name }) => name === suspect);
  if (alone.length === 0 || !(await attempt({ ...plan, conversations: alone }))) {
    await cut(plan.conversations, (conversations) => attempt({ ...plan, conversations }));
  }
  await cut(unusualOf(plan.readings), (kept) => attempt({ ...plan, readings: Object.fromEntries(kept) }));
  await cut(plan.restarts, (restarts) => attempt({ ...plan, restarts }));
  await cut(plan.onlyFaults ?? [], (onlyFaults) => attempt({ ...plan, onlyFaults }));
  for (const { name } of plan.conversations) {
    const steps = plan.conversations.find((one) => one.name === name)?.steps ?? [];
    const withSteps = (kept: ConversationPlan["steps"]) =>
      plan.conversations.map((one) => (one.name === name ? { ...one, steps: kept } : one));
    await cut(steps, (kept) => attempt({ ...plan, conversations: withSteps(kept) }));
  }
  return plan;
}

/** Takes away halves, then quarters, down to single items. */
async function cut<Item>(items: readonly Item[], attempt: (kept: readonly Item[]) => Promise<boolean>): Promise<void> {
  let kept = items;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await attempt(fewer)) {
        kept = fewer;
      } else {
        at += size;
      }
    }
  }
}

export function describePlan({
  seed,
  conditions,
  readings,
  restarts,
  onlyFaults = [],
  conversations,
}: SimulationPlan): string[] {
  return [
    `simulation ${seed}, conditions ${JSON.stringify(conditions)}`,
    `  readings: ${describeReadings(readings)}`,
    ...restarts.map(({ atMs, downMs }) => `  ${atMs / 1000} s: Cognigy restarts, ${downMs} ms`),
    ...onlyFaults.map((name) => `  fault at ${name}`),
    ...conversations.flatMap(({ name, route, steps }) => [
      `  ${name} on route ${route}:`,
      ...steps.map(({ atMs, act, id }) => `    ${(atMs / 1000).toFixed(3)} s ${act} (step ${id})`),
    ]),
  ];
}
