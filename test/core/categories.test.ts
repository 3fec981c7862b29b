import {
  findUnjudged,
  isSameCategorySet,
  isWithAgents,
  isWithBot,
  toLabelIds,
  toNextCategories,
  toReturnChange,
} from "../../src/core/categories";

describe("The next set of categories", () => {
  test.each([
    ["moves from bot to agent", ["bot"], { remove: ["bot"], add: ["agent"] }, ["agent"]],
    ["keeps others, in their order", ["b", "bot", "a"], { remove: ["bot"], add: ["agent"] }, ["b", "a", "agent"]],
    ["adds several, in their order", [], { remove: [], add: ["agent", "vip"] }, ["agent", "vip"]],
    [
      "holds nothing twice",
      ["agent", "agent", "x"],
      { remove: [], add: ["agent", "x", "y", "y"] },
      ["agent", "x", "y"],
    ],
    ["keeps what is removed and added", ["agent"], { remove: ["agent"], add: ["agent"] }, ["agent"]],
    ["removes what is not there without a word", ["x"], { remove: ["bot"], add: [] }, ["x"]],
    ["can be empty", ["bot"], { remove: ["bot"], add: [] }, []],
  ])("%s", (_, current, change, next) => {
    expect(toNextCategories(current, change)).toEqual(next);
  });

  test.each([
    [["a", "b"], ["b", "a"], true],
    [["a", "a"], ["a"], true],
    [["a"], ["a", "b"], false],
    [["a", "b"], ["a", "c"], false],
    [[], [], true],
  ])("%j and %j are the same set: %s", (a, b, expected) => {
    expect(isSameCategorySet(a, b)).toBe(expected);
  });

  const pair = { botCategoryId: "bot", agentCategoryId: "agent" };
  test.each([
    [["bot"], false, true],
    [["bot", "x"], false, true],
    [["agent", "x"], true, false],
    [["bot", "agent"], true, false],
    // The Handover node's own category, or what an agent put in its place.
    [["x"], true, false],
    [[], false, false],
  ])("%j: with agents %s, with the bot alone %s", (categories, withAgents, withBot) => {
    expect(isWithAgents(categories, pair)).toBe(withAgents);
    expect(isWithBot(categories, pair)).toBe(withBot);
  });

  test("Without a Bot category, the Agent category alone tells", () => {
    const native = { botCategoryId: undefined, agentCategoryId: "agent" };
    expect([["agent"], ["x"], []].map((ids) => isWithAgents(ids, native))).toEqual([true, false, false]);
  });
});

describe("What a conversation has once the bot has it back", () => {
  const pair = { botCategoryId: "bot", agentCategoryId: "agent" };
  const kept = new Set(["label", "vip"]);
  test.each<[string, string[], string[]]>([
    ["the usual category", ["agent"], ["bot"]],
    ["a category that the Handover node chose", ["billing"], ["bot"]],
    ["several", ["agent", "billing", "german"], ["bot"]],
    ["one that an agent put in place of them", ["sales"], ["bot"]],
    ["one that an agent added", ["agent", "sales"], ["bot"]],
    ["labels beside them", ["label", "agent", "vip", "sales"], ["label", "vip", "bot"]],
    ["labels only", ["label"], ["label", "bot"]],
    ["no category at all", [], ["bot"]],
    ["both", ["bot", "agent"], ["bot"]],
    ["the bot's own beside it, as nobody was handed over to", ["bot", "billing", "label"], ["bot", "billing", "label"]],
    ["both, and others", ["billing", "agent", "bot"], ["billing", "bot"]],
  ])("after %s", (_, current, expected) => {
    expect(toNextCategories(current, toReturnChange(current, pair, kept))).toEqual(expected);
  });

  test("The Agent category goes even where it is to stay", () => {
    expect(toReturnChange(["agent"], pair, new Set(["agent"])).remove).toEqual(["agent"]);
  });

  test.each<[string[], string[]]>([
    [["agent"], []],
    [["agent", "vip"], []],
    [
      ["agent", "billing", "sales"],
      ["billing", "sales"],
    ],
    [["bot", "billing"], []],
    [[], []],
  ])("of %j the catalogue has to judge %j", (current, expected) => {
    expect(findUnjudged(current, pair, new Set(["vip"]))).toEqual(expected);
  });
});

test("Labels are what Engage does not route by, which the root of a tree says", () => {
  const category = (id: string, parent_id: string | null, non_routable = false) => ({ id, parent_id, non_routable });
  const catalogue = [
    category("topics", null, true),
    category("billing", "topics"),
    category("refund", "billing"),
    category("teams", null),
    // Of no meaning below a root.
    category("sales", "teams", true),
    category("orphan", "gone"),
    category("a", "b", true),
    category("b", "a", true),
  ];
  expect([...toLabelIds(catalogue)].sort()).toEqual(["billing", "refund", "topics"]);
});
