import { createHmac } from "node:crypto";
import fc from "fast-check";
import { hmac } from "../../harness/hmac";
import { EngageError } from "../../src/core/errors";
import { readSessionReference, writeSessionReference } from "../../src/protocol/sessionReference";

const webchat = {
  userId: "1f0e9a52-8f0c-4f1d-9a3b-2a6f1c0d9e87",
  sessionId: "2c44d1d3-98a4-469e-91c4-186298e22e5b",
  URLToken: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
};

const field = (text: string) => Buffer.concat([Buffer.from([0, text.length * 4]), Buffer.from(text)]);
const longField = (length: number) =>
  Buffer.concat([Buffer.from([length >> 6, (length & 63) * 4]), Buffer.alloc(length)]);
/** As it is documented, by somebody who has the secret. */
const signed = (...fields: Buffer[]) => {
  const key = createHmac("sha256", "secret").update("ringcentral-engage/reference").digest();
  const payload = Buffer.concat(fields);
  const mac = createHmac("sha256", key).update(payload).digest().subarray(0, 12);
  return `c1${Buffer.concat([payload, mac]).toString("base64url")}`;
};

describe("A session reference", () => {
  test("has the documented form", () => {
    const session = { userId: "user", sessionId: "session", URLToken: "token" };
    expect(writeSessionReference(hmac, "secret", session)).toBe(
      signed(field("user"), field("session"), field("token")),
    );
  });

  test("leads back to the session", () => {
    expect(readSessionReference(hmac, "secret", writeSessionReference(hmac, "secret", webchat))).toEqual(webchat);
  });

  test.each([
    ["nothing", ""],
    ["an odd number of hex digits", "abc"],
    ["hex digits, then others", "abcdxy"],
    ["characters of several bytes", "Größe 🙂"],
    ["a UUID and more", `${webchat.userId}00`],
    ["a UUID and a word", `${webchat.userId}-x`],
    ["a UUID with something before it", `00${webchat.userId}`],
  ])("leads back to ids of %s", (_, id) => {
    const session = { userId: id, sessionId: id, URLToken: id };
    expect(readSessionReference(hmac, "secret", writeSessionReference(hmac, "secret", session))).toEqual(session);
  });

  test("leads back to any session that fits, whatever its ids look like", () => {
    const id = fc.string({ maxLength: 40, unit: "grapheme" }).filter((text) => !/\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(
        id,
        id,
        fc.oneof(id, fc.uuid(), fc.stringMatching(/^[\da-f]{64}$/)),
        (userId, sessionId, URLToken) => {
          const session = { userId, sessionId, URLToken };
          let reference: string;
          try {
            reference = writeSessionReference(hmac, "secret", session);
          } catch (error) {
            expect(error).toMatchObject({ code: "session_reference_too_long" });
            return;
          }
          expect(reference).toMatch(/^[\w-]{1,255}$/);
          expect(readSessionReference(hmac, "secret", reference)).toEqual(session);
        },
      ),
    );
  });

  test("is compact for the ids that Cognigy makes", () => {
    expect(writeSessionReference(hmac, "secret", webchat).length).toBeLessThan(130);
  });

  test("keeps ids apart that differ in case only", () => {
    const upper = { ...webchat, userId: webchat.userId.toUpperCase(), URLToken: webchat.URLToken.toUpperCase() };
    expect(readSessionReference(hmac, "secret", writeSessionReference(hmac, "secret", upper))).toEqual(upper);
  });

  test("is refused before anything is sent when it would be too long", () => {
    const make = () => writeSessionReference(hmac, "secret", { ...webchat, userId: "x".repeat(200) });
    expect(make).toThrow(EngageError);
    expect(make).toThrow(
      expect.objectContaining({
        code: "session_reference_too_long",
        message: expect.stringMatching(/of 3\d\d characters; Engage allows 255/),
        hint: expect.stringContaining("shorter"),
      }),
    );
  });

  const reference = writeSessionReference(hmac, "secret", webchat);
  test.each([
    ["another secret", reference, "other"],
    [
      "a changed character",
      `${reference.slice(0, 20)}${reference[20] === "A" ? "B" : "A"}${reference.slice(21)}`,
      "secret",
    ],
    ["a cut end", reference.slice(0, -2), "secret"],
    ["an added end", `${reference}AA`, "secret"],
    ["another prefix", `c2${reference.slice(2)}`, "secret"],
    ["another alphabet", reference.replaceAll("-", "+").replaceAll("_", "/").concat("="), "secret"],
    ["nothing", "", "secret"],
    ["only the prefix", "c1", "secret"],
    ["text", "conv-77", "secret"],
    ["no field", signed(), "secret"],
    ["one field", signed(field("user")), "secret"],
    ["two fields", signed(field("user"), field("session")), "secret"],
    ["256 characters", signed(field("u"), field("s"), longField(170)), "secret"],
  ])("does not verify with %s", (_, text, secret) => {
    expect(readSessionReference(hmac, secret, text)).toBeUndefined();
  });

  test("may have 254 characters", () => {
    const longest = signed(field("u"), field("s"), longField(169));
    expect(longest).toHaveLength(254);
    expect(readSessionReference(hmac, "secret", longest)).toMatchObject({ userId: "u", sessionId: "s" });
  });
});
