import fc from "fast-check";
import { fitKey, fitMessage, fitOutputText, fitResult, toOutputBytes } from "../../src/nodes/shared/reportLimits";

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const text = fc.string({ unit: "binary", maxLength: 30 }).map((part) => part.repeat(2_000));

describe("What a node reports", () => {
  test("stays as it is as long as it is short", () => {
    const result = { status: "changed", before: ["a"], nested: { a: null, b: [1, true] }, calls: 2 };
    expect(fitResult(result)).toEqual(result);
    expect(fitMessage("Engage answered with 404")).toBe("Engage answered with 404");
    expect(fitKey("context.handover")).toBe("context.handover");
  });

  test("has long texts cut, wherever they are", () => {
    const long = "x".repeat(5_000);
    const cut = `${"x".repeat(1_999)}…`;
    expect(fitResult({ a: long, b: { c: [long] } })).toEqual({ a: cut, b: { c: [cut] } });
    expect(fitMessage(long)).toBe(cut);
  });

  test("keeps status and error of a result that is too large, and says so", () => {
    const items = Array.from({ length: 2_000 }, () => ({ kind: "unknown", id: null, outcome: "unknownItem" }));
    const error = { code: "timeout", message: "x".repeat(5_000) };
    expect(fitResult({ status: "partlyFailed", items, error, calls: 0 })).toEqual({
      status: "partlyFailed",
      error: { code: "timeout", message: `${"x".repeat(299)}…` },
      calls: 0,
      truncated: true,
    });
  });

  test("fits the platform, whatever it holds", () => {
    const member = fc.oneof(text, fc.array(text, { maxLength: 20 }), fc.dictionary(fc.string(), text, { maxKeys: 5 }));
    const results = fc.record({
      ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`member${index}`, member])),
      error: fc.record({ code: text, message: text, hint: text, engageError: text }),
    });
    fc.assert(
      fc.property(results, (result) => {
        expect(bytesOf(fitResult(result))).toBeLessThanOrEqual(48 * 1024);
      }),
      { numRuns: 50 },
    );
  });

  test("is no longer than an output of the platform, in front of the customer", () => {
    const data = { _engage: { seal: "x".repeat(500) } };
    expect(fitOutputText("x".repeat(50_000), data)).toHaveLength(50_000);
    fc.assert(
      fc.property(text, (words) => {
        expect(toOutputBytes(fitOutputText(words, data), data)).toBeLessThanOrEqual(60_000);
      }),
      { numRuns: 50 },
    );
  });
});
