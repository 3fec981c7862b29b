import { isTooDeep, readFlag, readNumber, readTexts } from "../../../src/core/inbound/read";

test.each<[unknown, number | undefined]>([
  [4.5, 4.5],
  [0, 0],
  ["4", undefined],
  [null, undefined],
  [JSON.parse("1e999"), undefined],
])("The number %p is %p", (value, expected) => expect(readNumber({ value }, "value")).toBe(expected));

test("Of a list only texts and numbers are read, as texts", () => {
  expect(readTexts({ ids: ["a", 12, null, {}, true, ["b"]] }, "ids")).toEqual(["a", "12"]);
});

test.each<[unknown, boolean]>([
  [true, true],
  ["true", true],
  [1, true],
  ["1", true],
  [false, false],
  ["false", false],
  [null, false],
  [undefined, false],
  ["yes", false],
])("A flag that is %p counts as %p", (value, expected) => {
  expect(readFlag({ value }, "value")).toBe(expected);
});

test.each<[string, unknown, boolean]>([
  ["a text", "a", false],
  ["null", null, false],
  ["an empty list", [], false],
  ["two levels", { a: [1], b: "x" }, false],
  ["three levels", { a: 1, b: [{ c: null }] }, true],
  ["an empty list on the third level", [[[]]], false],
])("More than two levels: %s", (_, value, expected) => expect(isTooDeep(value, 2)).toBe(expected));

test("A million levels overflow nothing", () => {
  let value: unknown = 1;
  for (let level = 0; level < 1_000_000; level++) {
    value = [value];
  }
  expect(isTooDeep(value)).toBe(true);
});
