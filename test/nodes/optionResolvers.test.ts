/** The live options, from the source text of the functions in the packed module, as Cognigy runs them. */

import { useNodeLab } from "../../harness/nodeLab";
import { runOptionsResolver } from "../../sandbox/cognigy/runOptionsResolver";

const lab = useNodeLab();

const resolve = (node: string, field: string, connection: Record<string, string> | undefined = lab.connection) =>
  runOptionsResolver(lab.extension, { node, field, config: { connection } });

const SELECTS = [
  ["handoverToRingCentral", "agentCategory", "categories"],
  ["setEngageCategory", "category", "categories"],
  ["checkEngageAgents", "category", "categories"],
  ["handoverToRingCentral", "channelId", "channels"],
  ["checkEngageAgents", "channelId", "channels"],
  ["lookupQueueStatus", "channelId", "channels"],
] as const;

test("Every live select is known here", () => {
  const live = lab.extension.nodes.flatMap(({ type, fields }) =>
    fields.filter((field) => "optionsResolver" in field && field.optionsResolver).map(({ key }) => `${type}.${key}`),
  );
  expect(live.sort()).toEqual(SELECTS.map(([node, field]) => `${node}.${field}`).sort());
});

test("Categories are shown with their parent, without those that cannot be chosen", async () => {
  const { categories } = lab.engage.seed;
  const { options, requests, error } = await resolve("handoverToRingCentral", "agentCategory");
  expect(error).toBeUndefined();
  expect(options).toEqual([
    { label: "(none chosen here)", value: "" },
    { label: "Billing", value: categories.billing.id },
    { label: "Cognigy / Agent", value: categories.agent.id },
    { label: "Cognigy / Bot", value: categories.bot.id },
  ]);
  expect(requests).toHaveLength(1);
  expect(lab.engage.exchanges[0]).toMatchObject({
    method: "GET",
    path: "/1.0/categories",
    headers: { authorization: "Bearer bot-token" },
  });
});

test("Channels are shown by name", async () => {
  const { channels } = lab.engage.seed;
  const { options } = await resolve("lookupQueueStatus", "channelId");
  expect(options).toEqual([
    { label: "(any channel)", value: "" },
    { label: "Async", value: channels.async.id },
    { label: "Realtime", value: channels.realtime.id },
  ]);
});

test("A long list is read as far as the limits allow, and says when there is more", async () => {
  for (let number = 0; number < 800; number++) {
    lab.engage.domain.addCategory({ name: `C${number}` });
  }
  const { options, requests, error } = await resolve("setEngageCategory", "category");
  expect(error).toBeUndefined();
  expect(requests).toHaveLength(5);
  expect(options.length).toBeGreaterThan(740);
  expect(options.at(-1)).toEqual({ label: "... and 54 more, not shown here", value: "" });
});

test.each(["cognigy.api.x/", "http://127.0.0.1", "https://a.b/restapi/v1.0/accounts/1"])(
  "The address %s is read as the nodes read it",
  async (apiUrl) => {
    const { requests } = await resolve("handoverToRingCentral", "channelId", { ...lab.connection, apiUrl });
    const { parseApiUrl } =
      jest.requireActual<typeof import("../../src/engage/engageUrls")>("../../src/engage/engageUrls");
    expect(requests[0]?.url).toBe(`${parseApiUrl(apiUrl)}/channels?limit=150`);
  },
);

describe.each(SELECTS)("The options of %s.%s", (node, field, resource) => {
  test("say that a Connection is missing", async () => {
    const { options } = await runOptionsResolver(lab.extension, { node, field, config: {} });
    expect(options).toEqual([{ label: expect.stringContaining("Choose a Connection"), value: "" }]);
  });

  test.each<[string, () => void, RegExp]>([
    [
      "refuses the token",
      () =>
        lab.engage.faults.inject({
          kind: "status",
          status: 401,
          body: { error: "x", message: "bot-token", status: 401 },
        }),
      /401/,
    ],
    ["is not there", () => lab.engage.faults.inject({ kind: "reset" }, { times: 9 }), /cannot be read/],
    [
      "answers with a page",
      () => lab.engage.faults.inject({ kind: "garbage", body: "<html>bot-token</html>" }),
      /check the Base API URL/,
    ],
    ["does not answer", () => lab.engage.faults.inject({ kind: "hang" }, { times: 9 }), /cannot be read/],
  ])("say why when Engage %s, instead of being empty", async (_, prepare, reason) => {
    prepare();
    const { options, error } = await resolve(node, field);
    expect(error).toBeUndefined();
    expect(options).toEqual([{ label: expect.stringMatching(reason), value: "" }]);
    expect(options[0]?.label).not.toContain("bot-token");
    expect(options[0]?.label.toLowerCase()).toContain(resource);
  });
});
