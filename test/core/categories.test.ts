import { isSameCategorySet, isWithAgents, isWithBot, toNextCategories } from "../../src/core/categories";

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
    [["agent", "x"], true, false],
    [["bot", "agent"], false, false],
    [["x"], false, false],
  ])("%j: with agents %s, with the bot alone %s", (categories, withAgents, withBot) => {
    expect(isWithAgents(categories, pair)).toBe(withAgents);
    expect(isWithBot(categories, pair)).toBe(withBot);
  });
});
