import { cutText, toWellFormed } from "../../src/core/text";

test.each([
  ["short text", "abc", 3, "abc"],
  ["text that is one too long", "abcd", 3, "ab…"],
  ["no text", "", 0, ""],
  ["a cut within a character", "a🙂b", 3, "a…"],
  ["a cut behind a character", "a🙂bc", 4, "a🙂…"],
  ["half a character", "a\uD83D", 3, "a\uFFFD"],
  ["half a character before the cut", "\uD83Dabc", 3, "\uFFFDa…"],
])("Within limits: %s", (_, text, maxLength, expected) => expect(cutText(text, maxLength)).toBe(expected));

test("Only halves of characters are replaced", () =>
  expect(toWellFormed("\uDE00a🙂b\uD83Dc")).toBe("\uFFFDa🙂b\uFFFDc"));
