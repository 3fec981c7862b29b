import { checkHandshake, isKnownSecret } from "../../../src/core/inbound/handshake";

const GOOD = { "hub.mode": "subscribe", "hub.challenge": "abc-123", "hub.verify_token": "token" };

test.each(["subscribe", "SUBSCRIBE"])("Mode %s", (mode) => {
  expect(checkHandshake({ ...GOOD, "hub.mode": mode }, "token")).toEqual({ ok: true, challenge: "abc-123" });
});

const MODE = "the mode is not subscribe";
const TOKEN = "the verification token is wrong";
const CHALLENGE = "the challenge is missing";
test.each<[string, object, string]>([
  ["another mode", { "hub.mode": "unsubscribe" }, MODE],
  ["no mode", { "hub.mode": undefined }, MODE],
  ["another token", { "hub.verify_token": "tokem" }, TOKEN],
  ["a shorter token", { "hub.verify_token": "toke" }, TOKEN],
  ["a longer token", { "hub.verify_token": "token1" }, TOKEN],
  ["an empty token", { "hub.verify_token": "" }, TOKEN],
  ["no token", { "hub.verify_token": undefined }, TOKEN],
  ["two tokens", { "hub.verify_token": ["token", "token"] }, TOKEN],
  ["no challenge", { "hub.challenge": undefined }, CHALLENGE],
  ["an empty challenge", { "hub.challenge": "" }, CHALLENGE],
  ["HTML as challenge", { "hub.challenge": "<script>alert(1)</script>" }, CHALLENGE],
  ["a line break in the challenge", { "hub.challenge": "a\r\nb" }, CHALLENGE],
  ["an endless challenge", { "hub.challenge": "a".repeat(513) }, CHALLENGE],
  ["two challenges", { "hub.challenge": ["a", "b"] }, CHALLENGE],
])("%s is refused", (_, change, reason) =>
  expect(checkHandshake({ ...GOOD, ...change }, "token")).toEqual({ ok: false, reason }),
);

test("Inherited members are no parameters", () => {
  expect(checkHandshake(Object.create(GOOD), "token").ok).toBe(false);
});

test.each<[string | undefined, string[], boolean]>([
  ["new", ["new", "old"], true],
  ["old", ["new", "old"], true],
  ["ne", ["new"], false],
  ["", ["new"], false],
  [undefined, ["new"], false],
  ["", [], false],
  ["new,old", ["new", "old"], false],
])("Secret %p of %p: %p", (given, secrets, expected) => expect(isKnownSecret(given, secrets)).toBe(expected));
