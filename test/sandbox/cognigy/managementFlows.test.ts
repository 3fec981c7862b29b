/** Flows, Connections and Endpoints on the stand-in of Cognigy's REST API: what it builds, and what it refuses. */
import { packedExtension } from "../../../harness/packedExtension";
import type { ManagementReadings } from "../../../sandbox/cognigy/management/ManagementReadings";
import { closeStandIns, standIn } from "./standIn";

afterEach(closeStandIns);

const BASIC = "@cognigy/basic-nodes";
const OWN = "ringcentral-engage";

async function start(readings: Partial<ManagementReadings> = {}) {
  const extension = await packedExtension();
  const cognigy = await standIn({
    extension,
    runNodesInProcess: true,
    management: { readings: { emptyChartReads: 0, ...readings } },
  });
  const api = cognigy.management;
  if (!api) {
    throw new Error("There is no REST API.");
  }
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${api.url}/new/v2.0${path}`, {
      method,
      headers: { "x-api-key": api.apiKey, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  const { body: flow } = await call("POST", "/flows", { projectId: api.projectId, name: "Flow" });
  const readChart = async () => (await call("GET", `/flows/${flow._id}/chart`)).body;
  const startId: string = (await readChart()).nodes[0]._id;
  const addNode = (type: string, rest: object = {}) =>
    call("POST", `/flows/${flow._id}/chart/nodes`, {
      type,
      extension: BASIC,
      label: type,
      mode: "append",
      target: startId,
      config: {},
      ...rest,
    });
  const childrenOf = async (id: string) => {
    const { nodes, relations } = await readChart();
    const children: string[] = relations.find(({ node }: { node: string }) => node === id).children;
    return children.map((child) => nodes.find(({ _id }: { _id: string }) => _id === child));
  };
  return { cognigy, api, call, flow, addNode, childrenOf, readChart, startId };
}

const say = (text: string) => ({ say: { type: "text", text: [text] } });

test("a new Flow has a start and an end, and its chart may be empty at first", async () => {
  const { api, call } = await start({ emptyChartReads: 0 });
  api.readings.emptyChartReads = 1;
  const { body: flow } = await call("POST", "/flows", { projectId: api.projectId, name: "New" });
  const read = async () => (await call("GET", `/flows/${flow._id}/chart`)).body.nodes;
  expect(await read()).toEqual([]);
  expect((await read()).map(({ type }: { type: string }) => type)).toEqual(["start", "end"]);
});

test.each([
  ["if", BASIC, ["then", "else"]],
  ["switch", BASIC, ["default", "case", "case"]],
  ["once", BASIC, ["onFirstExecution", "afterwards"]],
  ["receiveEngageEvents", OWN, ["onCustomerMessage", "onHandoverUpdate", "onEngageEventHandled"]],
])("%s comes with its children", async (type, extension, children) => {
  const { addNode, childrenOf } = await start();
  const { body: node } = await addNode(type, { extension });
  expect((await childrenOf(node._id)).map((child) => child.type)).toEqual(children);
});

test("the children of a new node may be missing from the chart at first", async () => {
  const { addNode, childrenOf } = await start({ childlessChartReads: 2 });
  const { body: node } = await addNode("if");
  const read = async () => (await childrenOf(node._id)).map(({ type }) => type);
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([]);
  expect(await read()).toEqual(["then", "else"]);
});

test.each<[string, string, object, number, RegExp]>([
  ["a child that only its parent makes", "then", {}, 400, /conflicts with constraints/],
  ["an exit of ours", "onHandedOver", { extension: OWN }, 400, /conflicts with constraints/],
  ["a case beside its Lookup", "case", {}, 400, /conflicts with constraints/],
  ["a target of another chart", "say", { target: "665000000000000000000001" }, 404, /Failed to find chart node/],
  ["an Extension that is not installed", "say", { extension: "other" }, 404, /not found/],
  ["an unknown member", "say", { condition: "" }, 400, /Field 'condition' is not allowed/],
  ["an unknown key in config", "say", { config: { words: "x" } }, 400, /Node config validation failed/],
  ["an unknown Connection", "receiveEngageEvents", { extension: OWN, config: { connection: "x" } }, 400, /validation/],
  ["insertAfter", "say", { mode: "insertAfter" }, 500, /Internal/],
])("refuses %s", async (_what, type, rest, status, detail) => {
  const { addNode } = await start();
  expect(await addNode(type, rest)).toMatchObject({ status, body: { detail: expect.stringMatching(detail) } });
});

test("what follows a child is its branch; the Flow goes on below the parent", async () => {
  const { cognigy, api, call, flow, addNode, childrenOf } = await start();
  await addNode("say", { config: say("after") });
  const condition = { type: "condition", condition: "input.text === 'yes'" };
  const { body: node } = await addNode("if", { config: { condition } });
  const [then] = await childrenOf(node._id);
  await addNode("say", { target: then._id, config: say("then") });
  const { body: endpoint } = await call("POST", "/endpoints", {
    projectId: api.projectId,
    entrypoint: api.projectId,
    channel: "rest",
    name: "Test",
    flowId: flow.referenceId,
    targetType: "flow",
    agentId: "",
  });
  const ask = async (text: string) => {
    const response = await fetch(`${cognigy.url}/${endpoint.URLToken}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ userId: text, sessionId: text, text }),
    });
    return JSON.stringify(await response.json());
  };
  expect(await ask("yes")).toMatch(/then.*after/);
  expect(await ask("no")).not.toMatch(/then/);
});

test.each<[Partial<ManagementReadings>, object, number]>([
  [{}, { flowId: "_id" }, 400],
  [{ endpointFlow: "_id" }, { flowId: "referenceId" }, 404],
  [{ endpointBody: "small" }, { flowId: "referenceId", agentId: "" }, 400],
  [{ endpointBody: "refused" }, { flowId: "referenceId" }, 400],
])("an Endpoint in a form that the reading %j doesn't know is refused", async (readings, given, status) => {
  const { api, call, flow } = await start(readings);
  const values = Object.entries(given).map(([name, id]) => [name, id === "" ? "" : flow[id]]);
  const rest = "agentId" in given || readings.endpointBody === "refused" ? {} : full(api.projectId);
  const body = { projectId: api.projectId, channel: "webhook", name: "E", ...rest, ...Object.fromEntries(values) };
  expect((await call("POST", "/endpoints", body)).status).toBe(status);
});

const full = (projectId: string) => ({ entrypoint: projectId, targetType: "flow", agentId: "" });

test("settings of a Webchat are replaced as a whole: a missing group is refused", async () => {
  const { api, call, flow } = await start();
  const body = { projectId: api.projectId, channel: "webchat3", name: "W", flowId: flow.referenceId };
  const { body: endpoint } = await call("POST", "/endpoints", { ...body, ...full(api.projectId) });
  const { layout: _, ...rest } = endpoint.settings;
  expect((await call("PATCH", `/endpoints/${endpoint._id}`, { settings: rest })).status).toBe(400);
  const settings = { ...endpoint.settings, demoWebchat: { enabled: false } };
  expect((await call("PATCH", `/endpoints/${endpoint._id}`, { settings })).status).toBe(204);
  expect((await call("GET", `/endpoints/${endpoint._id}`)).body.settings.demoWebchat).toEqual({ enabled: false });
});

test("a Connection never gives its values out", async () => {
  const { api, call } = await start();
  const { body } = await call("POST", "/connections", {
    projectId: api.projectId,
    name: "Engage",
    extension: OWN,
    type: OWN,
    fields: { accessToken: "token-secret" },
  });
  const list = await call("GET", `/connections?projectId=${api.projectId}`);
  expect(JSON.stringify([body, list.body])).not.toContain("token-secret");
});

test("a node that is deleted takes its branches along, and the chain closes", async () => {
  const { call, flow, addNode, childrenOf, readChart, startId } = await start();
  await addNode("say", { config: say("after") });
  const { body: node } = await addNode("once");
  const [first] = await childrenOf(node._id);
  await addNode("say", { target: first._id, label: "inside", config: say("x") });
  await call("DELETE", `/flows/${flow._id}/chart/nodes/${node._id}`);
  const { nodes, relations } = await readChart();
  expect(nodes.map(({ label }: { label: string }) => label)).toEqual(["Start", "End", "say"]);
  const next = relations.find((one: { node: string }) => one.node === startId).next;
  expect(nodes.find(({ _id }: { _id: string }) => _id === next).label).toBe("say");
});
