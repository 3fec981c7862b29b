import { decideRoute, type RouteFacts } from "../../src/core/route";

const facts = (change: Partial<RouteFacts>): RouteFacts => ({
  choice: "auto",
  endpointType: "webchat3",
  hasEngageClaim: false,
  hasThreadId: false,
  ...change,
});

describe("The route of a conversation", () => {
  test.each<[string, Partial<RouteFacts>, string]>([
    ["a conversation known from the hub", { hasEngageClaim: true, endpointType: "webhook" }, "channel"],
    ["a named thread", { hasThreadId: true, endpointType: "ringCentralEngage" }, "channel"],
    ["Cognigy's own Engage Endpoint", { endpointType: "ringCentralEngage" }, "native"],
    ["a channel of Cognigy", {}, "bridge"],
    ["a choice of bridge, whatever the input says", { choice: "bridge", hasEngageClaim: true }, "bridge"],
    ["a choice of native", { choice: "native" }, "native"],
    ["a named thread in the Interaction Panel", { hasThreadId: true, endpointType: "adminconsole" }, "channel"],
  ])("for %s", (_, change, route) => {
    expect(decideRoute(facts(change))).toBe(route);
  });

  const PANEL = ["unsupported_endpoint", "Interaction Panel", "real Endpoint"] as const;
  test.each<[string, Partial<RouteFacts>, readonly [code: string, message: string, hint: string]]>([
    [
      "route channel without a thread",
      { choice: "channel" },
      ["thread_id_missing", "which Engage conversation", "Thread ID"],
    ],
    ["the Interaction Panel", { endpointType: "adminconsole" }, PANEL],
    ["the Interaction Panel with a choice", { choice: "native", endpointType: "adminconsole" }, PANEL],
    ["the Interaction Panel without a thread", { choice: "channel", endpointType: "adminconsole" }, PANEL],
    [
      "the Interaction Panel with a thread and another choice",
      { choice: "bridge", hasThreadId: true, endpointType: "adminconsole" },
      PANEL,
    ],
  ])("is none for %s", (_, change, [code, message, hint]) => {
    const [says, helps] = [expect.stringContaining(message), expect.stringContaining(hint)];
    expect(() => decideRoute(facts(change))).toThrow(expect.objectContaining({ code, message: says, hint: helps }));
  });
});
