/** Injected faults, over real sockets. */
import { type Fault, startEngage } from "../../../sandbox/engage/startEngage";
import { useEngage } from "./engageUnderTest";

const t = useEngage();

const post = () =>
  fetch(`${t.engage.apiUrl}/contents`, {
    method: "POST",
    headers: { authorization: "Bearer bot-token", "content-type": "application/json" },
    body: JSON.stringify({ in_reply_to_id: t.engage.seed.content.id, body: "Hello" }),
  });
const me = () => fetch(`${t.engage.apiUrl}/users/me`, { headers: { authorization: "Bearer bot-token" } });
const replies = () => [...t.engage.domain.contents.values()].filter((one) => one.status === "user_reply").length;

it("answers a status without carrying the request out", async () => {
  t.engage.faults.inject({ kind: "status", status: 503, headers: { "retry-after": "2" } });
  const response = await post();
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(replies()).toBe(0);
  expect(t.engage.exchanges).toMatchObject([{ fault: "status", status: 503 }]);
  expect((await post()).status).toBe(200);
});

it("answers a status after carrying the request out", async () => {
  t.engage.faults.inject({ kind: "status", status: 502, body: "<html>Bad gateway</html>", after: "after" });
  const response = await post();
  expect(await response.text()).toBe("<html>Bad gateway</html>");
  expect(replies()).toBe(1);
});

it.each<[string, Fault, number]>([
  ["reset before", { kind: "reset" }, 0],
  ["reset after", { kind: "reset", after: "after" }, 1],
  ["truncated", { kind: "truncated" }, 1],
])("%s breaks the answer", async (_name, fault, carriedOut) => {
  t.engage.faults.inject(fault);
  await expect(post().then((response) => response.text())).rejects.toThrow();
  expect(replies()).toBe(carriedOut);
});

it("hangs until the caller gives up", async () => {
  t.engage.faults.inject({ kind: "hang" });
  const hanging = fetch(`${t.engage.apiUrl}/users/me`, { signal: AbortSignal.timeout(100) });
  await expect(hanging).rejects.toThrow();
  expect(t.engage.exchanges).toMatchObject([{ fault: "hang", status: 0 }]);
});

it("delays, then carries out", async () => {
  t.engage.faults.inject({ kind: "delay", ms: 60 });
  const startedAt = Date.now();
  expect((await me()).status).toBe(200);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(55);
});

it.each([
  ["", "text/html"],
  ["<html></html>", "text/html"],
  ["[]", "application/json"],
])("answers garbage %j", async (body, contentType) => {
  t.engage.faults.inject({ kind: "garbage", body, contentType });
  const response = await me();
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain(contentType);
  expect(await response.text()).toBe(body);
});

it("streams a huge answer", async () => {
  t.engage.faults.inject({ kind: "huge", bytes: 3_000_000 });
  expect((await (await me()).text()).length).toBeGreaterThanOrEqual(3_000_000);
});

it("applies in order, where they match, as often as told", async () => {
  t.engage.faults.inject({ kind: "status", status: 500 }, { method: "post", path: /contents$/ });
  t.engage.faults.inject({ kind: "status", status: 503 }, { times: 2 });
  expect((await me()).status).toBe(503);
  expect((await post()).status).toBe(500);
  expect((await me()).status).toBe(503);
  expect((await me()).status).toBe(200);
  t.engage.faults.inject({ kind: "status", status: 503 }, { times: Number.POSITIVE_INFINITY });
  expect([(await me()).status, (await me()).status]).toEqual([503, 503]);
  t.engage.faults.clear();
  expect((await me()).status).toBe(200);
});

it("closes although a request hangs", async () => {
  const other = await startEngage();
  other.faults.inject({ kind: "hang" });
  const hanging = fetch(`${other.apiUrl}/users/me`);
  const broken = expect(hanging).rejects.toThrow();
  while (other.exchanges.length === 0) {
    await new Promise(setImmediate);
  }
  await other.close();
  await broken;
});
