/** Whether Engage's API is where the URL says, and whether it takes the token. */
import { toAnswerError } from "../../../src/engage/answerError";
import { parseApiUrl } from "../../../src/engage/engageUrls";
import type { HttpOutcome } from "../../../src/engage/httpExchange";
import { type Check, type CheckContext, fail, pass, warn } from "../check";

async function askWhoAmI({ value, send, noteTime }: CheckContext): Promise<{ outcome: HttpOutcome; ms: number }> {
  const startedMs = Date.now();
  const outcome = await send({
    method: "GET",
    url: `${parseApiUrl(value("engageApiUrl"))}/users/me`,
    headers: { Authorization: `Bearer ${value("engageAccessToken")}`, Accept: "application/json" },
  });
  noteTime("Engage", outcome);
  return { outcome, ms: Date.now() - startedMs };
}

const URL_FIX = "Correct ENGAGE_API_URL: it is the address of your console with .api in it.";

export const api: Check = {
  id: "api",
  title: "Engage's API",
  needs: ["engageApiUrl", "engageAccessToken"],
  after: [],
  async run(context) {
    const { outcome, ms } = await askWhoAmI(context);
    const host = new URL(parseApiUrl(context.value("engageApiUrl"))).host;
    const place = context.engage();
    if (outcome.kind === "failed") {
      if (outcome.what.startsWith("no secure connection")) {
        return [
          fail(
            "api_certificate",
            `There is ${outcome.what} to ${host}.`,
            "Check the host in ENGAGE_API_URL, and whether a proxy with a certificate of its own is in between (NODE_EXTRA_CA_CERTS).",
          ),
        ];
      }
      return [
        fail(
          "api_unreachable",
          `${host} does not answer: ${outcome.what}.`,
          `${URL_FIX} If it is right, look for a firewall or a proxy (HTTPS_PROXY).`,
          place,
        ),
      ];
    }
    if (outcome.status >= 500) {
      return [
        fail("api_failing", `${host} answers with ${outcome.status}.`, "Engage has a problem: try again later.", place),
      ];
    }
    if (!isJson(outcome.body) || outcome.status === 404) {
      return [
        fail("api_not_engage", `What answers at ${host} is not Engage's API (${outcome.status}).`, URL_FIX, place),
      ];
    }
    const { code, message, hint } = toAnswerError({ ...outcome, call: "GET /users/me" });
    const tokens = context.engage("Admin", "API access tokens");
    if (code === "rate_limited") {
      return [
        warn(
          "rate_limited",
          "Engage throttles this account right now.",
          "See who else uses the API: 500 requests a minute are for all of them. Wait a minute and run the doctor again.",
        ),
      ];
    }
    if (code === "unauthorized" || code === "forbidden") {
      return [
        fail(
          "token_refused",
          `Engage does not take the API access token (${outcome.status}).`,
          "Copy the token again, and see that it is enabled and belongs to this account.",
          tokens,
        ),
      ];
    }
    if (outcome.status >= 300) {
      return [fail("api_failing", message, hint ?? URL_FIX, place)];
    }
    return [pass("api_answers", `Engage's API answers at ${host} within ${ms} ms and takes the token`)];
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
