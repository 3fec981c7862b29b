import { isUnset, toFlag } from "../../src/core/flag";

describe("A flag", () => {
  test.each<[unknown, boolean | undefined]>([
    [true, true],
    ["true", true],
    [" Yes ", true],
    ["ON", true],
    [1, true],
    ["1", true],
    [false, false],
    ["FALSE", false],
    ["no", false],
    ["off", false],
    [0, false],
    ["0", false],
    ["", undefined],
    ["maybe", undefined],
    [2, undefined],
    [null, undefined],
    [{}, undefined],
    [["true"], undefined],
  ])("%j says %s", (value, expected) => {
    expect(toFlag(value)).toBe(expected);
  });

  test.each<[unknown, boolean]>([
    [undefined, true],
    [null, true],
    [" ", true],
    [0, false],
    [false, false],
    [[], false],
  ])("%j is unset: %s", (value, expected) => {
    expect(isUnset(value)).toBe(expected);
  });
});
