import { type AgentStatus, countAgents } from "../../src/core/availability";

const agent = (...channels: AgentStatus["channels"]): AgentStatus => ({ agent_id: "a", channels });
const realtime = (status: string | null, busyness = "ok") => ({ id: "c1", name: "Realtime", status, busyness });
const async = (status: string | null, busyness = "ok") => ({ id: "c2", name: "Async", status, busyness });

describe("Agents", () => {
  test("are counted by what they can take", () => {
    const agents = [
      agent(realtime("available", "unoccupied")),
      agent(realtime("available", "busy")),
      agent(realtime("available", "full")),
      agent(realtime("away")),
      agent(realtime(null)),
    ];
    expect(countAgents(agents, "free")).toEqual({ online: 4, available: 3, busy: 1, full: 1, away: 1, counted: 2 });
  });

  const mixed = [agent(realtime("available", "full")), agent(realtime("away")), agent(realtime("available"))];
  test.each([
    ["free", 1],
    ["available", 2],
    ["online", 3],
  ] as const)("by the rule %s are %d", (rule, counted) => {
    expect(countAgents(mixed, rule).counted).toBe(counted);
  });

  test.each([
    ["c1", 0],
    ["c2", 1],
    ["async", 1],
    ["Async", 1],
    ["Other", 0],
    [undefined, 1],
  ])("on channel %s: %d", (channel, counted) => {
    expect(countAgents([agent(realtime("away"), async("available"))], "free", channel).counted).toBe(counted);
  });

  test("are found on a channel whose name is not told, by its id", () => {
    const agents = [agent({ id: "c9", name: null, status: "available" })];
    expect(countAgents(agents, "free", "C9").counted).toBe(1);
    expect(countAgents(agents, "free", "Async").counted).toBe(0);
  });

  test("are not busy while they are away", () => {
    expect(countAgents([agent(realtime("away", "busy"))], "online")).toMatchObject({ online: 1, busy: 0, away: 1 });
  });

  test("are none when the list is empty", () => {
    expect(countAgents([], "free")).toEqual({ online: 0, available: 0, busy: 0, full: 0, away: 0, counted: 0 });
  });

  test("are not counted twice for two channels", () => {
    expect(countAgents([agent(realtime("available"), async("available"))], "free").counted).toBe(1);
  });
});
