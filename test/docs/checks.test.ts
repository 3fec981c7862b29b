/** What checks the pages is checked here, by sentences and tables that are wrong. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findPageFaults } from "../../scripts/docs/findPageFaults";
import { findProseFaults } from "../../scripts/docs/findProseFaults";
import { renderFlow } from "../../scripts/docs/flowPicture";
import { withGeneratedBlocks } from "../../scripts/docs/generatedBlocks";
import { LOG_CODES } from "../../scripts/docs/logCodes";
import { listLogCodes } from "../../scripts/docs/spelledLogCodes";
import { root } from "../../scripts/paths";
import { CONSOLE_EVENT, NEEDED_EVENTS, USEFUL_EVENTS } from "../../setup/engage/webhookEvents";

test("Every code in the transformers' logs is explained, and no other", () => {
  expect(Object.keys(LOG_CODES).sort()).toEqual(listLogCodes());
});

test("The events of the webhook are those that the assistant chooses, and the one that only the console has", () => {
  const [, list = ""] = readFileSync(join(root, "docs/reference/events.md"), "utf8").split("## Events of the webhook");
  const named = [...list.matchAll(/`((?:content|intervention|task)\.\w+)`/g)].map(([, event]) => event);
  expect([...new Set(named)].sort()).toEqual([...NEEDED_EVENTS, ...USEFUL_EVENTS, CONSOLE_EVENT].sort());
});

test("Translated sentences are found, but not in code", () => {
  expect(findProseFaults("The end is told by `Receive`.\nUse `so that` freely.", "page.md")).toEqual([
    'page.md:1: "told"; write: reports, says, shows',
  ]);
});

test("Wide tables, long lines and long pages are found", () => {
  const wide = "| 1 | 2 | 3 | 4 | 5 | 6 |";
  const long = "x".repeat(161);
  expect(findPageFaults(`${wide}\n${long}`, "page.md")).toEqual([
    "page.md:1: 6 columns, 5 allowed",
    "page.md:2: 161 characters, 160 allowed",
  ]);
  expect(findPageFaults("line\n".repeat(151), "README.md")).toEqual(["README.md: 151 lines, 150 allowed"]);
});

test("A block is written between its markers, and a block that nothing writes is an error", () => {
  const page = "Before\n<!-- generated:tokens checkEngageAgents -->\nold\n<!-- /generated -->\nAfter";
  const written = withGeneratedBlocks(page, "page.md");
  expect(written).toContain("| Engage Agents Counted | `input.engageAgents.agents.counted` |");
  expect(written.split("\n").at(-1)).toBe("After");
  expect(() => withGeneratedBlocks(page.replace("tokens", "token"), "page.md")).toThrow('the block "token"');
});

test.each(readdirSync(join(root, "docs/recipes/flows")))("In the picture of %s, nothing follows a Stop", (file) => {
  const picture = renderFlow(file.replace(/\.json$/, ""));
  const stops = [...picture.matchAll(/^ {2}(n\d+)\(\[Stop\]\)$/gm)].map(([, box]) => box);
  expect(stops).not.toEqual([]);
  expect(stops.filter((box) => picture.includes(`  ${box} -->`))).toEqual([]);
});
