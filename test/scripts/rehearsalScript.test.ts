/** Scripts of conversations: what may stand in them, and what people read who got one wrong. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/paths";
import { parseScript } from "../../scripts/rehearsal/parseScript";
import { writeScript } from "../../scripts/rehearsal/writeScript";

const EXAMPLES = join(root, "setup/rehearse/examples");

const SCRIPT = `
name: Small
steps:
  - customer says: Hello
  - expect: { from: bot, text: hello, within: 5 }
  - agent takes
  - agent sends file: { name: a.txt, content: a }
  - agent closes
`;

test("has a name and steps; route and timeout have defaults", () => {
  expect(parseScript(SCRIPT)).toEqual({
    name: "Small",
    route: "bridge",
    timeout: 30,
    steps: [
      { "customer says": "Hello" },
      { expect: { from: "bot", text: "hello", within: 5 } },
      "agent takes",
      { "agent sends file": { name: "a.txt", content: "a" } },
      "agent closes",
    ],
  });
});

test.each(readdirSync(EXAMPLES))("the example %s can be read", (name) => {
  expect(parseScript(readFileSync(join(EXAMPLES, name), "utf8")).steps.length).toBeGreaterThan(5);
});

test("what is written can be read again, and looks like what people write", () => {
  const script = parseScript(SCRIPT);
  expect(parseScript(writeScript(script))).toEqual(script);
  expect(writeScript(script)).toContain("  - customer says: Hello\n");
  expect(writeScript(script)).toContain("  - agent takes\n");
});

test.each([
  ["name: x\nsteps:\n  - customer sings: la", /^Line 3, steps > 1: This is none of the steps: customer says, /],
  ["name: x\nsteps:\n  - customer says: hi\n  - agent dances", /^Line 4, steps > 2: This is none of the steps/],
  ["name: x\nsteps:\n  - expect: { says: hi }", /^Line 3, steps > 1 > expect: expect needs from with text or file/],
  ["name: x\nsteps:\n  - expect: { from: bot }", /^Line 3, steps > 1 > expect > text: /],
  [
    "name: x\nsteps:\n  - expect: { from: bot, text: /(/ }",
    /^Line 3, steps > 1 > expect > text: This is no regular expression/,
  ],
  [
    "name: x\nsteps:\n  - expect: { from: nobody, text: a }",
    /^Line 3, steps > 1 > expect > from: .*"bot"\|"agent"\|"customer"/,
  ],
  [
    "name: x\nsteps:\n  - expect: { from: bot, text: a, within: 9999 }",
    /^Line 3, steps > 1 > expect > within: Too big/,
  ],
  ["name: x\nsteps:\n  - expect: { status: gone }", /^Line 3, steps > 1 > expect > status: .*"queue"/],
  ["name: x\nroute: pigeon\nsteps: [agent takes]", /^Line 2, route: /],
  ["name: x", /^Line 1, steps: /],
  ["name: x\nsteps: [\n", /^Line \d+: /],
  ["- a\n- b", /^Line 1: Invalid input: expected object/],
])("a fault is named with its line: %j", (text, message) => {
  expect(() => parseScript(text)).toThrow(message);
});
