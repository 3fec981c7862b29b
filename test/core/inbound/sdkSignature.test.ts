import { createHmac } from "node:crypto";
import { hmac } from "../../../harness/hmac";
import { toSerialisations, verifySdkSignature } from "../../../src/core/inbound/sdkSignature";

const VENDOR_KEY = "3YJZzqMJ5Ec7i2JGvnt8TgvleD7dtpwpmag4S6MuRA2GQdfvV4STIsxDRJ4fEjO8";
const VENDOR_BODY = '{"action":"implementation.info","time":"2012-10-01T17:18:40Z"}';
const VENDOR_SIGNATURE =
  "826b61e7939505b2e773ef43a2aad53ec0385dd9d783fbd1c8fea00d0e2a3e2fb0ae0a5b2eb342356b61c41b5f19baec4c1f7e7e37a5b486fe9b593942017ff9";
const KEY = "demo-channel-token-0001";
const RAILS_BODY = String.raw`{"action":"messages.create","params":{"content_id":"66b0c0ffee00000000000001","body":"1 \u003c 2 \u0026 café","thread_id":"conv-77"},"time":"2024-05-06T07:08:09Z"}`;
const RAILS_SIGNATURE =
  "49c0758ffacf1d61f44d3eb36b83decd955a24c412545ff23ca9bed0bcb909d826b95d9e50d28212aa323c6e47c66235a856a5e2d5187245ce6f1f807ac66ca7";
const PLAIN_SIGNATURE =
  "e6832fc450c97ec26c86010bedfac7f7c80a0a95aca238c1ca551c8f1364b538935257b2f350a54a77d66389c0b6e6df869d7b0c52f7bb20f7fad3a8f16afee2";
const sign = (body: string) => createHmac("sha512", KEY).update(body).digest("hex");
const verify = (body: string, signature: string | undefined, raw?: string, key = KEY) =>
  verifySdkSignature(hmac, key, { raw, parsed: JSON.parse(body) }, signature);

test("The vendor's vector", () => {
  expect(verify(VENDOR_BODY, VENDOR_SIGNATURE, undefined, VENDOR_KEY)).toEqual({ ok: true });
  expect(verify(VENDOR_BODY, VENDOR_SIGNATURE, VENDOR_BODY, VENDOR_KEY)).toEqual({ ok: true });
});

test("Of a parsed body the bytes of Rails and of plain JSON are tried", () => {
  expect(verify(RAILS_BODY, RAILS_SIGNATURE)).toEqual({ ok: true });
  expect(verify(RAILS_BODY, PLAIN_SIGNATURE)).toEqual({ ok: true });
});

test("Of a raw body only its own bytes", () => {
  expect(verify(RAILS_BODY, RAILS_SIGNATURE, RAILS_BODY)).toEqual({ ok: true });
  expect(verify(RAILS_BODY, PLAIN_SIGNATURE, RAILS_BODY)).toEqual({ ok: false, reason: "mismatch" });
});

const VALUE = { body: "<a> & café   \u{1F600}" };
const escaped = (text: string, characters: RegExp) =>
  text.replace(characters, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
const plain = JSON.stringify(VALUE);
test.each([
  ["plain", plain],
  ["Rails", escaped(plain, /[<>&\u2028\u2029]/g)],
  ["ASCII only", escaped(plain, /[^\0-\x7e]/g)],
  ["both", escaped(escaped(plain, /[<>&\u2028\u2029]/g), /[^\0-\x7e]/g)],
])("Written %s", (_, body) => {
  expect(JSON.parse(body)).toEqual(VALUE);
  expect(verify(body, sign(body))).toEqual({ ok: true });
});

test.each<[string, string | undefined, string]>([
  ["missing", undefined, "missing"],
  ["empty", "", "missing"],
  ["in upper case", VENDOR_SIGNATURE.toUpperCase(), "mismatch"],
  ["one digit off", `0${VENDOR_SIGNATURE.slice(1)}`, "mismatch"],
  ["too short", VENDOR_SIGNATURE.slice(1), "mismatch"],
  ["too long", `${VENDOR_SIGNATURE}0`, "mismatch"],
])("A signature that is %s", (_, signature, reason) => {
  for (const raw of [undefined, VENDOR_BODY]) {
    expect(verify(VENDOR_BODY, signature, raw, VENDOR_KEY)).toEqual({ ok: false, reason });
  }
});

test("One altered byte", () => {
  expect(verify(VENDOR_BODY.replace("info", "inf0"), VENDOR_SIGNATURE, undefined, VENDOR_KEY).ok).toBe(false);
});

test("An empty token never means no check", () => {
  expect(() => verify(VENDOR_BODY, VENDOR_SIGNATURE, undefined, "")).toThrow("empty token");
});

test("What cannot be written is too deep", () => {
  const parsed = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  expect(verifySdkSignature(hmac, KEY, { raw: undefined, parsed }, "00")).toEqual({ ok: false, reason: "too-deep" });
});

test("A failure of another kind is not hidden", () => {
  const parsed = Object.create({ toJSON: () => JSON.parse("{") });
  expect(() => verifySdkSignature(hmac, KEY, { raw: undefined, parsed }, "00")).toThrow(SyntaxError);
});

test("Each way of writing is tried once", () => {
  expect(toSerialisations('"a"')).toEqual(['"a"']);
  expect(toSerialisations('"<é"')).toHaveLength(4);
});
