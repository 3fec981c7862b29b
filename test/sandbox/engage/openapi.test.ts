/** The comparison with the OpenAPI file itself: it must notice what differs. */

import { checkExchanges, openapiIsAvailable } from "../../../harness/openapi";
import type { Exchange } from "../../../sandbox/engage/startEngage";

const THREAD = { id: "66b17ead0000000000000001", title: null, closed: false, thread_category_ids: [] };

function anExchange(overrides: Partial<Exchange>): Exchange {
  return {
    method: "GET",
    path: "/1.0/content_threads/66b17ead0000000000000001",
    query: [],
    headers: { "user-agent": "ringcentral-engage/1.0.0" },
    body: undefined,
    rawBody: "",
    status: 200,
    responseBody: THREAD,
    responseText: "",
    startedAt: 0,
    endedAt: 1,
    ...overrides,
  };
}

const CATEGORIZE = { method: "PUT", path: "/1.0/content_threads/66b17ead0000000000000001/update_categories" };
const JSON_TYPE = { "user-agent": "ringcentral-engage/1.0.0", "content-type": "application/json" };
const BY_JSON = { ...CATEGORIZE, headers: JSON_TYPE };

const whenAvailable = openapiIsAvailable ? it : it.skip;

describe("what is accepted", () => {
  it.each<[string, Partial<Exchange>]>([
    ["a documented answer, nulls included", {}],
    ["paths that are no REST", { path: "/realtime/sdk/1", method: "POST", responseBody: "ok" }],
    ["spoilt exchanges", { responseBody: "<html>", fault: "garbage" }],
    ["errors of the documented shape", { status: 404, responseBody: { error: "a", message: "b", status: 404 } }],
    ["brackets in a query", { ...CATEGORIZE, query: [["thread_category_ids[]", "a"]] }],
    ["no brackets in JSON", { ...BY_JSON, body: { thread_category_ids: ["a"] } }],
    ["any parameter of anybody else", { ...CATEGORIZE, headers: {}, query: [["probe", "a"]] }],
    ["known exceptions", { path: "/1.0/users/me", responseBody: { id: "1", anything: true } }],
  ])("%s", (_name, overrides) => {
    expect(checkExchanges([anExchange(overrides)])).toEqual([]);
  });
});

describe("what is noticed", () => {
  whenAvailable.each<[string, Partial<Exchange>, RegExp]>([
    ["an unknown path", { path: "/1.0/conversations" }, /not an operation/],
    ["an unknown method", { method: "DELETE" }, /not an operation/],
    ["an unknown field", { responseBody: { ...THREAD, colour: "red" } }, /additional properties \(colour\)/],
    ["a field of another type", { responseBody: { ...THREAD, closed: "no" } }, /\/closed must be boolean/],
    ["a missing field", { responseBody: {} }, /required property 'id'/],
    ["an undocumented status", { status: 201 }, /status 201/],
    ["an error of another shape", { status: 404, responseBody: { reason: "gone" } }, /error body/],
    ["an undocumented parameter", { ...CATEGORIZE, query: [["category_ids[]", "a"]] }, /category_ids\[\]/],
    ["missing brackets in a query", { ...CATEGORIZE, query: [["thread_category_ids", "a"]] }, /thread_category_ids/],
    ["an undocumented JSON field", { ...BY_JSON, body: { category_ids: ["a"] } }, /category_ids/],
  ])("%s", (_name, overrides, text) => {
    expect(checkExchanges([anExchange(overrides)])).toEqual([expect.stringMatching(text)]);
  });
});
