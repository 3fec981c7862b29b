/** A request that the REST API refuses, with the body that the platform's errors have. */
import { randomUUID } from "node:crypto";

/** The platform's own error numbers, where they differ from the HTTP status. */
const CODES: Readonly<Record<number, number>> = { 404: 1002, 409: 1004, 500: 1008 };

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request Error",
  401: "Unauthorized Error",
  404: "Resource Not Found Error",
  409: "Conflict Error",
  413: "Payload Too Large Error",
  429: "Too Many Requests Error",
  500: "Internal Server Error",
};

export class ManagementRefusal extends Error {
  constructor(
    readonly status: number,
    detail: string,
    /** The platform's own number, where the status alone does not give it. */
    private readonly code?: number,
  ) {
    super(detail);
  }

  toBody(instance: string): Record<string, unknown> {
    const title = TITLES[this.status] ?? "Error";
    return {
      type: title,
      title,
      status: this.status,
      detail: this.message,
      instance,
      code: this.code ?? CODES[this.status] ?? this.status,
      traceId: `api-${randomUUID()}`,
      details: {},
    };
  }
}
