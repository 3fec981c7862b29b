/** What `httpRequest` may give a handler, in the shapes of both libraries and of wrappers around them, and what is logged of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BareTransformer } from "../../harness/BareTransformer";
import { paths } from "../../scripts/paths";
import { replaceSetting } from "../../scripts/replaceSetting";

const CONFIG = {
  ENGAGE_API_URL: "acme.api.engagement.dimelo.com",
  ENGAGE_ACCESS_TOKEN: "secret-token",
  ENGAGE_BOT_CATEGORY_ID: "bot",
  ENGAGE_AGENT_CATEGORY_ID: "agent",
  ENGAGE_WEBHOOK_SECRET: "secret-webhook",
  ENGAGE_VERIFICATION_TOKEN: "secret-verify",
  ENGAGE_REALTIME_ENDPOINT_URL: "",
  ENGAGE_REALTIME_ACCESS_TOKEN: "",
  ENGAGE_BASE_URI_KEY: "",
};

/** One reply of the bot; what the log says of it. */
async function reply(httpRequest: () => Promise<unknown>): Promise<string[]> {
  const source = Object.entries(CONFIG).reduce(
    (text, [name, value]) => replaceSetting(text, name, value),
    readFileSync(join(paths.transformers, "engage-hub.js"), "utf8"),
  );
  const transformer = new BareTransformer(source, httpRequest);
  transformer.session("u", "s").replyTarget = { contentId: "c1" };
  expect(await transformer.handlers.handleOutput({ userId: "u", sessionId: "s", output: { text: "Hi" } })).toBeNull();
  return transformer.errors.map((line) =>
    line.replace("engage-hub: reply_failed: an output of thread s was not taken: ", ""),
  );
}

/** Everything that holds the token. */
const request = { config: { headers: { Authorization: "Bearer secret-token" } }, options: { token: "secret-token" } };
const NOT_ENGAGE = "the answer was not one of Engage's: check the address";

test.each<[shape: string, error: unknown, logged: string]>([
  [
    "request: status and parsed body",
    { statusCode: 422, error: { error: "bad" }, ...request },
    "Engage answered 422 bad",
  ],
  ["request: status and text", { statusCode: 502, error: "<html>", ...request }, "Engage answered 502"],
  [
    "request: no status",
    { cause: { code: "ETIMEDOUT" }, error: { code: "ETIMEDOUT" }, ...request },
    "Engage could not be reached in time",
  ],
  [
    "request: the response alone",
    { response: { statusCode: 403, body: '{"error":"forbidden"}' } },
    "Engage answered 403 forbidden",
  ],
  [
    "axios: response",
    { response: { status: 422, data: { error: "bad" } }, code: "ERR_BAD_REQUEST", ...request },
    "Engage answered 422 bad",
  ],
  [
    "axios: a text as data",
    { response: { status: 422, data: '{"error":"bad"}' }, ...request },
    "Engage answered 422 bad",
  ],
  ["axios: status alone", { status: 500, response: undefined, ...request }, "Engage answered 500"],
  [
    "axios: no response",
    { code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND acme", ...request },
    "Engage could not be reached in time (ENOTFOUND)",
  ],
  ["a wrapper: axios's message alone", { message: "Request failed with status code 429" }, "Engage answered 429"],
  ["a wrapper: request's message alone", { message: '403 - {"error":"secret-token"}' }, "Engage answered 403"],
  ["a wrapper: another message", { message: "secret-token went wrong" }, "Engage could not be reached in time"],
  ["a code that is no code", { code: "secret-token" }, "Engage could not be reached in time"],
  ["an error code that is a sentence", { statusCode: 422, error: { error: "secret token" } }, "Engage answered 422"],
  [
    "members of other types",
    { statusCode: "422", response: [], error: 1, message: {}, code: {} },
    "Engage could not be reached in time",
  ],
  ["a text", "secret-token", "Engage could not be reached in time"],
  ["nothing", undefined, "Engage could not be reached in time"],
])("A rejection: %s", async (_shape, error, logged) => {
  expect(await reply(() => Promise.reject(error))).toEqual([logged]);
});

test.each<[shape: string, value: unknown]>([
  ["the body", { id: "c2" }],
  ["a number as id", { id: 2 }],
  ["the body as text", '{"id":"c2"}'],
  ["a body with members of a response", { id: "c2", data: { error: "x" }, status: 500, headers: {} }],
  ["the response", { data: { id: "c2" }, status: 201, headers: {} }],
  ["the response, its body as text", { data: '{"id":"c2"}', status: 201, headers: {} }],
  ["its data alone", { data: { id: "c2" } }],
])("An answer: %s", async (_shape, value) => {
  expect(await reply(async () => value)).toEqual([]);
});

test.each<[shape: string, value: unknown, logged: string]>([
  ["a page", "<!DOCTYPE html><title>Log in</title>", NOT_ENGAGE],
  ["a page in a response", { data: "<html>", status: 200, headers: {} }, NOT_ENGAGE],
  ["an empty text", "", NOT_ENGAGE],
  ["a response with nothing", { data: "", status: 200, headers: {} }, NOT_ENGAGE],
  ["a list", [{ id: "c2" }], NOT_ENGAGE],
  ["JSON of somebody else", { message: "secret-token" }, NOT_ENGAGE],
  ["nothing", undefined, NOT_ENGAGE],
  ["null", null, NOT_ENGAGE],
  [
    "a response of a platform that does not reject",
    { data: { error: "bad" }, status: 422, headers: {} },
    "Engage answered 422 bad",
  ],
])("No answer, though it resolves: %s", async (_shape, value, logged) => {
  expect(await reply(async () => value)).toEqual([logged]);
});
