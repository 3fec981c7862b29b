/** Tasks, agents' status and the channels in between. */
import fc from "fast-check";
import { compareTasks, decideBusyness, decideRouting } from "../../../sandbox/engage/domain/routing";
import { idsOf, namesOf, useEngage } from "./engageUnderTest";

const t = useEngage();

function handOver(): void {
  t.engage.domain.categorizeThread(t.engage.seed.thread.id, [t.engage.seed.categories.agent.id]);
}

describe("where a task waits", () => {
  it("is undelivered while nobody has the skill", async () => {
    const { task } = t.engage.seed;
    expect(idsOf(await t.call("GET", "/tasks"))).toEqual([]);
    expect(idsOf(await t.call("GET", "/tasks", { query: { queue: "undelivered" } }))).toEqual([task.id]);
  });

  it("is global once the categories match a skill, offered to whoever is free", async () => {
    const { task, agents } = t.engage.seed;
    handOver();
    expect(idsOf(await t.call("GET", "/tasks"))).toEqual([task.id]);
    expect((await t.call("GET", `/tasks/${task.id}`)).body.agent_ids).toEqual([agents.ana.id]);
    expect(namesOf(t.events)).toEqual(["task.recategorized", "task.assigned"]);
    expect(t.events[0]?.userId).toBeUndefined();
  });

  it("stays unoffered until somebody becomes available", () => {
    const { agents, channels, task } = t.engage.seed;
    t.engage.domain.setPresence(agents.ana.id, channels.async.id, { status: "away" });
    handOver();
    expect(task).toMatchObject({ queue: "global", agent_ids: [] });
    t.engage.domain.setPresence(agents.ben.id, channels.async.id, { status: "available" });
    expect(task.agent_ids).toEqual([agents.ben.id]);
  });

  it("is created by the recategorisation where a message waits without one", () => {
    const { task, thread } = t.engage.seed;
    t.engage.domain.tasks.delete(task.id);
    handOver();
    expect([...t.engage.domain.tasks.values()]).toMatchObject([{ thread_id: thread.id, queue: "global" }]);
    expect(namesOf(t.events)).toEqual(["task.created", "task.assigned"]);
  });

  it("stays in the workbin of who took it", async () => {
    const { task, agents, thread, categories } = t.engage.seed;
    handOver();
    t.engage.domain.agentTakes(task.id, agents.ana.id);
    t.engage.domain.categorizeThread(thread.id, [categories.bot.id]);
    for (const queue of ["workbins", `workbin_${agents.ana.id}`]) {
      expect(idsOf(await t.call("GET", "/tasks", { query: { queue } }))).toEqual([task.id]);
    }
  });
});

describe("the order of GET /tasks", () => {
  it("is priority first, then the latest first", async () => {
    const { domain, seed } = t.engage;
    const write = (body: string, name: string) => {
      const identity = domain.addIdentity({ communityId: seed.communities.messaging.id, foreignId: name });
      const { task } = domain.customerWrites({
        sourceId: seed.sources.messaging.id,
        identityId: identity.id,
        body,
        categoryIds: [seed.categories.agent.id],
      });
      return task;
    };
    const first = write("one", "a");
    const second = write("two", "b");
    const urgent = write("three", "c");
    const last = write("four", "d");
    if (urgent !== undefined) {
      urgent.priority = 2.5;
    }
    expect(idsOf(await t.call("GET", "/tasks"))).toEqual([urgent?.id, last?.id, second?.id, first?.id]);
  });

  it("never puts an older task before a newer one of the same priority", () => {
    const task = fc.record({ priority: fc.integer({ min: 0, max: 3 }), order: fc.nat() });
    fc.assert(
      fc.property(fc.array(task), (tasks) => {
        const sorted = [...tasks].sort(compareTasks);
        return sorted.every((one, index) => {
          const next = sorted[index + 1];
          return (
            next === undefined ||
            one.priority > next.priority ||
            (one.priority === next.priority && one.order >= next.order)
          );
        });
      }),
    );
  });
});

describe("rights on tasks", () => {
  it.each([
    ["GET", "/tasks"],
    ["GET", "/tasks/66b17a5c0000000000000001"],
    ["POST", "/tasks/66b17a5c0000000000000001/move?queue=undelivered"],
    ["POST", "/tasks/66b17a5c0000000000000001/transfer"],
  ])("%s %s needs one", async (method, path) => {
    expect((await t.call(method, path, { token: "limited-token" })).status).toBe(403);
  });
});

describe("changing tasks", () => {
  it("moves to undelivered or a special queue only", async () => {
    handOver();
    const path = `/tasks/${t.engage.seed.task.id}/move`;
    expect((await t.call("POST", path, { query: { queue: "global" } })).status).toBe(422);
    expect((await t.call("POST", path, { query: { queue: "undelivered" } })).status).toBe(200);
    expect(t.engage.seed.task.queue).toBe("undelivered");
  });

  it("completes in a workbin only, and only with the superfluous parameter", async () => {
    const { task, agents } = t.engage.seed;
    const path = `/tasks/${task.id}/complete`;
    const query = { queue: "history" };
    expect((await t.call("POST", path, { query })).status).toBe(403);
    handOver();
    t.engage.domain.agentTakes(task.id, agents.ana.id);
    expect((await t.call("POST", path)).status).toBe(400);
    expect((await t.call("POST", path, { query })).status).toBe(200);
    expect(idsOf(await t.call("GET", "/tasks", { query }))).toEqual([task.id]);
  });

  it("transfers to another agent, by force with bypass", async () => {
    const { task, agents } = t.engage.seed;
    handOver();
    const path = `/tasks/${task.id}/transfer`;
    await t.call("POST", path, { query: { "agent_ids[]": [agents.ben.id] } });
    expect(task).toMatchObject({ queue: "global", agent_ids: [agents.ben.id] });
    await t.call("POST", path, { query: { "agent_ids[]": [agents.ben.id], bypass: "true" } });
    expect(task.queue).toBe(`workbin_${agents.ben.id}`);
    expect(namesOf(t.events)).toContain("task.transferred");
  });

  it("transfers to those of a team who speak a language, and to nobody where there are none", async () => {
    const { task, agents, channels, teams } = t.engage.seed;
    handOver();
    t.engage.domain.setPresence(agents.ben.id, channels.async.id, { status: "available" });
    const path = `/tasks/${task.id}/transfer`;
    await t.call("POST", path, { query: { "team_ids[]": [teams.support.id], language: "fr" } });
    expect(task).toMatchObject({ queue: "global", agent_ids: [agents.ben.id] });
    await t.call("POST", path, { query: { language: "ja" } });
    expect(task).toMatchObject({ queue: "undelivered", agent_ids: [] });
    expect((await t.call("POST", path, { query: { "team_ids[]": ["nobody"] } })).status).toBe(422);
  });

  it("refuses to be taken twice", () => {
    const { task, agents } = t.engage.seed;
    t.engage.domain.agentTakes(task.id, agents.ana.id);
    expect(() => t.engage.domain.agentTakes(task.id, agents.ben.id)).toThrow("Task is not waiting");
  });
});

describe("GET /status", () => {
  const agentIds = async (query: Record<string, string | string[]>) => {
    const { records } = (await t.call("GET", "/status", { query })).body;
    return Array.isArray(records) ? records.map((record: { agent_id: string }) => record.agent_id) : [];
  };

  it("shows connected agents per channel, as a bare array", async () => {
    const { agents, channels } = t.engage.seed;
    const response = await fetch(`${t.engage.apiUrl}/status`, { headers: { authorization: "Bearer bot-token" } });
    expect(await response.json()).toEqual([
      {
        agent_id: agents.ana.id,
        channels: [
          { id: channels.async.id, name: "Async", status: "available", busyness: "ok" },
          { id: channels.realtime.id, name: "Realtime", status: "available", busyness: "ok" },
        ],
        custom_status: null,
      },
      expect.objectContaining({ agent_id: agents.ben.id }),
    ]);
  });

  it("leaves out who is not connected, and answers nobody with an empty array", async () => {
    const { agents, channels } = t.engage.seed;
    for (const agent of Object.values(agents)) {
      for (const channel of Object.values(channels)) {
        t.engage.domain.setPresence(agent.id, channel.id, { status: null });
      }
    }
    expect(await agentIds({})).toEqual([]);
    const answer = await t.call("GET", `/status/${agents.ana.id}`);
    expect(answer).toMatchObject({ status: 404, body: { error: "disconnected" } });
    expect(t.events.map((event) => event.type)).toContain("push_agent.disconnected");
  });

  it("filters by sources, categories, teams and languages", async () => {
    const { agents, categories, teams, sources } = t.engage.seed;
    const both = [agents.ana.id, agents.ben.id];
    expect(await agentIds({ "category_ids[]": [categories.agent.id] })).toEqual(both);
    expect(await agentIds({ "category_ids[]": [categories.billing.id] })).toEqual([]);
    expect(await agentIds({ "team_ids[]": [teams.support.id] })).toEqual(both);
    expect(await agentIds({ "spoken_languages[]": ["fr"] })).toEqual([agents.ben.id]);
    agents.ana.permissions[sources.sdk.id] = ["read"];
    expect(await agentIds({ "source_ids[]": [sources.sdk.id] })).toEqual([agents.ben.id]);
  });

  it("needs the right to monitor tasks", async () => {
    expect((await t.call("GET", "/status", { token: "limited-token" })).status).toBe(403);
  });

  it("is changed for all channels at once", async () => {
    const { agents, channels } = t.engage.seed;
    const path = `/status/${agents.ben.id}`;
    const one = { [`status[${channels.async.id}]`]: "available" };
    expect((await t.call("PUT", path, { form: one })).status).toBe(422);
    const all = { ...one, [`status[${channels.realtime.id}]`]: "available" };
    expect((await t.call("PUT", path, { form: all })).status).toBe(200);
    expect(t.engage.domain.presence.get(agents.ben.id)?.channels.get(channels.async.id)?.status).toBe("available");
  });
});

describe("busyness", () => {
  it.each([
    [0, "unoccupied"],
    [1, "ok"],
    [2, "ok"],
    [3, "full"],
    [9, "full"],
  ] as const)("%i tasks with limits 2 and 3: %s", (count, busyness) => {
    expect(decideBusyness(count, { soft_capability: 2, hard_capability: 3 })).toBe(busyness);
  });

  it("is busy between the limits", () => {
    expect(decideBusyness(3, { soft_capability: 2, hard_capability: 5 })).toBe("busy");
  });

  it("keeps a full agent from being offered more", () => {
    const agent = { id: "a", categoryIds: ["x"], canReply: true, status: "available" as const };
    expect(decideRouting(["x"], [{ ...agent, isFull: true }])).toEqual({ queue: "global", agentIds: [] });
    expect(decideRouting(["x"], [{ ...agent, isFull: false }])).toEqual({ queue: "global", agentIds: ["a"] });
    expect(decideRouting(["y"], [{ ...agent, isFull: false }])).toEqual({ queue: "undelivered", agentIds: [] });
  });
});
