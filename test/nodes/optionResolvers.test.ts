/** The live options, from the source text of the functions in the packed module, as Cognigy runs them. */

import { useNodeLab } from "../../harness/nodeLab";
import { runOptionsResolver } from "../../sandbox/cognigy/runOptionsResolver";
import { runOptionsResolverInProcess } from "../../sandbox/cognigy/runOptionsResolverInProcess";
import { addTimeSheet } from "../../sandbox/engage/domain/timeSheets";
import { parseConnection } from "../../src/connection";
import { resolveCategories, resolveChannels } from "../../src/nodes/shared/optionResolvers";
import { resolveAgents, resolveLanguages, resolveTeams } from "../../src/nodes/shared/peopleResolvers";
import { resolveTimeSheets } from "../../src/nodes/shared/resolveTimeSheets";

const lab = useNodeLab();

/** In a process of its own, as on the platform. */
const resolve = (node: string, field: string, connection: Record<string, string> | undefined = lab.connection) =>
  runOptionsResolver(lab.extension, { node, field, config: { connection } });

/** Many at a time, each in a context of its own. */
const resolveQuickly: typeof resolve = (node, field, connection = lab.connection) =>
  lab.leapDuring(() => runOptionsResolverInProcess(lab.extension, { node, field, config: { connection } }));

const SELECTS = [
  ["handoverToRingCentral", "agentCategory", "categories"],
  ["setEngageCategory", "category", "categories"],
  ["checkEngageAgents", "category", "categories"],
  ["handoverToRingCentral", "channelId", "channels"],
  ["checkEngageAgents", "channelId", "channels"],
  ["lookupQueueStatus", "channelId", "channels"],
  ["handoverToRingCentral", "timeSheetId", "time sheets"],
  ["checkEngageAgents", "timeSheetId", "time sheets"],
  ["handoverToRingCentral", "teamId", "teams"],
  ["handoverToRingCentral", "agentId", "users"],
  ["handoverToRingCentral", "spokenLanguage", "languages"],
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

test("Time sheets are shown by label, and those that are switched off say so", async () => {
  const { always } = lab.engage.seed.timeSheets;
  const { id } = addTimeSheet(lab.engage.domain, { label: "Archive", active: false });
  const { options } = await resolve("checkEngageAgents", "timeSheetId");
  expect(options).toEqual([
    { label: "(none chosen here)", value: "" },
    { label: "Default", value: always.id },
    { label: "Archive (switched off)", value: id },
  ]);
});

test("Teams, agents and the languages that they speak are shown", async () => {
  const { agents, teams, users } = lab.engage.seed;
  users.limited.enabled = false;
  expect((await resolve("handoverToRingCentral", "teamId")).options).toEqual([
    { label: "(any team)", value: "" },
    { label: "Support", value: teams.support.id },
  ]);
  const { options } = await resolve("handoverToRingCentral", "agentId");
  expect(options[0]).toEqual({ label: "(any agent)", value: "" });
  expect(options).toContainEqual({ label: "Ana Example", value: agents.ana.id });
  expect(options.map(({ value }) => value)).not.toContain(users.limited.id);
  expect((await resolve("handoverToRingCentral", "spokenLanguage")).options).toEqual([
    { label: "(any language)", value: "" },
    { label: "en (spoken by 5)", value: "en" },
    { label: "fr (spoken by 1)", value: "fr" },
  ]);
});

test("A token that may not see users says so", async () => {
  const connection = { ...lab.connection, accessToken: lab.engage.seed.tokens.limited };
  const { options } = await resolve("handoverToRingCentral", "agentId", connection);
  expect(options).toEqual([{ label: expect.stringMatching(/^Users cannot be read from Engage: .*403/), value: "" }]);
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

const RESOLVERS = [
  ["categories", "handoverToRingCentral", "agentCategory", resolveCategories],
  ["channels", "handoverToRingCentral", "channelId", resolveChannels],
  ["time_sheets", "handoverToRingCentral", "timeSheetId", resolveTimeSheets],
  ["teams", "handoverToRingCentral", "teamId", resolveTeams],
  ["users", "handoverToRingCentral", "agentId", resolveAgents],
  ["users", "handoverToRingCentral", "spokenLanguage", resolveLanguages],
] as const;

describe.each(RESOLVERS)("The Connection, as the %s read it:", (resource, node, field, run) => {
  const answer = (change: Record<string, string>) => resolveQuickly(node, field, { ...lab.connection, ...change });

  test.each([
    "cognigy.api.x/",
    "  Cognigy.API.x  ",
    "https://cognigy.api.engagement.dimelo.com",
    "https://cognigy.api.digital.ringcentral.com/1.0/",
    "https://a.b:8443/restapi/v1.0/accounts/1",
    "https://a.b/1.0?access_token=x#y",
    "http://127.0.0.1",
    "http://localhost:1/1.0",
    "http://[::1]:1",
  ])("the address %s is that of the nodes", async (apiUrl) => {
    const { requests } = await answer({ apiUrl });
    expect(requests[0]?.url.split("?")[0]).toBe(
      `${parseConnection({ ...lab.connection, apiUrl }).engage.apiUrl}/${resource}`,
    );
  });

  test.each([
    ["http://cognigy.api.engagement.dimelo.com", /https:/],
    ["http://localhost.evil.example", /https:/],
    ["cognigy.engagement.dimelo.com", /cognigy\.api\.engagement\.dimelo\.com/],
    ["acme.lab.digital.ringcentral.com", /acme\.api\.lab\.digital\.ringcentral\.com/],
    ["https://Acme.digital.ringcentral.com/admin", /acme\.api\.digital\.ringcentral\.com/],
    ["https://user:secret@example.com", /not a URL/],
    ["user@example.com", /not a URL/],
    ["https://example.com\\@evil.example", /not a URL/],
    ["ftp://example.com", /not a URL/],
    ["my account.api.dimelo.com", /not a URL/],
    ["://", /not a URL/],
    ["-", /Choose a Connection/],
    [" ", /Choose a Connection/],
  ])("nothing is sent to %s, which the nodes refuse, too", async (apiUrl, reason) => {
    const { options, requests, error } = await answer({ apiUrl });
    expect(error).toBeUndefined();
    expect(options).toEqual([{ label: expect.stringMatching(reason), value: "" }]);
    expect(options[0]?.label).not.toContain("secret");
    expect(requests).toEqual([]);
    expect(() => parseConnection({ ...lab.connection, apiUrl })).toThrow(
      expect.objectContaining({ code: "configuration" }),
    );
  });

  test.each([
    ["-", /Choose a Connection/],
    ["two words", /API Access Token/],
    ["line\nbreak", /API Access Token/],
  ])("the token %j is not sent", async (accessToken, reason) => {
    const { options, requests } = await answer({ accessToken });
    expect(options).toEqual([{ label: expect.stringMatching(reason), value: "" }]);
    expect(options[0]?.label).not.toContain(accessToken === "-" ? "\n" : accessToken);
    expect(requests).toEqual([]);
  });

  test("a token with spaces around it is sent and masked without them", async () => {
    const { options } = await answer({ accessToken: " bot-token " });
    expect(options.length).toBeGreaterThan(1);
    expect(lab.engage.exchanges[0]?.headers.authorization).toBe("Bearer bot-token");
    const httpRequest = () => Promise.reject(new Error("Bearer bot-token is unknown"));
    const refused = await run({
      api: { httpRequest },
      config: { connection: { ...lab.connection, accessToken: " bot-token " } },
    });
    expect(refused).toEqual([{ label: expect.stringMatching(/Bearer \[removed\] is unknown$/), value: "" }]);
  });
});

describe.each(SELECTS)("The options of %s.%s", (node, field, resource) => {
  test("say that a Connection is missing", async () => {
    const { options } = await runOptionsResolverInProcess(lab.extension, { node, field, config: {} });
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
    const { options, error } = await resolveQuickly(node, field);
    expect(error).toBeUndefined();
    expect(options).toEqual([{ label: expect.stringMatching(reason), value: "" }]);
    expect(options[0]?.label).not.toContain("bot-token");
    expect(options[0]?.label.toLowerCase()).toContain(resource);
  });
});
