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

const LINE = "\u2028";

/** The same values as different encoders write them. */
const WRITTEN: [encoder: string, body: string][] = [
  ["JavaScript", String.raw`{"params":{"body":"<a> & /é${LINE}\u0007\"😀"},"n":95}`],
  ["Rails", String.raw`{"params":{"body":"\u003ca\u003e \u0026 /é\u2028\u0007\"😀"},"n":95}`],
  ["PHP", String.raw`{"params":{"body":"<a> & \/\u00e9\u2028\u0007\"\ud83d\ude00"},"n":95}`],
  ["PHP that leaves characters", String.raw`{"params":{"body":"<a> & \/é${LINE}\u0007\"😀"},"n":95}`],
  ["Python", String.raw`{"params":{"body":"<a> & /\u00e9\u2028\u0007\"\ud83d\ude00"},"n":95}`],
  ["Rails in ASCII", String.raw`{"params":{"body":"\u003ca\u003e \u0026 /\u00e9\u2028\u0007\"\ud83d\ude00"},"n":95}`],
  ["Rails with slashes", String.raw`{"params":{"body":"\u003ca\u003e \u0026 \/é\u2028\u0007\"😀"},"n":95}`],
  ["all of them", String.raw`{"params":{"body":"\u003ca\u003e \u0026 \/\u00e9\u2028\u0007\"\ud83d\ude00"},"n":95}`],
];
test.each(WRITTEN)("As %s writes", (_, body) => {
  expect(JSON.parse(body)).toEqual({ params: { body: '<a> & /é\u2028\u0007"😀' }, n: 95 });
  expect(verify(body, sign(body))).toEqual({ ok: true });
});

test.each([
  ["an estimate", '{"estimated_wait_time":95.0,"position":4,"thread_id":"conv/77"}'],
  ["an estimate beside a slash", String.raw`{"estimated_wait_time":95.0,"position":4,"thread_id":"conv\/77"}`],
  ["an estimate beside characters", String.raw`{"position":4,"thread_id":"\u003cé","estimated_wait_time":-0.5}`],
  ["an estimate and a position", '{"estimated_wait_time":95.0,"position":4.0}'],
  ["no estimate", '{"estimated_wait_time":null,"position":4}'],
  ["places", '{"type":"time_select","timeslots":[{"duration":3600}],"location":{"latitude":48.0,"longitude":-11.0}}'],
])("With %s as a float", (_, body) => expect(verify(body, sign(body))).toEqual({ ok: true }));

test("What only looks like a number's member is text", () => {
  const body = JSON.stringify({ body: '"position":4,', estimated_wait_time: 95 }).replace("95", "95.0");
  expect(verify(body, sign(body))).toEqual({ ok: true });
  const altered = body.replace("4,", "4.0,");
  expect(verify(body, sign(altered))).toEqual({ ok: false, reason: "mismatch" });
});

test("A raw body may be bytes", () => {
  const bytes = Buffer.from([0xff, 0x00, 0x22]);
  const signature = createHmac("sha512", KEY).update(bytes).digest("hex");
  expect(verifySdkSignature(hmac, KEY, { raw: bytes, parsed: {} }, signature)).toEqual({ ok: true });
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

const countForms = (text: string) => [...toSerialisations(text, 0)].length;

test("What a form changes nothing of is tried once", () => {
  expect(countForms('"a"')).toBe(1);
  expect(countForms('"<é"')).toBe(4);
  expect(countForms('"/<é"')).toBe(8);
  expect(countForms('{"estimated_wait_time":95}')).toBe(2);
  expect(countForms('{"estimated_wait_time":95,"position":4,"x":"/<é"}')).toBe(24);
});

test("A mismatch costs no more signatures than there are forms", () => {
  let count = 0;
  const counted: typeof hmac = (...args) => {
    count += 1;
    return hmac(...args);
  };
  verifySdkSignature(counted, KEY, { raw: undefined, parsed: { position: 1, estimated_wait_time: 2, x: "/<é" } }, "00");
  expect(count).toBe(24);
});

test.each(WRITTEN)("After a request of %s the next one is verified at once", (_, body) => {
  let count = 0;
  const counted: typeof hmac = (...args) => {
    count += 1;
    return hmac(...args);
  };
  const usual = { form: 0 };
  const next = body.replace("95", "96");
  verifySdkSignature(hmac, KEY, { raw: undefined, parsed: JSON.parse(body) }, sign(body), usual);
  const { ok } = verifySdkSignature(counted, KEY, { raw: undefined, parsed: JSON.parse(next) }, sign(next), usual);
  expect([ok, count]).toEqual([true, 1]);
});

test("The usual form hides no other one", () => {
  const usual = { form: 0 };
  for (const [, body] of [...WRITTEN, ...WRITTEN]) {
    expect(verifySdkSignature(hmac, KEY, { raw: undefined, parsed: JSON.parse(body) }, sign(body), usual).ok).toBe(
      true,
    );
  }
});

test.each(WRITTEN)("After a request of %s another one with a wrong signature still fails", (_, body) => {
  const usual = { form: 0 };
  const verify = (text: string, signature: string) =>
    verifySdkSignature(hmac, KEY, { raw: undefined, parsed: JSON.parse(text) }, signature, usual);
  expect(verify(body, sign(body))).toEqual({ ok: true });
  const altered = body.replace("95", "96");
  const mismatch = { ok: false, reason: "mismatch" };
  // That of the request before, one by another key, and one of no length.
  expect(verify(altered, sign(body))).toEqual(mismatch);
  expect(verify(altered, hmac("sha512", "another key", altered).toString("hex"))).toEqual(mismatch);
  expect(verify(altered, sign(altered).slice(0, -1))).toEqual(mismatch);
});
