/** A sandbox that runs for days: old records go, counts stay. */
import { RecordKeeper } from "../../../sandbox/app/RecordKeeper";
import { type CognigyStandIn, startCognigy } from "../../../sandbox/cognigy/startCognigy";
import { forgetThreads } from "../../../sandbox/engage/domain/forgetThreads";
import { type EngageStandIn, type Exchange, startEngage } from "../../../sandbox/engage/startEngage";

let engage: EngageStandIn;
let cognigy: CognigyStandIn;
beforeAll(async () => {
  [engage, cognigy] = await Promise.all([startEngage(), startCognigy()]);
});
beforeEach(() => {
  engage.reset();
  cognigy.reset();
});
afterAll(() => Promise.all([engage.close(), cognigy.close()]));

const exchange = (startedAt: number, given: Partial<Exchange> = {}): Exchange => ({
  method: "GET",
  path: "/1.0/tasks",
  query: [],
  headers: {},
  body: undefined,
  rawBody: "",
  status: 200,
  responseBody: {},
  responseText: "{}",
  startedAt,
  endedAt: startedAt,
  ...given,
});

test("The oldest exchanges go, but not those of the last minute; totals count them all", () => {
  const keeper = new RecordKeeper(engage, cognigy, () => {});
  const now = Date.now();
  const old = Array.from({ length: 700 }, (_, index) => exchange(now - 3_600_000, { status: index < 3 ? 429 : 200 }));
  const recent = Array.from({ length: 600 }, () => exchange(now));
  engage.exchanges.push(...old, exchange(now - 3_600_000, { path: "/realtime/sdk/1" }), ...recent);
  keeper.forgetOld();
  expect(engage.exchanges).toHaveLength(600);
  expect(keeper.totals()).toMatchObject({ restCalls: 1300, throttled: 3 });
  keeper.reset();
  expect(keeper.totals()).toMatchObject({ restCalls: 600, throttled: 0 });
});

test("Executions and outputs go, conversations stay counted", async () => {
  const endpoint = cognigy.addEndpoint({ name: "hub", type: "socket", flow: { nodes: [{ type: "say", text: "Hi" }] } });
  const client = endpoint.connect("user", "session");
  for (let turn = 0; turn < 20; turn += 1) {
    client.send({ text: "Hello" });
  }
  await cognigy.idle();
  expect(cognigy.forgetOldest({ records: 5, sessions: 5 })).toEqual({ executions: 15 });
  expect(cognigy.executions).toHaveLength(5);
  expect(endpoint.sent).toHaveLength(5);
  expect(endpoint.countConversations(() => true)).toBe(1);
});

test("Threads that nobody waits in go with all that is in them, the oldest first", () => {
  const { domain, seed } = engage;
  const write = (name: string) => {
    const identity = domain.addIdentity({ communityId: seed.communities.sdk.id, foreignId: name });
    return domain.customerWrites({
      sourceId: seed.sources.sdk.id,
      identityId: identity.id,
      threadForeignId: name,
      body: "Hi",
    });
  };
  const waiting = write("waiting");
  domain.categorizeThread(waiting.thread.id, [seed.categories.agent.id]);
  const idle = ["one", "two", "three"].map(write);
  expect(forgetThreads(domain, 2)).toEqual([seed.thread.id, idle[0]?.thread.id, idle[1]?.thread.id]);
  expect([...domain.threads.keys()]).toEqual([waiting.thread.id, idle[2]?.thread.id]);
  const left = [waiting.content.id, idle[2]?.content.id];
  expect([...domain.contents.keys()]).toEqual(left);
  expect([...domain.tasks.values()].map(({ content_id }) => content_id)).toEqual(left);
  const names = [...domain.identities.values()].map(({ foreign_id }) => foreign_id);
  expect(names).toEqual(expect.arrayContaining(["waiting", "three", "visitor-1"]));
  expect(names).not.toContain("one");
});
