/** Calls to Cognigy's REST API while it is busy: which are sent again, how often, and after how long. */
import { IN_ONE_THREAD } from "../../harness/patience";
import type { ManagementFault } from "../../sandbox/cognigy/management/ManagementOptions";
import { type CognigyStandIn, startCognigy } from "../../sandbox/cognigy/startCognigy";
import { createManagementApi } from "../../setup/cognigy/managementApi";
import { toPauseMs } from "../../setup/cognigy/repeatWhileBusy";
import { PACE, waitForTask } from "../../setup/cognigy/waitForTask";

let cognigy: CognigyStandIn;
beforeEach(async () => {
  cognigy = await startCognigy({ management: true, ...IN_ONE_THREAD });
});
afterEach(() => cognigy.close());

/** The first requests meet these faults, one each. */
async function start(...faults: ManagementFault[]) {
  const { management } = cognigy;
  if (management === undefined) {
    throw new Error("There is no REST API.");
  }
  const { url, apiKey, projectId } = management;
  const api = createManagementApi({ baseUrl: url, apiKey, timeoutMs: 5_000, longestPauseMs: 5 });
  const flow = await api.createFlow({ projectId, name: "Bot" });
  const from = management.calls.length;
  management.interrupt = () => faults.shift();
  const statuses = () => management.calls.slice(from).map(({ status }) => status);
  return { api, projectId, flow, statuses, names: () => management.userInterface.names().flows };
}

const BUSY = [{ status: 429 }, { status: 502 }, { status: 503 }];

test("a GET is sent up to four times", async () => {
  const { api, projectId, statuses } = await start(...BUSY);
  expect(await api.listFlows(projectId)).toMatchObject([{ name: "Bot" }]);
  expect(statuses()).toEqual([429, 502, 503, 200]);
});

test("a DELETE is sent up to four times", async () => {
  const { api, flow, statuses, names } = await start(...BUSY);
  await api.remove("flows", flow._id);
  expect(statuses()).toEqual([429, 502, 503, 204]);
  expect(names()).toEqual([]);
});

test("a PATCH is sent up to four times", async () => {
  const { api, statuses } = await start(...BUSY, { status: 204 });
  await api.updateEndpoint("e", { name: "Hub" });
  expect(statuses()).toEqual([429, 502, 503, 204]);
});

test("the fourth refusal is reported", async () => {
  const { api, projectId, statuses } = await start(...BUSY, { status: 504 });
  await expect(api.listFlows(projectId)).rejects.toMatchObject({ code: "cognigy_server_error", status: 504 });
  expect(statuses()).toEqual([429, 502, 503, 504]);
});

test.each([429, 502, 503, 504])("a POST is sent once, also where %s answers it", async (status) => {
  const { api, projectId, statuses } = await start({ status });
  await expect(api.createFlow({ projectId, name: "Another" })).rejects.toMatchObject({ status });
  expect(statuses()).toEqual([status]);
});

test.each([400, 401, 404, 409, 500])("what %s answers isn't sent again", async (status) => {
  const { api, projectId, statuses } = await start({ status });
  await expect(api.listFlows(projectId)).rejects.toMatchObject({ status });
  expect(statuses()).toEqual([status]);
});

test("a DELETE whose answer was lost is done; one that finds nothing at once is not", async () => {
  const { api, flow, statuses } = await start({ status: 502, afterwards: true });
  await api.remove("flows", flow._id);
  expect(statuses()).toEqual([502, 404]);
  await expect(api.remove("flows", flow._id)).rejects.toMatchObject({ status: 404 });
});

test.each([
  ["nothing, at first", 1, {}, 1_000],
  ["nothing, later", 3, {}, 4_000],
  ["seconds", 1, { "retry-after": "7" }, 7_000],
  ["a date", 1, { "retry-after": "Thu, 01 Jan 1970 00:01:09 GMT" }, 9_000],
  ["a date that is over", 2, { "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" }, 0],
  ["more than is waited", 1, { "retry-after": "3600" }, 30_000],
])("the pause where Retry-After says %s", (_what, tries, headers, pauseMs) => {
  expect(toPauseMs(tries, headers, 60_000, 30_000)).toBe(pauseMs);
});

test("Retry-After of an answer shortens the pause", async () => {
  const fault = { status: 429, headers: { "retry-after": "0" } };
  const { statuses, projectId } = await start(fault, fault, fault);
  const { url = "", apiKey = "" } = cognigy.management ?? {};
  // Without it the three pauses take longer than a test may.
  const api = createManagementApi({ baseUrl: url, apiKey, timeoutMs: 5_000, longestPauseMs: 60_000 });
  await api.listFlows(projectId);
  expect(statuses()).toEqual([429, 429, 429, 200]);
}, 5_000);

test("a task is waited for while too many requests are refused", async () => {
  const busy = { status: 429 };
  const { api, projectId, statuses } = await start(busy, busy, busy, busy, busy, {
    status: 200,
    body: { status: "done" },
  });
  await waitForTask(api, projectId, "t", { requestMs: 5_000, repeatMs: 5, taskMs: 10_000, pollMs: 5 });
  expect(statuses()).toEqual([429, 429, 429, 429, 429, 200]);
});

test("a task gets ten minutes", async () => {
  jest.useFakeTimers();
  try {
    let lookedAtMs = 0;
    const startedAtMs = Date.now();
    const readTask = async () => {
      lookedAtMs = Date.now() - startedAtMs;
      return { status: "active" };
    };
    const given = expect(waitForTask({ readTask }, "p", "t", PACE)).rejects.toMatchObject({ code: "task_timeout" });
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    await given;
    expect(Math.round(lookedAtMs / 10_000)).toBe(60);
  } finally {
    jest.useRealTimers();
  }
});
