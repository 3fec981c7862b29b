import { type Briefing, MAX_BRIEFING, toBriefingData, toBriefingText } from "../../src/core/briefing";

const asItIs = (text: string) => text;
const briefing: Briefing = {
  reason: " Wants a refund ",
  urgency: "high",
  summary: "The parcel is late.\nThe customer is upset.",
  alreadyTried: "Tracking",
  facts: { order_no: 42, address: { city: "Ulm" }, tags: ["vip", "new"], none: null },
};

describe("A briefing", () => {
  test("is read from the reason to the facts", () => {
    expect(toBriefingText(briefing, asItIs)).toBe(
      [
        "Reason: Wants a refund",
        "Urgency: high",
        "Summary: The parcel is late.\nThe customer is upset.",
        "Already tried: Tracking",
        "Facts:",
        "- order_no: 42",
        "- address-city: Ulm",
        "- tags: vip, new",
      ].join("\n"),
    );
  });

  test("becomes context data, whose keys Engage takes", () => {
    expect(toBriefingData(briefing, asItIs)).toEqual({
      "briefing-reason": "Wants a refund",
      "briefing-urgency": "high",
      "briefing-summary": "The parcel is late.\nThe customer is upset.",
      "briefing-already-tried": "Tracking",
      "briefing-facts-order-no": "42",
      "briefing-facts-address-city": "Ulm",
      "briefing-facts-tags": ["vip", "new"],
    });
  });

  test("is nothing where nothing was filled in", () => {
    expect(toBriefingText({ reason: " ", facts: {} }, asItIs)).toBeUndefined();
    expect(toBriefingData({ facts: {} }, asItIs)).toEqual({});
  });

  test("is masked in all its parts, before anything is cut", () => {
    const mask = (text: string) => text.replace(/\d/g, "*");
    const text = `${"x".repeat(1_998)}123`;
    const secret = { reason: "PIN 1", summary: text, facts: { card: "4711", cards: ["1", "2"] } };
    expect(toBriefingText(secret, mask)).toBe(
      `Reason: PIN *\nSummary: ${"x".repeat(1_998)}*…\nFacts:\n- card: ****\n- cards: *, *`,
    );
    expect(toBriefingData(secret, mask)).toMatchObject({
      "briefing-reason": "PIN *",
      "briefing-facts-card": "****",
      "briefing-facts-cards": ["*", "*"],
    });
  });

  test("leaves room for the conversation", () => {
    const endless = "x".repeat(50_000);
    const long = { reason: endless, urgency: endless, summary: endless, alreadyTried: endless, facts: { endless } };
    expect(toBriefingText(long, asItIs)).toHaveLength(MAX_BRIEFING);
    expect(toBriefingText(long, asItIs, 2_000)).toHaveLength(2_000);
  });
});
