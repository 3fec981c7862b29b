import fc from "fast-check";
import { createMask } from "../../src/core/masking/createMask";
import { MAX_BODY_LENGTH, toOpeningBody, toTranscript, withoutRequest } from "../../src/core/openingMessage";

const NOTE = "[... earlier messages left out]";

describe("The opening message", () => {
  test("is the conversation so far, then the request", () => {
    const transcript = toTranscript([
      { source: "user", text: " Hello\n" },
      { source: "bot", text: " " },
      { source: "bot", text: "How can I help?" },
    ]);
    expect(toOpeningBody(transcript, "I need a person")).toBe(
      "Customer: Hello\nBot: How can I help?\n\nI need a person",
    );
  });

  test.each([
    ["only the request", "", "Help", "Help"],
    ["only the transcript", "Customer: Help", " ", "Customer: Help"],
    ["nothing", "", "", ""],
    ["a transcript with space around it", "\nCustomer: Help\n ", " Now ", "Customer: Help\n\nNow"],
  ])("can be %s", (_, transcript, request, expected) => {
    expect(toOpeningBody(transcript, request)).toBe(expected);
  });

  test("loses the oldest lines first, and says so", () => {
    const lines = Array.from({ length: 3000 }, (_, number) => `Customer: line ${number}`);
    const body = toOpeningBody(lines.join("\n"), "The request");
    const kept = body.split("\n");
    expect(body.length).toBeLessThanOrEqual(MAX_BODY_LENGTH);
    expect(kept[0]).toBe(NOTE);
    expect(lines).toContain(kept[1]);
    expect(body.endsWith("Customer: line 2999\n\nThe request")).toBe(true);
  });

  test.each([
    ["without a request", "x".repeat(MAX_BODY_LENGTH), ""],
    ["with one", "x".repeat(MAX_BODY_LENGTH - 6), "Help"],
  ])("is whole as long as it fits, %s", (_, transcript, request) => {
    const body = toOpeningBody(transcript, request);
    expect(body).toHaveLength(MAX_BODY_LENGTH);
    expect(body.startsWith(transcript)).toBe(true);
  });

  test("keeps a line that just fits behind the note", () => {
    const line = `Customer: ${"x".repeat(MAX_BODY_LENGTH - 100)}`;
    const rest = "y".repeat(MAX_BODY_LENGTH - NOTE.length - 2 - line.length);
    expect(toOpeningBody(`${"o".repeat(100)}\n${line}\n${rest}`, "")).toBe(`${NOTE}\n${line}\n${rest}`);
  });

  test("is the request alone where nothing fits behind the note", () => {
    const request = "x".repeat(MAX_BODY_LENGTH - 2 - NOTE.length - 1);
    expect(toOpeningBody("y".repeat(100), request)).toBe(request);
    expect(toOpeningBody("y".repeat(100), request.slice(1))).toBe(`${NOTE}\ny\n\n${request.slice(1)}`);
  });

  test("keeps the end of one endless line", () => {
    const body = toOpeningBody("a".repeat(30_000), "Help");
    expect(body).toHaveLength(MAX_BODY_LENGTH);
    expect(body).toMatch(/^\[... earlier messages left out]\na+\n\nHelp$/);
  });

  test("cuts a request that fills everything", () => {
    expect(toOpeningBody("Customer: Hello", "x".repeat(30_000))).toBe(`${"x".repeat(MAX_BODY_LENGTH - 1)}…`);
  });

  test("never exceeds Engage's limit nor breaks a character, and never loses a short request", () => {
    const text = fc.string({ unit: "binary", maxLength: 300 }).map((part) => part.repeat(120));
    fc.assert(
      fc.property(text, fc.string({ unit: "binary", maxLength: 200 }), (transcript, request) => {
        const body = toOpeningBody(transcript, request);
        expect(body.length).toBeLessThanOrEqual(MAX_BODY_LENGTH);
        expect(body).not.toMatch(/\p{Surrogate}/u);
        expect(body.endsWith(request.trim())).toBe(true);
      }),
    );
  });
});

describe("The author's own transcript", () => {
  test.each([
    ["ends without the request", "Bot: Which?\nCustomer:  I need\ta person", "I need a person", "Bot: Which?"],
    ["keeps another last line", "Bot: Which?\nCustomer: Blue", "I need a person", "Bot: Which?\nCustomer: Blue"],
    ["keeps a last line that says nothing", "Bot: Which?\nCustomer: ", "", "Bot: Which?\nCustomer: "],
    ["keeps a text without speakers", "I need a person", "I need a person", "I need a person"],
  ])("%s", (_, transcript, request, expected) => {
    expect(withoutRequest(transcript, request)).toBe(expected);
  });
});

test("A number that is written over two lines is masked before they are indented", () => {
  const { mask } = readMask();
  expect(toTranscript([{ source: "user", text: "4111 1111 \n1111 1111" }], "", mask)).toBe(
    "Customer: **** **** \n  **** ****",
  );
});

function readMask() {
  const reading = createMask(["cards"], []);
  if (!reading.ok) {
    throw new Error("cards can be masked");
  }
  return reading;
}
