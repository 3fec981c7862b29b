/** What a stand-in has at one moment can be brought back: tests begin with what was prepared once for all of them. */
import { type CognigyStandIn, startCognigy } from "../../sandbox/cognigy/startCognigy";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { createManagementApi } from "../../setup/cognigy/managementApi";

describe("Cognigy.AI", () => {
  let cognigy: CognigyStandIn;
  beforeEach(async () => {
    cognigy = await startCognigy({ management: { readings: { emptyChartReads: 0 } } });
  });
  afterEach(() => cognigy.close());

  test("brings back Flows, their nodes and Endpoints, each time anew", async () => {
    const { management } = cognigy;
    if (management === undefined) {
      throw new Error("There is no REST API.");
    }
    const { url, apiKey, projectId, userInterface } = management;
    const api = createManagementApi({ baseUrl: url, apiKey, timeoutMs: 5_000, longestPauseMs: 5 });
    const flow = await api.createFlow({ projectId, name: "Bot" });
    const [start] = (await api.readChart(flow._id)).nodes;
    const say = { type: "say", extension: "@cognigy/basic-nodes", label: "Hello", mode: "append" as const };
    const text = { say: { type: "text", text: ["Hello"] } };
    const { _id } = await api.createNode(flow._id, { ...say, target: start?._id ?? "", config: text });
    userInterface.createEndpoint({ name: "Web", channel: "rest", flowName: "Bot" });
    const [web] = cognigy.endpoints;
    const restore = cognigy.keep();
    for (let round = 0; round < 2; round++) {
      await api.createFlow({ projectId, name: "Another" });
      userInterface.changeText("Bot", "Hello", "Moin!");
      userInterface.changeTransformer("Web", () => "createRestTransformer({ handleInput: async () => null });");
      cognigy.addEndpoint({ name: "Theirs", type: "webhook", flow: { nodes: [] } });
      await api.deleteNode(flow._id, _id);
      restore();
      expect(userInterface.names()).toMatchObject({ flows: ["Bot"], endpoints: ["Web"] });
      expect(userInterface.textOf("Bot", "Hello")).toContain("Hello");
      expect(userInterface.transformerOf("Web")).toBe("");
      expect(cognigy.endpoints).toEqual([web]);
      expect(management.calls).toEqual([]);
    }
  });
});

describe("Engage", () => {
  let engage: EngageStandIn;
  beforeEach(async () => {
    engage = await startEngage();
  });
  afterEach(() => engage.close());

  test("brings the account back, in the same records", async () => {
    const { domain, seed } = engage;
    const { ana } = seed.agents;
    const categories = [...ana.category_ids];
    const restore = engage.keep();
    const { thread } = domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      identityId: seed.identities.knownCustomer.id,
      body: "Hello",
    });
    domain.categories.clear();
    ana.category_ids.push("another");
    restore();
    expect(domain.threads.has(thread.id)).toBe(false);
    expect(domain.categories.get(seed.categories.agent.id)).toEqual(seed.categories.agent);
    expect(domain.users.get(ana.id)).toBe(ana);
    expect(ana.category_ids).toEqual(categories);
  });
});
