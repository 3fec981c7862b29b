import * as fc from "fast-check";
import { readToolArguments } from "../../src/nodes/shared/toolArguments";

const read = (toolArgs: unknown, aiAgent: Record<string, unknown> = { toolId: "talk_to_a_person" }) => {
  const warnings: string[] = [];
  const values = readToolArguments({ ...aiAgent, toolArgs }, (text) => warnings.push(text));
  return { values, warnings };
};

describe("The arguments of an AI Agent's tool call", () => {
  test("are taken over", () => {
    const given = { reason: "Refund", summary: "Order 7 was late.", urgency: "high", language: "de-AT" };
    expect(read(given)).toEqual({
      values: { reason: "Refund", summary: "Order 7 was late.", urgency: "high", spokenLanguage: "de-AT" },
      warnings: [],
    });
  });

  test.each<[string, unknown, Record<string, unknown>]>([
    ["no tool was called", { reason: "Refund" }, {}],
    ["the tool has no id", { reason: "Refund" }, { toolId: "" }],
    ["there are none", undefined, { toolId: "t" }],
    ["they are no object", "Refund", { toolId: "t" }],
    ["they are a list", [{ reason: "Refund" }], { toolId: "t" }],
  ])("are nothing when %s", (_, toolArgs, aiAgent) => {
    expect(read(toolArgs, aiAgent)).toEqual({ values: {}, warnings: [] });
  });

  test.each(["de", "EN", "pt_BR", "zh-Hant-TW", "gsw"])("the language %s is kept whole", (language) => {
    expect(read({ language }).values).toEqual({ spokenLanguage: language });
  });

  test.each(["German", "xx", "d", "de; DROP TABLE", "12"])("the language %j is ignored with a warning", (language) => {
    expect(read({ language })).toEqual({ values: {}, warnings: [expect.stringContaining(`ignored: ${language}`)] });
  });

  test("are cut beyond what agents read, freed of control characters, and left out when empty or no text", () => {
    const { values } = read({ reason: "x".repeat(90_000), summary: " a\u0000b\r\nc ", urgency: "  ", language: 7 });
    expect(values.reason?.length).toBeLessThanOrEqual(20_000);
    expect(values).toEqual({ reason: expect.stringMatching(/^x+/), summary: "a b \nc" });
  });

  test("never throw and never grow, whatever a model writes", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("reason", "summary", "urgency", "language"), fc.anything()),
        (given) => {
          const { values, warnings } = read(given);
          expect(JSON.stringify([values, warnings]).length).toBeLessThan(70_000);
        },
      ),
    );
  });
});
