import { checkHandshake, isKnownSecret } from "../../../src/core/inbound/handshake";

const GOOD = { "hub.mode": "subscribe", "hub.challenge": "abc-123", "hub.verify_token": "token" };

test.each(["subscribe", "SUBSCRIBE"])("Mode %s", (mode) => {
  expect(checkHandshake({ ...GOOD, "hub.mode": mode }, "token")).toEqual({ ok: true, challenge: "abc-123" });
});

test.each<[string, object]>([
  ["another mode", { "hub.mode": "unsubscribe" }],
  ["no mode", { "hub.mode": undefined }],
  ["another token", { "hub.verify_token": "tokem" }],
  ["a shorter token", { "hub.verify_token": "toke" }],
  ["a longer token", { "hub.verify_token": "token1" }],
  ["an empty token", { "hub.verify_token": "" }],
  ["no token", { "hub.verify_token": undefined }],
  ["two tokens", { "hub.verify_token": ["token", "token"] }],
  ["no challenge", { "hub.challenge": undefined }],
  ["an empty challenge", { "hub.challenge": "" }],
  ["HTML as challenge", { "hub.challenge": "<script>alert(1)</script>" }],
  ["a line break in the challenge", { "hub.challenge": "a\r\nb" }],
  ["an endless challenge", { "hub.challenge": "a".repeat(513) }],
  ["two challenges", { "hub.challenge": ["a", "b"] }],
])("%s is refused", (_, change) => expect(checkHandshake({ ...GOOD, ...change }, "token").ok).toBe(false));

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
