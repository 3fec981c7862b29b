import { EngageError, toEngageError, toStoredError } from "../../src/core/errors";

describe("An error", () => {
  test("says what happened, and no more than is known", () => {
    const error = new EngageError("timeout", "Engage did not answer.");
    expect(error).toMatchObject({ name: "EngageError", code: "timeout", retryable: false });
    expect(error).not.toHaveProperty("cause");
    expect(toStoredError(error)).toStrictEqual({
      code: "timeout",
      message: "Engage did not answer.",
      retryable: false,
    });
  });

  test("is stored with all that is known, but for its cause", () => {
    const cause = new Error("reset");
    const details = { httpStatus: 503, engageError: "overloaded", retryable: true, hint: "Try again." };
    const error = new EngageError("server_error", "Engage failed.", { ...details, cause });
    expect(error.cause).toBe(cause);
    expect(toStoredError(error)).toStrictEqual({ code: "server_error", message: "Engage failed.", ...details });
  });

  test("that is ours already stays the same", () => {
    const error = new EngageError("conflict", "Changed meanwhile.");
    expect(toEngageError(error)).toBe(error);
  });

  test.each([
    ["an error", new TypeError("x is undefined"), "x is undefined"],
    ["a text", "no", "no"],
    ["nothing", undefined, "undefined"],
  ])("that is unforeseen keeps its cause and asks for a report: %s", (_, thrown, message) => {
    const error = toEngageError(thrown);
    expect(error).toMatchObject({
      code: "unexpected",
      message: `The node failed in a way it does not know: ${message}`,
      hint: expect.stringContaining("report it"),
    });
    expect(error.cause).toBe(thrown);
  });
});
