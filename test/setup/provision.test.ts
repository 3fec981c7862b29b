/** `provision` and `write`, from an empty account to a green doctor; again, interrupted, and unattended. */

import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { checkExchanges } from "../../harness/openapi";
import { IN_ONE_THREAD, PATIENT_COGNIGY, PATIENT_ENGAGE } from "../../harness/patience";
import { type CognigyStandIn, type Endpoint, startCognigy } from "../../sandbox/cognigy/startCognigy";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { recordFileOf, saveRecord } from "../../setup/emergency/EmergencyRecord";
import { type Assistant, createAssistant, red } from "./assistant";

let assistant: Assistant;
let engage: EngageStandIn;
let cognigy: CognigyStandIn;
let hub: Endpoint;
let webchat: Endpoint;
let given: Record<string, string>;

beforeAll(async () => {
  [assistant, engage, cognigy] = await Promise.all([
    createAssistant(),
    startEngage({ retryTimeScale: 0.0005, requestsPerMinute: 100_000, ...PATIENT_ENGAGE }),
    startCognigy({ management: true, ...PATIENT_COGNIGY, ...IN_ONE_THREAD }),
  ]);
});
afterAll(() => Promise.all([engage.close(), cognigy.close(), assistant.remove()]));

/** An account in which nobody has prepared anything but the sources, the token and the people. */
beforeEach(async () => {
  engage.reset();
  await Promise.all([assistant.dotEnv, recordFileOf(assistant.dotEnv)].map((path) => rm(path, { force: true })));
  const { domain, seed } = engage;
  domain.categories.clear();
  for (const source of domain.sources.values()) {
    source.default_category_ids = [];
  }
  for (const agent of Object.values(seed.agents)) {
    Object.assign(agent, { category_ids: [], identity_ids: [] });
  }
  for (const puppet of [seed.puppets.agent, seed.puppets.desk]) {
    domain.identities.delete(puppet.id);
  }
  seed.users.bot.rights.push("manage_categories", "update_user");
  const add = (name: string, type: "webhook" | "socket") => cognigy.addEndpoint({ name, type, flow: { nodes: [] } });
  hub = add("hub", "webhook");
  webchat = add("webchat", "socket");
  given = {
    ENGAGE_API_URL: engage.apiUrl,
    ENGAGE_ACCESS_TOKEN: seed.tokens.bot,
    ENGAGE_SOURCE_IDS: seed.sources.messaging.id,
    ENGAGE_AGENT_EMAILS: "ana@example.com, ben@example.com",
    ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
    ENGAGE_REALTIME_ACCESS_TOKEN: seed.realtimeAccessToken,
    COGNIGY_HUB_URL: hub.url,
    COGNIGY_CUSTOMER_URLS: webchat.url,
    COGNIGY_ENDPOINT_URL: cognigy.url,
  };
});
afterEach(() => {
  expect(checkExchanges(engage.exchanges)).toEqual([]);
});

const writesOf = (from: number) =>
  engage.exchanges.slice(from).filter(({ method, path }) => method !== "GET" && !path.includes("/realtime/"));
const readStored = async () => parseEnv(await readFile(assistant.dotEnv, "utf8"));
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

/** What an admin does with the written files and the sheet. */
async function pasteTransformers(): Promise<void> {
  const stored = await readStored();
  const readFilled = (file: string) => readFile(join(assistant.folder, "dist/filled", file), "utf8");
  const rest = { flow: { nodes: [] }, abortOnError: true };
  hub = cognigy.addEndpoint({ name: "hub", type: "webhook", transformer: await readFilled("engage-hub.js"), ...rest });
  const relay = await readFilled("engage-relay.socket.js");
  webchat = cognigy.addEndpoint({ name: "webchat", type: "socket", transformer: relay, ...rest });
  Object.assign(given, { COGNIGY_HUB_URL: hub.url, COGNIGY_CUSTOMER_URLS: webchat.url });
  engage.domain.setBaseUri(engage.seed.sources.sdk.id, `${hub.url}?key=${stored.ENGAGE_BASE_URI_KEY}`);
  await engage.idle();
}

async function provisionAll(): Promise<void> {
  expect((await assistant.run(["provision", "--yes"], given)).exitCode).toBe(1);
  expect((await assistant.run(["write"], given)).exitCode).toBe(0);
  await pasteTransformers();
  expect((await assistant.find(["provision", "--yes"], given)).lines.filter(red)).toEqual([]);
  await engage.idle();
}

it("makes the doctor green from an empty account, and does nothing when it is run again", async () => {
  const first = await assistant.find(["provision", "--yes"], given);
  expect(first.exitCode).toBe(1);
  expect(first.lines.map(({ code }) => code)).toContain("hub_not_ready");
  expect([...engage.domain.webhooks]).toEqual([]);
  expect((await assistant.run(["write"], given)).exitCode).toBe(0);
  await pasteTransformers();

  const second = await assistant.find(["provision", "--yes"], given);
  expect({ exitCode: second.exitCode, red: second.lines.filter(red) }).toEqual({ exitCode: 0, red: [] });
  await engage.idle();
  const doctor = await assistant.find(["doctor"], given);
  expect({ exitCode: doctor.exitCode, red: doctor.lines.filter(red) }).toEqual({ exitCode: 0, red: [] });

  const [cognigyCategory, bot, agent] = [...engage.domain.categories.values()];
  expect(cognigyCategory).toMatchObject({ name: "Cognigy", parent_id: null, unselectable: true });
  expect(bot).toMatchObject({ name: "Bot", parent_id: cognigyCategory?.id });
  expect(agent).toMatchObject({ name: "Agent", parent_id: cognigyCategory?.id });
  const stored = await readStored();
  expect([...engage.domain.webhooks.values()]).toMatchObject([
    {
      url: hub.url,
      active: true,
      webhook_status: "ok",
      secret: stored.ENGAGE_WEBHOOK_SECRET,
      verify_token: stored.ENGAGE_VERIFICATION_TOKEN,
    },
  ]);
  for (const { output } of [await assistant.run(["provision"], given)]) {
    for (const name of ["ENGAGE_WEBHOOK_SECRET", "ENGAGE_BASE_URI_KEY"]) {
      expect(output).not.toContain(stored[name]);
    }
  }

  const from = engage.exchanges.length;
  const kept = await readFile(assistant.dotEnv, "utf8");
  const third = await assistant.find(["provision", "--yes"], given);
  expect(third.lines.map(({ code }) => code)).toEqual(["nothing_to_do"]);
  expect(writesOf(from)).toEqual([]);
  expect(await readFile(assistant.dotEnv, "utf8")).toBe(kept);
});

it("doesn't leave to people what its plan does: without agents it warns, with them in the plan it doesn't", async () => {
  await provisionAll();
  for (const agent of Object.values(engage.seed.agents)) {
    agent.category_ids = [];
  }
  const isMissing = async (values: Record<string, string>) =>
    (await assistant.find(["provision", "--dry-run"], values)).lines.some(({ code }) => code === "agents_missing");
  expect(await isMissing({ ...given, ENGAGE_AGENT_EMAILS: "-" })).toBe(true);
  expect(await isMissing(given)).toBe(false);
});

it("shows the plan, and changes nothing without a yes or with --dry-run", async () => {
  for (const flags of [[], ["--dry-run"]]) {
    const { exitCode, output } = await assistant.run(["provision", ...flags], given);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/plan: create the category "Agent" .*\(POST \/1\.0\/categories\)/);
  }
  expect(writesOf(0)).toEqual([]);
  await expect(stat(assistant.dotEnv)).rejects.toThrow("ENOENT");
});

it.each([
  ["the first category was created", "POST", /\/categories$/],
  ["the source got its default category", "PUT", /\/content_sources\//],
  ["an agent got the category", "PUT", /\/users\//],
])("goes on where it was interrupted after %s", async (_when, method, path) => {
  // Carried out, but its answer is lost, and so is everything after it.
  engage.faults.inject({ kind: "reset", after: "after" }, { method, path });
  engage.faults.inject({ kind: "reset" }, { method, path, times: 10 });
  const broken = await assistant.find(["provision", "--yes"], given);
  expect({ exitCode: broken.exitCode, last: broken.lines.find(({ level }) => level === "fail")?.code }).toEqual({
    exitCode: 2,
    last: "engage_network",
  });
  engage.faults.clear();
  const secret = (await readStored()).ENGAGE_WEBHOOK_SECRET;
  await provisionAll();
  expect([...engage.domain.categories.values()].map(({ name }) => name)).toEqual(["Cognigy", "Bot", "Agent"]);
  expect((await readStored()).ENGAGE_WEBHOOK_SECRET).toBe(secret);
  expect(engage.seed.agents.ana.category_ids).toHaveLength(1);
});

it("names the right that is missing", async () => {
  const { rights } = engage.seed.users.bot;
  engage.seed.users.bot.rights = rights.filter((right) => right !== "manage_categories");
  const { exitCode, lines } = await assistant.find(["provision", "--yes"], given);
  expect(exitCode).toBe(2);
  expect(lines.filter(({ level }) => level === "fail")).toMatchObject([
    { code: "engage_forbidden", fix: expect.stringContaining("Give the right manage_categories to the role") },
  ]);
});

it("makes no second webhook when the answer to the first was lost", async () => {
  await assistant.run(["provision", "--yes"], given);
  await assistant.run(["write"], given);
  await pasteTransformers();
  engage.faults.inject({ kind: "reset", after: "after" }, { method: "POST", path: /\/webhooks$/ });
  expect((await assistant.find(["provision", "--yes"], given)).exitCode).toBe(2);
  await engage.idle();
  const { exitCode, lines } = await assistant.find(["provision", "--yes"], given);
  expect({ exitCode, codes: lines.map(({ code }) => code) }).toEqual({ exitCode: 0, codes: ["nothing_to_do"] });
  const { ENGAGE_WEBHOOK_SECRET: secret } = await readStored();
  expect([...engage.domain.webhooks.values()]).toMatchObject([{ secret, active: true }]);
});

it("corrects a webhook, keeps what it has, and leaves the console's events to people", async () => {
  await provisionAll();
  const [webhook] = engage.domain.webhooks.values();
  if (webhook === undefined) {
    throw new Error("There is no webhook");
  }
  Object.assign(webhook, {
    active: false,
    webhook_status: "disabled",
    registered_events: ["content.imported", "survey_response.imported"],
  });
  expect((await assistant.find(["provision", "--yes"], given)).exitCode).toBe(0);
  expect(webhook).toMatchObject({
    active: true,
    registered_events: expect.arrayContaining(["survey_response.imported", "intervention.closed"]),
  });

  webhook.registered_events = ["content.imported", "content.thread_closed"];
  const from = engage.exchanges.length;
  const { exitCode, lines } = await assistant.find(["provision", "--yes"], given);
  expect(exitCode).toBe(1);
  expect(lines.filter(red)).toMatchObject([{ code: "webhook_events_by_hand" }]);
  expect(writesOf(from)).toEqual([]);
});

it("doesn't make the token's own user an agent", async () => {
  const values = { ...given, ENGAGE_AGENT_EMAILS: "bot@example.com" };
  const { lines, text } = await assistant.find(["provision", "--dry-run"], values);
  expect(lines).toEqual(expect.arrayContaining([expect.objectContaining({ code: "agent_is_token_user" })]));
  expect(text).not.toContain("plan: give bot@example.com");
});

describe("the default categories of a source", () => {
  const messaging = () => engage.seed.sources.messaging;
  const idsByName = () => Object.fromEntries([...engage.domain.categories.values()].map(({ name, id }) => [name, id]));

  it.each([
    ["Agent", ["Agent", "Other"], "replace the Agent category with the Bot category in"],
    ["Agent beside Bot", ["Bot", "Agent", "Other"], "remove the Agent category"],
  ])("get Bot instead of %s, and keep the others", async (_what, names, plan) => {
    await provisionAll();
    const ids: Record<string, string> = { ...idsByName(), Other: engage.domain.addCategory({ name: "Other" }).id };
    messaging().default_category_ids = names.map((name) => ids[name] ?? "");
    const { exitCode, output } = await assistant.run(["provision", "--yes"], given);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.stringContaining(`plan: ${plan}`) });
    expect(messaging().default_category_ids).toEqual([ids.Other, ids.Bot]);
  });

  it("stay as they are after all-to-agents, and the way back is named", async () => {
    await provisionAll();
    const { Bot = "", Agent = "" } = idsByName();
    messaging().default_category_ids = [Agent];
    await saveRecord(recordFileOf(assistant.dotEnv), {
      version: 1,
      direction: "agents",
      startedAt: new Date().toISOString(),
      sources: [{ id: messaging().id, before: [Bot], after: [Agent] }],
      threads: [],
    });
    const { exitCode, lines } = await assistant.find(["provision", "--yes"], given);
    expect({ exitCode, red: lines.filter(red) }).toMatchObject({
      exitCode: 1,
      red: [{ code: "source_in_emergency", fix: expect.stringContaining("all-to-agents --undo") }],
    });
    expect(messaging().default_category_ids).toEqual([Agent]);
  });
});

describe("write", () => {
  it("keeps comments, unknown lines and the names' places; quotes what needs it; and lets nobody else read", async () => {
    await writeFile(assistant.dotEnv, "# mine\nOTHER='a b'\nENGAGE_WEBHOOK_SECRET=old\n\n# end\n", { mode: 0o644 });
    const values = {
      ...given,
      ENGAGE_BOT_CATEGORY_ID: "b",
      ENGAGE_AGENT_CATEGORY_ID: "a",
      ENGAGE_WEBHOOK_SECRET: "with#hash'and`more",
      ENGAGE_VERIFICATION_TOKEN: "plain",
      ENGAGE_BASE_URI_KEY: "k3y",
    };
    const { exitCode, output } = await assistant.run(["write"], values);
    expect(exitCode).toBe(0);
    expect(output).not.toContain("with#hash");
    const text = await readFile(assistant.dotEnv, "utf8");
    expect(text.split("\n").slice(0, 5)).toEqual([
      "# mine",
      "OTHER='a b'",
      `ENGAGE_WEBHOOK_SECRET="with#hash'and\`more"`,
      "",
      "# end",
    ]);
    expect(parseEnv(text)).toMatchObject({ ...values, OTHER: "a b" });
    const sheet = join(assistant.folder, "dist/connection.txt");
    expect(await readFile(sheet, "utf8")).toContain(`realtimeAccessToken  ${given.ENGAGE_REALTIME_ACCESS_TOKEN}`);
    expect(await readFile(sheet, "utf8")).toContain(`${hub.url}?key=k3y`);
    const filled = join(assistant.folder, "dist/filled/engage-hub.js");
    expect(await readFile(filled, "utf8")).toContain(`ENGAGE_BASE_URI_KEY: "k3y"`);
    expect(await Promise.all([assistant.dotEnv, sheet, filled].map(modeOf))).toEqual([0o600, 0o600, 0o600]);
  });
});

describe("the command line", () => {
  it("takes a flag before the environment, and that before .env", async () => {
    await writeFile(assistant.dotEnv, "ENGAGE_ACCESS_TOKEN=from-file\nENGAGE_API_URL=http://127.0.0.1:1\n");
    const { seed } = engage;
    const { lines } = await assistant.find(["provision", "--engage-access-token", seed.tokens.bot], {
      ENGAGE_API_URL: engage.apiUrl,
      ENGAGE_ACCESS_TOKEN: "from-environment",
    });
    expect(lines.map(({ code }) => code)).toContain("hub_unknown");
  });

  it("names what is missing when nobody can be asked, and ends", async () => {
    await writeFile(assistant.dotEnv, "");
    for (const command of ["doctor", "provision", "write", "deploy"]) {
      const { exitCode, lines } = await assistant.find([command], {});
      expect(exitCode).toBe(2);
      const missing = lines.find(({ code }) => code === "setting_missing");
      expect(missing?.message).toMatch(/\(--[\w-]+ or [A-Z_]+\)/);
    }
  });

  it.each(["doctor", "rehearse", "report", "all-to-agents", "all-to-bot", "remove"])(
    "ends at once where the named .env file isn't there: %s",
    async (command) => {
      const errors = `There is no file ${assistant.dotEnv} (--dot-env).\n`;
      expect(await assistant.run([command], given)).toEqual({ exitCode: 2, output: "", errors });
    },
  );

  it.each(["install", "provision", "write"])("ends at once where the folder isn't there: %s", async (command) => {
    const [folder, file] = [join(assistant.folder, "nowhere"), join(assistant.folder, "nowhere/.env")];
    const errors = `There is no folder ${folder}, so ${file} (--dot-env) can't be created.\n`;
    const run = await assistant.run([command, "--yes"], given, ["--dot-env", file]);
    expect(run).toEqual({ exitCode: 2, output: "", errors });
    expect(writesOf(0)).toEqual([]);
  });

  it("ends at once where the named .env file is a folder", async () => {
    const errors = `${assistant.folder} (--dot-env) is a folder. Name a file.\n`;
    const run = await assistant.run(["write"], given, ["--dot-env", assistant.folder]);
    expect(run).toEqual({ exitCode: 2, output: "", errors });
  });

  it.each([
    [["install", "--yes", "--route", "channel"], "install doesn't take --route: it's a flag of rehearse."],
    [["deploy", "--undo"], "install doesn't take --undo: it's a flag of all-to-agents and all-to-bot."],
    [["report", "--max-wait", "5", "--force"], "report doesn't take --force: it's a flag of install."],
    [["--since", "7d"], "The guide doesn't take --since: it's a flag of report."],
  ])("rejects a flag of another command: %j", async (command, sentence) => {
    expect(await assistant.run(command, {})).toEqual({ exitCode: 2, output: "", errors: `${sentence}\n` });
  });

  it.each([[["install", "--help"]], [["help", "install"]], [["install", "-h"]]])(
    "explains one command, with its own flags only: %j",
    async (command) => {
      const { exitCode, output } = await assistant.run(command, {});
      expect({ exitCode, first: output.split("\n")[0] }).toEqual({
        exitCode: 0,
        first: "Usage: npm run setup -- install [flags]",
      });
      expect(output).toMatch(/^ {2}--force +upload[\s\S]*^ {2}--dot-env[\s\S]*^ {2}--engage-api-url/m);
      expect(output).not.toMatch(/--route|--undo|--since/);
    },
  );

  it.each([[["help"]], [["-h"]]])("explains all commands: %j", async (command) => {
    const { exitCode, output } = await assistant.run(command, {});
    expect(exitCode).toBe(0);
    expect(output).toMatch(
      /^Usage: npm run setup -- \[command\][\s\S]*^ {2}--undo +all-to-agents, all-to-bot: put back/m,
    );
  });

  it("explains itself, and refuses what it does not know", async () => {
    const [help, nothing, unknown, cut] = await Promise.all([
      assistant.runProcess(["--help"], {}),
      assistant.runProcess([], {}),
      assistant.runProcess(["destroy"], {}),
      assistant.runProcess(["doctor", "--colour"], {}),
    ]);
    expect(help).toMatchObject({ exitCode: 0, output: expect.stringContaining("--engage-api-url") });
    for (const name of ["install", "doctor", "report", "all-to-agents", "all-to-bot", "remove"]) {
      expect(help.output).toMatch(new RegExp(`^  ${name} `, "m"));
    }
    expect(nothing).toMatchObject({
      exitCode: 2,
      output: expect.stringMatching(/^There is no terminal: name a command[\s\S]*Usage:/),
    });
    expect(unknown).toMatchObject({ exitCode: 2, errors: expect.stringContaining('no command "destroy"') });
    expect(cut).toMatchObject({ exitCode: 2, errors: "There is no flag --colour; --help lists all.\n" });
  });
});
