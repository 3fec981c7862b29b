/** What went wrong at Cognigy's REST API, as a line of a report: a code, a sentence, and what to do. */
import type { Finding } from "../report";

export class ManagementError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = "ManagementError";
  }

  toFinding(): Finding {
    return { level: "fail", code: this.code, message: this.message, fix: this.fix };
  }
}
