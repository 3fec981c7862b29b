/** However Engage answers, a rehearsal makes at most 60 requests. */
import * as z from "zod/mini";
import { openAccount } from "../../setup/engage/account";
import { CallLimit, MAX_CALLS } from "../../setup/rehearse/CallLimit";
import type { HttpExchange } from "../../src/engage/httpExchange";

/** Engage is there for so many requests, and then no more. */
function openFailing(answered: number) {
  let sent = 0;
  const exchange: HttpExchange = {
    async send() {
      sent += 1;
      return {
        kind: "answered",
        status: sent <= answered ? 200 : 503,
        headers: {},
        body: sent <= answered ? "{}" : "",
      };
    },
    close() {},
  };
  const account = openAccount({ apiUrl: "http://127.0.0.1:1/1.0", accessToken: "token" }, exchange);
  const limit = new CallLimit(account);
  const lookUntilRefused = async () => {
    for (let call = 0; call < 70; call++) {
      await limit
        .rest({ method: "GET", path: ["content_threads", "t1"], schema: z.looseObject({}) })
        .catch(() => undefined);
    }
  };
  return { limit, lookUntilRefused, sent: () => sent };
}

test("repeats after refusals count", async () => {
  const { limit, lookUntilRefused, sent } = openFailing(58);
  limit.keepSome(0);
  // The conversation is over; what is left is closed.
  limit.useAll();
  await lookUntilRefused();
  expect(sent()).toBe(MAX_CALLS);
  expect(limit.used).toBe(MAX_CALLS);
}, 60_000);

test("repeats don't use what closing the conversation takes", async () => {
  const { limit, lookUntilRefused, sent } = openFailing(48);
  limit.keepSome(0);
  await lookUntilRefused();
  expect(sent()).toBe(MAX_CALLS - 9);
  limit.useAll();
  expect(limit.left).toBe(9);
}, 60_000);
