import { readFlag, readNumber, readTexts } from "../../../src/core/inbound/read";

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
