/** One REST operation: where it is, how the vendor's OpenAPI file calls it, and what it does. */
import type { Call } from "./Call";

export interface EngageRoute {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/1.0`. */
  path: string;
  operation: string;
  /** 200 unless told otherwise. */
  status?: number;
  handle(call: Call): unknown;
}
