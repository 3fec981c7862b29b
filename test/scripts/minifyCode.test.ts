/** Minified code has fewer bytes as a JSON string, and means the same. */
import { minifyCode, UNDEFINED } from "../../scripts/minifyCode";

function minifyModule(code: string): string {
  return minifyCode(`${code} export { result };`);
}

/** What a module's `result` is, after minifying. */
function run(code: string): unknown {
  const body = minifyModule(code).replace(/export\{([\w$]+) as result\};?$/, "return $1;");
  return new Function(UNDEFINED, body)();
}

test.each([
  ["double quotes", 'it says "yes"'],
  ["single quotes", "it's fine"],
  ["both", 'it\'s "fine"'],
  ["a backslash before a quote", 'a\\"b'],
  ["a backslash at the end", "a\\"],
  ["a line break", "a\nb"],
])("a text with %s stays the same", (_, text) => {
  expect(run(`const given = globalThis.a; const result = [given, ${JSON.stringify(text)}];`)).toEqual([
    undefined,
    text,
  ]);
});

test("texts are in single quotes, which take one byte in JSON", () => {
  expect(minifyModule('const result = [globalThis.a, "b"];')).toContain("'b'");
});

test("`undefined` has a short name, and is still undefined", () => {
  const code = "const result = globalThis.isThere === undefined ? 'nothing' : 'something';";
  expect(minifyModule(code)).toContain(`${UNDEFINED}===`);
  expect(run(code)).toBe("nothing");
});

test("`void` before a call stays", () => {
  const code = "const calls = []; const call = () => void calls.push(globalThis.a); const result = [call(), calls];";
  expect(run(code)).toEqual([undefined, [undefined]]);
});
