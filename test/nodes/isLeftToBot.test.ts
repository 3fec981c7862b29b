/** Events about tasks and interventions don't say who has the conversation; its categories do. */
import { isLeftToBot } from "../../src/nodes/receive/isLeftToBot";

const connection = { botCategoryId: () => "bot" };

test.each<[string, string[], boolean]>([
  ["it has the Bot category", ["bot", "vip"], true],
  ["it has none, as where the source sets none: what was opened is the bot's own intervention", [], true],
  ["it has the agents' category", ["agent"], false],
  ["it has only others, which an agent chose", ["billing"], false],
])("%s", (_, categoryIds, expected) => {
  expect(isLeftToBot(categoryIds, connection)).toBe(expected);
});
