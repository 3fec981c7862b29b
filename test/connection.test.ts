import { parseConnection } from "../src/connection";

const values = {
  apiUrl: "cognigy.api.engagement.dimelo.com",
  accessToken: "rest-token",
  botCategoryId: "bot",
  agentCategoryId: "agent",
  realtimeEndpointUrl: "https://cognigy.engagement.dimelo.com/realtime/sdk/66a0000000000050c0000002",
  realtimeAccessToken: "source-token",
  cognigyEndpointUrl: "endpoint-trial.cognigy.ai/",
};
const parse = (change: Partial<typeof values> = {}) => parseConnection({ ...values, ...change });

describe("The Base API URL", () => {
  test.each([
    ["cognigy.api.engagement.dimelo.com", "https://cognigy.api.engagement.dimelo.com/1.0"],
    ["  https://cognigy.api.digital.ringcentral.com/ ", "https://cognigy.api.digital.ringcentral.com/1.0"],
    ["https://cognigy.api.digital.ringcentral.com/1.0/", "https://cognigy.api.digital.ringcentral.com/1.0"],
    ["acme.api.lab.digital.ringcentral.com", "https://acme.api.lab.digital.ringcentral.com/1.0"],
    ["https://api.ringcentral.com/restapi/v1.0/accounts/123", "https://api.ringcentral.com/restapi/v1.0/accounts/123"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/1.0"],
    ["http://localhost:8080/1.0", "http://localhost:8080/1.0"],
    ["https://example.com/1.0?access_token=x#y", "https://example.com/1.0"],
  ])("%s is %s", (given, expected) => {
    expect(parse({ apiUrl: given }).engage.apiUrl).toBe(expected);
  });

  test.each([
    ["the console's host", "cognigy.engagement.dimelo.com", /cognigy\.api\.engagement\.dimelo\.com/],
    ["the newer console's host", "https://acme.digital.ringcentral.com/admin", /acme\.api\.digital\.ringcentral\.com/],
    ["the lab console's host", "acme.lab.digital.ringcentral.com", /acme\.api\.lab\.digital\.ringcentral\.com/],
    ["plain http", "http://cognigy.api.engagement.dimelo.com", /https/],
    ["another scheme", "ftp://cognigy.api.engagement.dimelo.com", /https/],
    ["a host with a space", "my account.api.dimelo.com", /Base API URL/],
    ["rubbish", "://", /Base API URL/],
    ["a URL with a password in it", "https://user:secret@example.com", /Base API URL/],
  ])("%s is refused with a hint", (_, given, hint) => {
    expect(() => parse({ apiUrl: given })).toThrow(
      expect.objectContaining({ code: "configuration", hint: expect.stringMatching(hint) }),
    );
  });
});

describe("The fields of route bridge", () => {
  test("are read", () => {
    expect(parse().bridge()).toEqual({
      realtime: {
        url: "https://cognigy.engagement.dimelo.com/realtime/sdk/66a0000000000050c0000002",
        sourceId: "66a0000000000050c0000002",
        accessToken: "source-token",
      },
      endpointUrl: "https://endpoint-trial.cognigy.ai",
    });
  });

  test.each([
    ["realtimeEndpointUrl", "https://cognigy.engagement.dimelo.com"],
    ["realtimeEndpointUrl", "https://cognigy.api.engagement.dimelo.com/realtime/sdk/1"],
    ["realtimeEndpointUrl", "https://acme.api.lab.digital.ringcentral.com/realtime/sdk/1"],
    ["realtimeEndpointUrl", "http://cognigy.engagement.dimelo.com/realtime/sdk/1"],
    ["cognigyEndpointUrl", "http://endpoint-trial.cognigy.ai"],
  ])("%s cannot be %s", (field, value) => {
    expect(() => parse({ [field]: value }).bridge()).toThrow(expect.objectContaining({ code: "configuration" }));
  });
});

test.each([
  ["https://endpoint-trial.cognigy.ai", "https://endpoint-trial.cognigy.ai"],
  ["https://endpoint-trial.cognigy.ai/", "https://endpoint-trial.cognigy.ai"],
  [`https://endpoint-trial.cognigy.ai/${"ab".repeat(32)}`, "https://endpoint-trial.cognigy.ai"],
  ["https://cognigy.example.com/endpoints", "https://cognigy.example.com/endpoints"],
])("The Cognigy Endpoint URL %s is %s", (given, expected) => {
  expect(parse({ cognigyEndpointUrl: given }).endpointUrl()).toBe(expected);
});

describe("What is not set", () => {
  test.each(["", "-", "  ", " - "])("is %j", (nothing) => {
    const connection = parse({ agentCategoryId: nothing, realtimeAccessToken: nothing, realtimeEndpointUrl: nothing });
    expect(connection.hasAgentCategory()).toBe(false);
    expect(connection.realtimeAccessToken).toBeUndefined();
    expect(connection.bridgeSourceId()).toBeUndefined();
    expect(() => connection.agentCategoryId()).toThrow(
      expect.objectContaining({
        code: "configuration",
        message: expect.stringContaining("agentCategoryId"),
        hint: expect.stringContaining("Admin > Categories"),
      }),
    );
  });

  test.each(["apiUrl", "accessToken"])("cannot be %s", (field) => {
    expect(() => parse({ [field]: "" })).toThrow(
      expect.objectContaining({ code: "configuration", message: expect.stringContaining(field) }),
    );
  });

  test.each([undefined, null, "text", []])("is told when there is no Connection but %j", (connection) => {
    expect(() => parseConnection(connection)).toThrow(expect.objectContaining({ code: "configuration" }));
  });
});

test.each(["two words", "line\nbreak", "ümlaut"])(
  "A token like %j is refused before it is sent, and not repeated",
  (token) => {
    expect(() => parse({ accessToken: token })).toThrow(
      expect.objectContaining({ code: "configuration", message: expect.not.stringContaining(token) }),
    );
  },
);
