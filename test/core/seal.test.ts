import { createHmac } from "node:crypto";
import { hmac } from "../../harness/hmac";
import { readSealTime, type SealContext, seal, verifySeal } from "../../src/core/seal";

const NOW = Date.UTC(2026, 0, 1);
const FIVE_MINUTES_MS = 300_000;
const context: SealContext = { purpose: "engage", secret: "token", sessionId: "session-1" };
const sealed = seal(hmac, context, { threadId: "t1", nested: { b: 2, a: [1, { d: 4, c: null }] } }, NOW, "id1");

describe("A seal", () => {
  test("has the documented form", () => {
    const key = createHmac("sha256", "token").update("ringcentral-engage/engage").digest();
    const text = `engage\nsession-1\n${NOW}\nid1\n{"nested":{"a":[1,{"c":null,"d":4}],"b":2},"threadId":"t1"}`;
    expect(sealed.seal).toBe(`v1.${NOW}.id1.${createHmac("sha256", key).update(text).digest("base64url")}`);
  });

  test("holds for what was sealed, whatever the order of its members, and tells its id", () => {
    const { seal: text, threadId, nested } = sealed;
    expect(verifySeal(hmac, context, { nested: { a: nested.a, b: nested.b }, seal: text, threadId }, NOW)).toBe("id1");
  });

  test.each([
    ["5 minutes old", NOW + FIVE_MINUTES_MS, "id1"],
    ["from 5 minutes ahead", NOW - FIVE_MINUTES_MS, "id1"],
    ["older", NOW + FIVE_MINUTES_MS + 1, undefined],
    ["from further ahead", NOW - FIVE_MINUTES_MS - 1, undefined],
  ])("that is %s", (_, now, expected) => {
    expect(verifySeal(hmac, context, sealed, now)).toBe(expected);
  });

  test.each<[string, Partial<SealContext>]>([
    ["another session", { sessionId: "session-2" }],
    ["another purpose", { purpose: "relay" }],
    ["another secret", { secret: "other" }],
    ["no secret", { secret: "" }],
  ])("does not hold for %s", (_, change) => {
    expect(verifySeal(hmac, { ...context, ...change }, sealed, NOW)).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ["a changed member", { ...sealed, threadId: "t2" }],
    ["an added member", { ...sealed, extra: 1 }],
    ["a missing member", { seal: sealed.seal }],
    ["no seal", { threadId: "t1" }],
    ["a seal that is no text", { ...sealed, seal: 1 }],
    ["an empty seal", { ...sealed, seal: "" }],
    ["another version", { ...sealed, seal: sealed.seal.replace("v1", "v2") }],
    ["a changed id", { ...sealed, seal: sealed.seal.replace("id1", "id2") }],
    ["a changed time", { ...sealed, seal: sealed.seal.replace(String(NOW), String(NOW + 1)) }],
    ["an added part", { ...sealed, seal: `${sealed.seal}.x` }],
    ["a version alone", { ...sealed, seal: "v1" }],
    ["nothing", null],
    ["nothing at all", undefined],
    ["a text", "v1"],
  ])("does not hold with %s", (_, payload) => {
    expect(verifySeal(hmac, context, payload, NOW)).toBeUndefined();
  });

  test.each(["", "a.b", "a\nb", "a b"])("can't be made with the id %j, which could move its parts", (id) => {
    expect(() => seal(hmac, context, {}, NOW, id)).toThrow(RangeError);
  });

  test.each(["s\n1\nX", "s\r", "", "\n"])("can't be made or hold for the session %j", (sessionId) => {
    expect(() => seal(hmac, { ...context, sessionId }, {}, NOW, "id1")).toThrow(RangeError);
    expect(verifySeal(hmac, { ...context, sessionId }, sealed, NOW)).toBeUndefined();
  });

  test("doesn't hold in one session for what its lines say of another, split in another place", () => {
    const key = createHmac("sha256", "token").update("ringcentral-engage/engage").digest();
    const macOf = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
    // The same text is a seal of session "s" with the id "X\n…", and one of session "s\n…".
    const mac = macOf(`engage\ns\n${NOW}\nX\n${NOW}\nid1\n{}`);
    expect(
      verifySeal(hmac, { ...context, sessionId: "s" }, { seal: `v1.${NOW}.X\n${NOW}\nid1.${mac}` }, NOW),
    ).toBeUndefined();
    expect(
      verifySeal(hmac, { ...context, sessionId: `s\n${NOW}\nX` }, { seal: `v1.${NOW}.id1.${mac}` }, NOW),
    ).toBeUndefined();
  });

  test.each([
    ["before 1970", -5],
    ["with an exponent", 1e21],
    ["of 16 digits", Number.MAX_SAFE_INTEGER],
  ])("does not hold at a time %s", (_, at) => {
    expect(verifySeal(hmac, context, seal(hmac, context, {}, at, "id1"), at)).toBeUndefined();
  });

  test("that is nested too deep does not hold, and throws nothing", () => {
    const nested = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    expect(verifySeal(hmac, context, { ...sealed, nested }, NOW)).toBeUndefined();
  });

  test("does not hide a failure of the cryptography", () => {
    const broken = () => {
      throw new TypeError("no crypto");
    };
    expect(() => verifySeal(broken, context, sealed, NOW)).toThrow("no crypto");
  });

  test("cannot be made without a secret", () => {
    const make = () => seal(hmac, { ...context, secret: "" }, {}, NOW, "id1");
    expect(make).toThrow(new RangeError("An empty secret cannot seal anything"));
  });

  test.each<[string, object, number]>([
    ["its own", sealed, NOW],
    ["0 without a seal", {}, 0],
    ["0 where the seal is no text", { seal: 1 }, 0],
    ["0 where there is no number", { seal: "v1.soon.id.mac" }, 0],
    ["0 where there is no time", { seal: "v1" }, 0],
  ])("tells a time: %s", (_, payload, expected) => expect(readSealTime(payload)).toBe(expected));

  test("covers a member called __proto__", () => {
    const payload: object = JSON.parse('{"__proto__":{"admin":true}}');
    const whole = seal(hmac, context, payload, NOW, "id1");
    expect(verifySeal(hmac, context, { seal: whole.seal }, NOW)).toBeUndefined();
  });
});

test("The key of a purpose is derived once, and each secret and purpose has its own", () => {
  const derived: string[] = [];
  const counted: typeof hmac = (algorithm, key, data) => {
    if (typeof key === "string") {
      derived.push(`${key}: ${data}`);
    }
    return hmac(algorithm, key, data);
  };
  const sealAs = (secret: string, purpose: string) =>
    seal(counted, { purpose, secret, sessionId: "s" }, { a: 1 }, NOW, "id1").seal;
  const [first, again] = [sealAs("one", "engage"), sealAs("one", "engage")];
  expect(again).toBe(first);
  expect(new Set([first, sealAs("two", "engage"), sealAs("one", "work")]).size).toBe(3);
  expect(derived).toEqual([
    "one: ringcentral-engage/engage",
    "two: ringcentral-engage/engage",
    "one: ringcentral-engage/work",
  ]);
});
