/** axios over our own adapter. Loaded with the first request. */
import { Axios } from "axios";
import { createHttpAdapter } from "./httpAdapter";
import type { HttpExchange } from "./httpExchange";
import { ExchangeError } from "./httpFailure";

export function openHttpLine(): HttpExchange {
  const { adapter, close } = createHttpAdapter();
  const axios = new Axios({
    adapter,
    headers: { Accept: "application/json, text/plain, */*", "Content-Type": undefined },
  });
  return {
    async send({ method, url, headers, body }, timeoutMs) {
      try {
        const answer = await axios.request<Buffer>({ method, url, headers, data: body, timeout: timeoutMs });
        return {
          kind: "answered",
          status: answer.status,
          headers: { ...answer.headers },
          body: answer.data.toString("utf8"),
        };
      } catch (thrown) {
        if (thrown instanceof ExchangeError) {
          return { kind: "failed", ...thrown.failure };
        }
        // Not a matter of the network but a defect. Only its message goes on: the object may hold the request's token.
        throw new Error(thrown instanceof Error ? thrown.message : String(thrown));
      }
    },
    close,
  };
}
