/** Session storage: what persists, what does not, and who sees it. */
import { closeStandIns, definition, exchange, post, standIn, transformer } from "./standIn";

afterEach(closeStandIns);

const OPEN = `const storage = await getSessionStorage("a", "b");`;

test.each<[what: string, body: string, kept: Record<string, unknown>]>([
  ["assigning", "storage.x = { y: 1 };", { x: { y: 1 } }],
  ["assigning again", "storage.x = 1; storage.x = 2;", { x: 2 }],
  [
    "changing a nested value in place",
    "storage.x = { y: 1 }; storage.x.y = 2; storage.list = []; storage.list.push(1);",
    { x: { y: 1 }, list: [] },
  ],
  ["changing what was assigned", "const v = { y: 1 }; storage.x = v; v.y = 2;", { x: { y: 1 } }],
  ["copy, change, assign", "storage.q = [1]; const q = [...storage.q]; q.push(2); storage.q = q;", { q: [1, 2] }],
  ["deleting", "storage.x = 1; storage.y = 2; delete storage.x;", { y: 2 }],
  ["undefined", "storage.x = 1; storage.x = undefined;", {}],
  ["Object.assign", "Object.assign(storage, { x: 1, y: null });", { x: 1, y: null }],
  [
    "looking",
    "storage.x = 1; storage.seen = [Object.keys(storage), 'x' in storage, 'y' in storage, { ...storage }, storage.gone === undefined];",
    { x: 1, seen: [["x"], true, false, { x: 1 }, true] },
  ],
])("%s", async (_what, body, kept) => {
  const { endpoint } = await exchange({ handleInput: OPEN + body });
  expect(endpoint.transformerErrors).toEqual([]);
  expect(endpoint.storage.read("a", "b")).toEqual(kept);
});

test("is shared by the handlers of an Endpoint, under any ids", async () => {
  const { endpoint } = await exchange({
    handleInput: `(await getSessionStorage("engage-thread", "1")).link = "s"; return {};`,
    handleOutput: `return { text: (await getSessionStorage("engage-thread", "1")).link };`,
  });
  expect(endpoint.sent).toMatchObject([{ text: "s" }]);
});

test("is not shared with other Endpoints or other sessions", async () => {
  const cognigy = await standIn();
  const source = transformer({
    handleInput: `const storage = await getSessionStorage("a", request.body.session); storage.n = (storage.n || 0) + 1; return null;`,
  });
  const one = cognigy.addEndpoint(definition({ transformer: source }));
  const other = cognigy.addEndpoint(definition({ name: "other", transformer: source }));
  for (const [endpoint, session] of [
    [one, "x"],
    [one, "x"],
    [one, "y"],
    [other, "x"],
  ] as const) {
    await post(endpoint.url, { session });
  }
  const read = (endpoint: typeof one, session: string) => endpoint.storage.read("a", session).n;
  expect([read(one, "x"), read(one, "y"), read(other, "x"), read(other, "y")]).toEqual([2, 1, 1, undefined]);
});

test("two handlers at the same time: reads see the latest value, and the last to write wins", async () => {
  const cognigy = await standIn();
  const endpoint = cognigy.addEndpoint(
    definition({
      transformer: transformer({
        handleInput: `const storage = await getSessionStorage("a", "b"); const { n = 0 } = storage; await getSessionStorage("x", "x"); storage.n = n + 1; storage[request.body.me] = true; return null;`,
      }),
    }),
  );
  await Promise.all([post(endpoint.url, { me: "one" }), post(endpoint.url, { me: "two" })]);
  expect(endpoint.storage.read("a", "b")).toEqual({ n: expect.any(Number), one: true, two: true });
});

test.each<[user: string | undefined, session: string | undefined, left: string[]]>([
  [undefined, undefined, []],
  ["a", undefined, ["b/1"]],
  ["a", "1", ["a/2", "b/1"]],
])("wipe(%s, %s)", async (user, session, left) => {
  const { endpoint } = await exchange({
    handleInput: `for (const [u, s] of [["a", "1"], ["a", "2"], ["b", "1"]]) (await getSessionStorage(u, s)).x = 1; return null;`,
  });
  endpoint.storage.wipe(user, session);
  const kept = [
    ["a", "1"],
    ["a", "2"],
    ["b", "1"],
  ].filter(([u = "", s = ""]) => endpoint.storage.read(u, s).x === 1);
  expect(kept.map((ids) => ids.join("/"))).toEqual(left);
});
