/** The way to Engage. */
import type { HttpExchange } from "./httpExchange";

/** Nothing that speaks HTTP is loaded before it's needed: many executions of a node send no request. */
export function createHttpExchange(): HttpExchange {
  let line: HttpExchange | undefined;
  return {
    send(request, timeoutMs) {
      const { openHttpLine }: typeof import("./httpLine") = require("./httpLine");
      line ??= openHttpLine();
      return line.send(request, timeoutMs);
    },
    close: () => line?.close(),
  };
}
