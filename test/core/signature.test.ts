import { hmac } from "../../harness/hmac";
import { SIGNATURE_HEADER, signBody, verifySignature } from "../../src/core/signature";

/** Published by the vendor; its guide prints the body with spaces, which does not match. */
const KEY = "3YJZzqMJ5Ec7i2JGvnt8TgvleD7dtpwpmag4S6MuRA2GQdfvV4STIsxDRJ4fEjO8";
const BODY = '{"action":"implementation.info","time":"2012-10-01T17:18:40Z"}';
const SIGNATURE =
  "826b61e7939505b2e773ef43a2aad53ec0385dd9d783fbd1c8fea00d0e2a3e2fb0ae0a5b2eb342356b61c41b5f19baec4c1f7e7e37a5b486fe9b593942017ff9";

describe("The Channel SDK signature", () => {
  test("is the vendor's known answer", () => {
    expect(signBody(hmac, KEY, BODY)).toBe(SIGNATURE);
  });

  test("comes in the vendor's header", () => expect(SIGNATURE_HEADER).toBe("X-SMCCSDK-SIGNATURE"));

  test("verifies", () => {
    expect(verifySignature(hmac, KEY, BODY, SIGNATURE)).toEqual({ ok: true });
  });

  test.each([
    ["the wrong key", "other", BODY, SIGNATURE, "mismatch"],
    ["one byte of the body altered", KEY, BODY.replace("40Z", "41Z"), SIGNATURE, "mismatch"],
    ["one digit of the signature altered", KEY, BODY, `9${SIGNATURE.slice(1)}`, "mismatch"],
    ["upper-case hex", KEY, BODY, SIGNATURE.toUpperCase(), "mismatch"],
    ["a cut signature", KEY, BODY, SIGNATURE.slice(0, -1), "mismatch"],
    ["a longer signature", KEY, BODY, `${SIGNATURE}0`, "mismatch"],
    ["an empty signature", KEY, BODY, "", "missing"],
    ["no signature", KEY, BODY, undefined, "missing"],
  ])("does not verify with %s", (_, key, body, signature, reason) => {
    expect(verifySignature(hmac, key, body, signature)).toEqual({ ok: false, reason });
  });

  test("is never skipped because a key is empty", () => {
    expect(() => verifySignature(hmac, "", BODY, SIGNATURE)).toThrow(RangeError);
  });
});
