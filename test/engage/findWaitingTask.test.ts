/** Tasks appear some seconds after a recategorisation: when they are looked for, and until when. */
import type { EngageClient } from "../../src/engage/engageClient";
import { findWaitingTask } from "../../src/engage/findWaitingTask";
import type { Task } from "../../src/engage/resources/tasks";

const task = (threadId: string): Task => ({
  id: `task-of-${threadId}`,
  content_id: null,
  thread_id: threadId,
  intervention_id: null,
  channel_id: null,
  agent_ids: [],
  priority: 0,
  accepted_at: null,
  created_at: null,
});

/** An Engage whose task appears at `appearsAtMs`; each call takes no time. */
function engageWith(appearsAtMs: number, { queue = "global", budgetMs = 14_000 } = {}) {
  let nowMs = 0;
  const looks: [number, string][] = [];
  const engage = {
    clock: {
      now: () => nowMs,
      sleep: async (ms: number) => {
        nowMs += ms;
      },
      random: () => 0,
    },
    timeLeftMs: () => budgetMs - nowMs,
    listTasks: async (asked: string) => {
      looks.push([nowMs, asked]);
      const records = [task("other"), ...(asked === queue && nowMs >= appearsAtMs ? [task("mine")] : [])];
      return { records, count: records.length, isComplete: true };
    },
  } as unknown as EngageClient;
  return { engage, looks };
}

const patient = { waits: true, reserveMs: 2_500 };

test("A task that is there takes one call", async () => {
  const { engage, looks } = engageWith(0);
  await expect(findWaitingTask(engage, "mine", patient)).resolves.toMatchObject({ id: "task-of-mine" });
  expect(looks).toEqual([[0, "global"]]);
});

test("Tasks that nobody could take are looked at, too", async () => {
  const { engage, looks } = engageWith(0, { queue: "undelivered" });
  await expect(findWaitingTask(engage, "mine", patient)).resolves.toMatchObject({ id: "task-of-mine" });
  expect(looks).toEqual([
    [0, "global"],
    [0, "undelivered"],
  ]);
});

test("A task that isn't there yet is waited for", async () => {
  const { engage, looks } = engageWith(1_400);
  await expect(findWaitingTask(engage, "mine", patient)).resolves.toMatchObject({ id: "task-of-mine" });
  expect(looks.map(([atMs]) => atMs)).toEqual([0, 0, 500, 500, 1_500]);
});

test.each([
  ["for 10 seconds at most", patient, 30_000, 9_500],
  ["only as long as the node has time", patient, 6_500, 3_500],
  ["not at all where nobody needs it", { waits: false, reserveMs: 0 }, 14_000, 0],
])("It is waited for %s", async (_, options, budgetMs, lastLookMs) => {
  const { engage, looks } = engageWith(Number.POSITIVE_INFINITY, { budgetMs });
  await expect(findWaitingTask(engage, "mine", options)).resolves.toBeUndefined();
  expect(looks.at(-1)).toEqual([lastLookMs, "undelivered"]);
});
