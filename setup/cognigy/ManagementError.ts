/** What went wrong at Cognigy's REST API, as a line of a report: a code, a sentence, and what to do. */
import type { Finding } from "../report";

export class ManagementError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fix: string,
    /** Of the answer, if there was one. */
    readonly status?: number,
  ) {
    super(message);
    this.name = "ManagementError";
  }

  toFinding(): Finding {
    return { level: "fail", code: this.code, message: this.message, fix: this.fix };
  }
}

/** The answer was lost, so the call may have been carried out. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof ManagementError &&
    ["cognigy_network", "cognigy_timeout", "cognigy_server_error"].includes(error.code)
  );
}

/** Cognigy.AI doesn't take this form of the call; another one may do. */
export function isRefusedForm(error: unknown): boolean {
  return error instanceof ManagementError && [400, 404, 422].includes(error.status ?? 0);
}
