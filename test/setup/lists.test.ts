/** Names instead of ids: what is found, what isn't, and what several have. */

import { toDemoPage, toEndpointBase } from "../../setup/cognigy/hosts";
import { botFlow } from "../../setup/install/flows/botFlow";
import { allNodes } from "../../setup/install/flows/FlowPlan";
import { hubFlow } from "../../setup/install/flows/hubFlow";
import { resolveListed, toChoices } from "../../setup/lists/Listed";
import { wrapText } from "../../setup/wrapText";

const LISTED = [
  { id: "1", name: "Web messaging" },
  { id: "2", name: "WhatsApp", aliases: ["wa"] },
  { id: "3", name: "Twin" },
  { id: "4", name: "twin" },
];

test.each<[string, string[], string[], string[]]>([
  ["1", ["1"], [], []],
  ["Web messaging", ["1"], [], []],
  ["web MESSAGING, WA", ["1", "2"], [], []],
  ["1 2", ["1", "2"], [], []],
  ["1,2", ["1", "2"], [], []],
  ["Email, 1", ["1"], ["Email"], []],
  ["twin", [], [], ["twin"]],
  ["", [], [], []],
])("%j", (given, found, unknown, ambiguous) => {
  const resolution = resolveListed(given, LISTED);
  expect({ ...resolution, found: resolution.found.map(({ id }) => id) }).toEqual({ found, unknown, ambiguous });
});

test("choices are in the order of their names", () => {
  expect(toChoices(LISTED).map(({ label }) => label)[0]).toMatch(/twin/i);
});

test.each([
  ["https://api-trial.cognigy.ai", "https://endpoint-trial.cognigy.ai"],
  ["https://cognigy-api-au1.nicecxone.com", "https://cognigy-endpoint-au1.nicecxone.com"],
  ["https://api.cognigy.acme.com", "https://endpoint.cognigy.acme.com"],
  ["http://127.0.0.1:8084", undefined],
  ["not a url", undefined],
])("the Endpoint service of %s is %s", (api, endpoint) => expect(toEndpointBase(api)).toBe(endpoint));

test("the demo page of a Webchat", () => {
  expect(toDemoPage("https://api-trial.cognigy.ai", "abc")).toBe("https://webchat-trial.cognigy.ai/v3/abc");
});

test("every planned node has its own label, by which it's found again", () => {
  for (const plan of [hubFlow(), botFlow(), botFlow({ hasAgent: true })]) {
    const labels = allNodes(plan.nodes).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.every((label) => label.startsWith("eg: "))).toBe(true);
  }
});

test.each([
  ["  ok   short", 40, "  ok   short"],
  [
    "  FAIL the quick brown fox jumps over the lazy dog again",
    40,
    "  FAIL the quick brown fox jumps over\n       the lazy dog again",
  ],
  [`  at: https://example.com/${"x".repeat(60)}`, 40, `  at:\n       https://example.com/${"x".repeat(60)}`],
  ["  \x1b[32mok  \x1b[0m twenty characters fit here now", 44, "  \x1b[32mok  \x1b[0m twenty characters fit here now"],
])("wraps %j at words", (text, columns, expected) => expect(wrapText(text, columns, " ".repeat(7))).toBe(expected));
