/** Deploying to the stand-in of Cognigy's REST API: what is written, what is left alone, and what is said when it fails. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { IN_ONE_THREAD } from "../../harness/patience";
import type { ManagementFault, ManagementOptions } from "../../sandbox/cognigy/management/ManagementOptions";
import { type CognigyStandIn, type EndpointDefinition, startCognigy } from "../../sandbox/cognigy/startCognigy";
import { fill } from "../../scripts/fill";
import { root } from "../../scripts/paths";
import type { Pace } from "../../setup/cognigy/waitForTask";
import { decideTransformer } from "../../setup/deploy/decideTransformer";
import { deploy } from "../../setup/deploy/deploy";
import { findOtherValues } from "../../setup/deploy/findOtherValues";
import { MAX_BODY_BYTES } from "../../setup/deploy/fitTransformer";
import { switchesOf } from "../../setup/deploy/transformerRoles";
import { createReport, type Finding } from "../../setup/report";
import { Settings } from "../../setup/settings";

const { name: NAME, version: VERSION } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const VALUES = {
  ENGAGE_API_URL: "https://acme.api.engagement.dimelo.com",
  ENGAGE_ACCESS_TOKEN: "api-access-token-secret",
  ENGAGE_BOT_CATEGORY_ID: "66a0000000000000000000b0",
  ENGAGE_AGENT_CATEGORY_ID: "66a0000000000000000000a0",
  ENGAGE_WEBHOOK_SECRET: "webhook-secret-secret",
  ENGAGE_VERIFICATION_TOKEN: "verification-token-secret",
  ENGAGE_REALTIME_ENDPOINT_URL: "https://acme.engagement.dimelo.com/realtime/sdk/66a050ce0000000000000001",
  ENGAGE_REALTIME_ACCESS_TOKEN: "realtime-token-secret",
  ENGAGE_BASE_URI_KEY: "base-uri-key-secret",
  COGNIGY_API_KEY: "cognigy-key-secret",
};
const endpointSchema = z.object({ name: z.string(), transformer: z.looseObject({}) });

const SECRETS = Object.values(VALUES).filter((value) => value.endsWith("secret"));
const PACE: Pace = { requestMs: 5_000, repeatMs: 5, taskMs: 10_000, pollMs: 20 };
const HANDSHAKE = `?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${VALUES.ENGAGE_VERIFICATION_TOKEN}`;
const CURRENT = { extensions: [{ name: NAME, version: VERSION }] };

let output: string;
const started: CognigyStandIn[] = [];

beforeAll(async () => {
  output = mkdtempSync(join(tmpdir(), "deploy-"));
  await fill(VALUES, join(output, "filled"));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((cognigy) => cognigy.close()));
});
afterAll(() => rmSync(output, { recursive: true }));

/** A Project with a Webhook Endpoint and a Webchat, both as they are after creation. */
async function platform(management: ManagementOptions = {}) {
  const cognigy = await startCognigy({
    management: { apiKey: VALUES.COGNIGY_API_KEY, ...management },
    ...IN_ONE_THREAD,
  });
  started.push(cognigy);
  const api = cognigy.management;
  if (!api) {
    throw new Error("There is no REST API.");
  }
  const add = (definition: Pick<EndpointDefinition, "name" | "type">) =>
    cognigy.addEndpoint({ ...definition, flow: { nodes: [{ type: "say", text: "The bot" }] } });
  const hub = add({ name: "Hub", type: "webhook" });
  const webchat = add({ name: "Chat", type: "socket" });
  const writes = () =>
    api.calls.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
  return { cognigy, api, add, hub, webchat, writes };
}

interface Run {
  flags?: Record<string, string>;
  isDryRun?: boolean;
  isForced?: boolean;
  confirms?: boolean;
  folder?: string;
  pace?: Partial<Pace>;
}

/** One run of the command. That no secret is in what it prints holds for every run. */
async function run({ api, hub, webchat }: Awaited<ReturnType<typeof platform>>, options: Run = {}) {
  let printed = "";
  const print = (text: string) => {
    printed += text;
  };
  const settings = new Settings({
    flag: options.flags ?? {},
    environment: {
      ...VALUES,
      COGNIGY_API_URL: api.url,
      COGNIGY_HUB_URL: hub.url,
      COGNIGY_CUSTOMER_URLS: webchat.url,
    },
    file: {},
  });
  const context = {
    settings,
    report: createReport({ print, isTerminal: false, useColours: false, asJson: true }),
    prompt: {
      isInteractive: false,
      askFor: async () => undefined,
      confirm: async () => options.confirms ?? true,
      choose: async () => undefined,
      chooseMany: async () => undefined,
      chooseAfterFailure: async () => "stop" as const,
    },
    isDryRun: options.isDryRun ?? false,
    isForced: options.isForced ?? false,
    dotEnvFile: join(output, ".env"),
    outputFolder: options.folder ?? output,
  };
  const exitCode = await deploy(context, { ...PACE, ...options.pace });
  context.report.finish(exitCode);
  for (const secret of [...SECRETS, hub.URLToken, webchat.URLToken]) {
    expect(printed).not.toContain(secret);
  }
  const { sections }: { sections: { findings: Finding[]; notes: string[] }[] } = JSON.parse(printed);
  const findings = sections.flatMap((section) => section.findings);
  return {
    exitCode,
    findings,
    codes: findings.map(({ level, code }) => `${level} ${code}`),
    notes: sections.flatMap(({ notes }) => notes),
  };
}

async function handshake(url: string): Promise<string> {
  return (await fetch(`${url}${HANDSHAKE}`)).text();
}

test("installs the Extension and sets both transformers, which work at once", async () => {
  const situation = await platform();
  const { cognigy, api, hub, webchat, writes } = situation;
  expect(await handshake(hub.url)).not.toBe("42");
  expect((await run(situation)).codes).toEqual([
    "pass project_found",
    "pass extension_deployed",
    "pass endpoint_deployed",
    "pass endpoint_deployed",
  ]);
  expect(writes()).toEqual([
    "POST /new/v2.0/extensions/upload",
    expect.stringMatching(/^PATCH /),
    expect.stringMatching(/^PATCH /),
  ]);
  expect(await handshake(hub.url)).toBe("42");
  expect(api.extensions).toMatchObject([{ name: NAME, version: VERSION }]);
  const switches = await Promise.all(
    writes()
      .slice(1)
      .map(async (call) => {
        const response = await fetch(`${api.url}${call.slice("PATCH ".length)}`, {
          headers: { "x-api-key": api.apiKey },
        });
        const { name, transformer } = endpointSchema.parse(await response.json());
        const { transformer: _code, transpiledTransformer: _made, ...rest } = transformer;
        return [name, rest];
      }),
  );
  const on = { inputTransformerEnabled: true, outputTransformerEnabled: true, injectTransformerEnabled: true };
  const rest = { finalPingTransformerEnabled: false, abortOnError: true };
  expect(Object.fromEntries(switches)).toEqual({
    Hub: { ...on, ...rest, notifyTransformerEnabled: false },
    Chat: { ...on, ...rest, notifyTransformerEnabled: true },
  });
  const customer = webchat.connect("u", "s");
  customer.send({ text: "hello" });
  await cognigy.idle();
  expect(cognigy.executions.at(-1)?.inputAtStart).toMatchObject({ data: { engageRelay: { handover: "off" } } });
});

test("a second run finds nothing to do", async () => {
  const situation = await platform();
  await run(situation);
  const before = situation.writes().length;
  expect(await run(situation)).toMatchObject({
    exitCode: 0,
    codes: ["pass project_found", "pass extension_current", "pass endpoint_current", "pass endpoint_current"],
  });
  expect(situation.writes()).toHaveLength(before);
});

test.each<[string, string, boolean, string, string]>([
  ["an older version is updated", "0.9.9", false, "pass extension_deployed", VERSION],
  ["the same version is left alone", VERSION, false, "pass extension_current", VERSION],
  ["the same version is uploaded again with --force", VERSION, true, "pass extension_deployed", VERSION],
  ["a newer version is not replaced", "99.0.0", false, "fail extension_newer", "99.0.0"],
  ["a newer version is replaced with --force", "99.0.0", true, "pass extension_deployed", VERSION],
])("%s", async (_what, version, isForced, code, after) => {
  const situation = await platform({ extensions: [{ name: NAME, version }] });
  const { codes } = await run(situation, {
    isForced,
    flags: { "cognigy-hub-url": "-", "cognigy-customer-urls": "-", "engage-realtime-endpoint-url": "-" },
  });
  expect(codes).toContain(code);
  expect(situation.api.extensions).toMatchObject([{ version: after }]);
  const calls = code === "pass extension_deployed" ? ["POST /new/v2.0/extensions/update"] : [];
  expect(situation.writes()).toEqual(calls);
});

test("a dry run shows each call and makes none that writes", async () => {
  const situation = await platform();
  const { exitCode, notes } = await run(situation, { isDryRun: true });
  expect(exitCode).toBe(0);
  expect(situation.writes()).toEqual([]);
  expect(notes.join("\n")).toMatch(
    /^POST \/new\/v2\.0\/extensions\/upload\n.*\d+ bytes\nPATCH \/new\/v2\.0\/endpoints\/[0-9a-f]{24}\n.*engage-hub\.js\n.*code: none -> \d+ characters, sha256 [0-9a-f]{12}\n.*off -> on/,
  );
});

test("without a confirmation nothing is written", async () => {
  const situation = await platform();
  expect(await run(situation, { confirms: false })).toMatchObject({ exitCode: 1 });
  expect(situation.writes()).toEqual([]);
});

describe("after an interruption a second run does the rest", () => {
  /** Spoils the first request of this kind. */
  function interruptOnce({ api }: Awaited<ReturnType<typeof platform>>, call: RegExp, fault: ManagementFault): void {
    api.interrupt = ({ method, path }) => {
      if (!call.test(`${method} ${path}`)) {
        return undefined;
      }
      api.interrupt = undefined;
      return fault;
    };
  }

  test("between two Endpoints", async () => {
    const situation = await platform(CURRENT);
    interruptOnce(situation, /^PATCH/, "drop");
    expect((await run(situation)).codes.at(-1)).toBe("fail cognigy_network");
    expect((await run(situation)).codes.slice(-2)).toEqual(["pass endpoint_deployed", "pass endpoint_deployed"]);
    expect(await handshake(situation.hub.url)).toBe("42");
  });

  test("after an upload whose answer was lost", async () => {
    const situation = await platform();
    interruptOnce(situation, /upload$/, { status: 502, afterwards: true });
    expect((await run(situation)).codes.at(-1)).toBe("fail cognigy_server_error");
    await situation.cognigy.idle();
    expect((await run(situation)).codes[1]).toBe("pass extension_current");
    expect(situation.writes().filter((call) => call.endsWith("upload"))).toHaveLength(1);
  });

  test("after an upload that was still going on when the second began", async () => {
    const situation = await platform({ extensions: [{ name: NAME, version: VERSION }] });
    interruptOnce(situation, /^GET .*extensions$/, { status: 200, body: { items: [], total: 0, next: null } });
    expect((await run(situation)).codes).toContain("pass extension_deployed");
    expect(situation.api.extensions).toHaveLength(1);
  });
});

describe("a failure is told with what to do", () => {
  const on = (pattern: RegExp, fault: ManagementFault) => (situation: Awaited<ReturnType<typeof platform>>) => {
    situation.api.interrupt = ({ method, path }) => (pattern.test(`${method} ${path}`) ? fault : undefined);
  };
  const flags = (given: Record<string, string>): Run => ({ flags: given });
  const TWO = [
    { _id: "1", name: "One" },
    { _id: "2", name: "Two" },
  ];
  type Spoil = (situation: Awaited<ReturnType<typeof platform>>) => void;
  const nothing: Spoil = () => {};
  const TASK = { status: "error", failReason: "No space left" };

  test.each<[code: string, management: ManagementOptions, spoil: Spoil, run: Run, reason: RegExp]>([
    ["cognigy_unauthorized", {}, nothing, flags({ "cognigy-api-key": "other-key-secret" }), /COGNIGY_API_KEY/],
    ["cognigy_forbidden", {}, on(/upload$/, { status: 403 }), {}, /rights/],
    ["cognigy_not_found", {}, nothing, flags({ "cognigy-project-id": "none" }), /COGNIGY_PROJECT_ID/],
    ["cognigy_conflict", {}, on(/upload$/, { status: 409 }), {}, /run the command again/],
    [
      "cognigy_invalid_request",
      {},
      on(/^PATCH/, { status: 422, body: { detail: "secret webhook-secret-secret" } }),
      {},
      /It says: secret \*\*\*\*/,
    ],
    ["cognigy_too_large", { ...CURRENT, bodyLimitBytes: 1_000 }, nothing, {}, /by hand/],
    ["cognigy_rate_limited", { requestsPerWindow: 2 }, nothing, {}, /five minutes/],
    ["cognigy_server_error", {}, on(/endpoints$/, { status: 503, body: "busy" }), {}, /again/],
    ["cognigy_bad_response", {}, on(/projects$/, { status: 200, body: "<html>" }), {}, /COGNIGY_API_URL/],
    ["cognigy_bad_response", {}, on(/projects$/, { status: 200, body: { items: [{}] } }), {}, /items\.0/],
    ["cognigy_bad_response", {}, on(/projects$/, { status: 302 }), {}, /status 302/],
    ["cognigy_network", {}, nothing, flags({ "cognigy-api-url": "http://127.0.0.1:9" }), /firewall/],
    ["cognigy_timeout", {}, on(/projects$/, "hang"), { pace: { requestMs: 50 } }, /0.05 s/],
    ["project_ambiguous", { projects: TWO }, nothing, {}, /One \(1\), Two \(2\)/],
    ["project_missing", { projects: [] }, nothing, {}, /added/],
    ["extension_refused", {}, on(/tasks/, { status: 200, body: TASK }), {}, /No space left/],
    ["extension_not_applied", {}, on(/tasks/, { status: 200, body: { status: "done" } }), {}, /Manage > Extensions/],
    [
      "endpoint_not_found",
      CURRENT,
      nothing,
      flags({ "cognigy-hub-url": "https://e.example/gone1234" }),
      /e\.example\/gone12\.\.\./,
    ],
    ["setting_malformed", {}, nothing, flags({ "cognigy-api-url": "api-trial" }), /COGNIGY_API_URL/],
    ["setting_missing", {}, nothing, flags({ "cognigy-api-key": "-" }), /COGNIGY_API_KEY/],
  ])("%s", async (code, management, spoil, options, reason) => {
    const situation = await platform(management);
    spoil(situation);
    // A task that says what it says, whatever becomes of the package.
    situation.api.holdsTasks = code.startsWith("extension_");
    const { exitCode, findings } = await run(situation, options);
    const failures = findings.filter(({ level }) => level === "fail");
    expect(exitCode).toBe(2);
    expect(failures).toMatchObject([{ code, fix: expect.stringMatching(/\w/) }]);
    expect(`${failures[0]?.message} ${failures[0]?.fix}`).toMatch(reason);
  });

  test("a task that does not end is given up", async () => {
    const situation = await platform();
    situation.api.holdsTasks = true;
    expect((await run(situation, { pace: { taskMs: 100 } })).codes.at(-1)).toBe("fail task_timeout");
  });

  test("an Endpoint in the wrong place: nothing is written at all", async () => {
    const situation = await platform();
    const { codes } = await run(situation, {
      flags: { "cognigy-hub-url": situation.webchat.url, "cognigy-customer-urls": situation.webchat.url },
    });
    expect(codes).toEqual(expect.arrayContaining(["fail endpoint_wrong_type", "fail endpoint_twice"]));
    expect(situation.writes()).toEqual([]);
  });

  /** The hub reads back with its code, and with this beside it. */
  function compileTo({ api, hub }: Awaited<ReturnType<typeof platform>>, made: object): void {
    api.interrupt = ({ method, path }) => {
      const [, _id] = /\/endpoints\/([0-9a-f]{24})$/.exec(path) ?? [];
      if (method !== "GET" || _id === undefined) {
        return undefined;
      }
      const { name, URLToken } = hub;
      const transformer = { ...switchesOf("hub"), transformer: api.userInterface.transformerOf(name), ...made };
      return { status: 200, body: { _id, name, URLToken, channel: "webhook", transformer } };
    };
  }

  test("a transformer whose compiled code is empty doesn't run, also where it was there before", async () => {
    const situation = await platform(CURRENT);
    compileTo(situation, { transpiledTransformer: "" });
    for (const round of [1, 2]) {
      const { exitCode, findings } = await run(situation, { flags: { "cognigy-customer-urls": "-" } });
      expect(exitCode).toBe(2);
      expect(findings.at(-1)).toMatchObject({
        code: "endpoint_not_compiled",
        message: expect.stringContaining('engage-hub.js for "Hub"'),
        fix: expect.stringContaining("Transformer editor"),
      });
      expect(situation.writes()).toHaveLength(round);
    }
  });

  test.each([{}, { transpiledTransformer: null }])(
    "a system that shows no compiled code is believed: %j",
    async (made) => {
      const situation = await platform(CURRENT);
      compileTo(situation, made);
      for (const code of ["endpoint_deployed", "endpoint_current"]) {
        expect((await run(situation, { flags: { "cognigy-customer-urls": "-" } })).codes).toContain(`pass ${code}`);
      }
    },
  );

  test.each<[string, (code: string) => string | undefined]>([
    ["filled_missing", () => undefined],
    ["filled_incomplete", (code) => code.replace(VALUES.ENGAGE_WEBHOOK_SECRET, "<ENGAGE_WEBHOOK_SECRET>")],
    ["filled_outdated", (code) => `${code.trimEnd()}\n// older\n`],
  ])("%s", async (code, change) => {
    const situation = await platform(CURRENT);
    const folder = mkdtempSync(join(output, "broken-"));
    await fill(VALUES, join(folder, "filled"));
    const file = join(folder, "filled/engage-hub.js");
    const changed = change(readFileSync(file, "utf8"));
    if (changed === undefined) {
      rmSync(file);
    } else {
      writeFileSync(file, changed);
    }
    const { codes } = await run(situation, { folder });
    expect(codes).toContain(`fail ${code}`);
    expect(situation.writes()).toEqual([]);
  });
});

test("without Endpoint URLs the Extension is installed, and what is missing is said", async () => {
  const situation = await platform();
  const { exitCode, codes } = await run(situation, { flags: { "cognigy-hub-url": "-", "cognigy-customer-urls": "-" } });
  expect(exitCode).toBe(1);
  expect(codes).toEqual([
    "pass project_found",
    "warn hub_url_missing",
    "warn customer_urls_missing",
    "pass extension_deployed",
  ]);
});

test("a setting that was changed after the transformer was filled in is told; two secrets at a time are not", async () => {
  const situation = await platform(CURRENT);
  const { findings } = await run(situation, { flags: { "engage-access-token": "rotated-token" }, isDryRun: true });
  expect(findings.filter(({ level }) => level === "warn")).toMatchObject([
    { code: "filled_differs", message: expect.stringContaining("of ENGAGE_ACCESS_TOKEN than") },
  ]);
  expect(findOtherValues('  ENGAGE_WEBHOOK_SECRET: ["new", "old"],', { ENGAGE_WEBHOOK_SECRET: "new" })).toEqual([]);
});

test("an Endpoint is found on a later page, and a Webhook Endpoint for customers gets the relay for webhooks", async () => {
  const situation = await platform({ ...CURRENT, pageSize: 1 });
  const customers = situation.add({ name: "Line", type: "webhook" });
  const { notes } = await run(situation, { flags: { "cognigy-customer-urls": `${customers.url}/` }, isDryRun: true });
  expect(notes.join("\n")).toContain('"Line": engage-relay.webhook.js');
});

test("what else stands in the transformer's settings is kept, what the platform made is not sent", () => {
  const current = { transformer: "old", transpiledTransformer: "made", later: 1, abortOnError: true };
  const { update, changes } = decideTransformer(current, "hub", "new");
  expect(update).toMatchObject({ transformer: "new", later: 1 });
  expect(update).not.toHaveProperty("transpiledTransformer");
  expect(changes).not.toContainEqual(expect.stringContaining("Abort on Error"));
});

test("code that differs in how its lines end is the same", () => {
  const { update } = decideTransformer(undefined, "hub", "a\nb\n");
  expect(decideTransformer({ ...update, transformer: "a\r\nb" }, "hub", "a\nb\n").changes).toEqual([]);
});

test("a file that is too large with its comments loses those of the CONFIG block, and no others", () => {
  const rest = `// Generated code: x\n  // kept\n"${"x".repeat(MAX_BODY_BYTES - 600)}";`;
  const code = `const CONFIG = {\n  // ${"c".repeat(500)}\n  A: "// value",\n};\n\n${rest}`;
  const { update, bytes } = decideTransformer(undefined, "hub", code);
  expect(update.transformer).toBe(`const CONFIG = {\n  A: "// value",\n};\n\n${rest}`);
  expect(bytes).toBeLessThanOrEqual(MAX_BODY_BYTES);
});

describe("settings that people changed in CONFIG of an Endpoint", () => {
  type Situation = Awaited<ReturnType<typeof platform>>;

  /** As a person does in the Transformer editor. */
  const change = ({ api, webchat }: Situation, edit: (code: string) => string) =>
    api.userInterface.changeTransformer(webchat.name, edit);
  const runningIn = ({ api, webchat }: Situation) => api.userInterface.transformerOf(webchat.name);
  const set = (name: string, value: string) => (code: string) =>
    code.replace(new RegExp(`^  ${name}: .*,$`, "m"), () => `  ${name}: ${value},`);

  test("stay through an update, and the plan names them", async () => {
    const situation = await platform();
    await run(situation);
    change(situation, set("cancelPhrases", '["back to the bot"]'));
    change(situation, set("longestWaitMinutes", '"5"'));
    const from = situation.writes().length;
    const { codes, findings } = await run(situation);
    expect(codes.at(-1)).toBe("pass endpoint_current");
    expect(findings.at(-1)?.message).toMatch(/keeps what you changed in CONFIG: cancelPhrases, longestWaitMinutes/);
    expect(situation.writes()).toHaveLength(from);

    change(situation, (code) => code.replace(/^\/\/ Generated code: .*/m, "// Generated code: of an older version"));
    const dry = await run(situation, { isDryRun: true });
    expect(dry.notes.join("\n")).toMatch(/keeps what you changed in CONFIG: cancelPhrases, longestWaitMinutes/);
    expect(dry.notes.join("\n")).not.toContain("back to the bot");
    expect((await run(situation)).codes.at(-1)).toBe("pass endpoint_deployed");
    expect(runningIn(situation)).toContain('  cancelPhrases: ["back to the bot"],\n');
    expect(runningIn(situation)).toContain('  longestWaitMinutes: "5",\n');
    expect(runningIn(situation)).not.toContain("of an older version");
  });

  test("give way to those of the filled file, and never replace what the assistant fills in", async () => {
    const situation = await platform(CURRENT);
    await run(situation);
    change(situation, set("botName", '"Old"'));
    change(situation, set("ENGAGE_REALTIME_ACCESS_TOKEN", '"an-old-token-secret"'));
    const folder = mkdtempSync(join(output, "filled-"));
    await fill(VALUES, join(folder, "filled"));
    const file = join(folder, "filled/engage-relay.socket.js");
    writeFileSync(file, set("botName", '"New"')(readFileSync(file, "utf8")));
    const { notes } = await run(situation, { folder });
    expect(notes.join("\n")).not.toMatch(/keeps what/);
    expect(runningIn(situation)).toContain('botName: "New"');
    expect(runningIn(situation)).toContain(VALUES.ENGAGE_REALTIME_ACCESS_TOKEN);
  });

  test("are named where this version can't take them over", async () => {
    const situation = await platform(CURRENT);
    await run(situation);
    change(situation, set("longestWaitMinutes", '"soon"'));
    change(situation, set("botName", '"Bot"'));
    change(situation, set("cancelPhrases", "[].concat(1)"));
    change(situation, (code) => code.replace("const CONFIG = {", 'const CONFIG = {\n  sayGoodbye: "webhook-secret",'));
    const { exitCode, findings } = await run(situation);
    expect(exitCode).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: "warn",
        code: "setting_not_kept",
        message:
          'Not kept from CONFIG of "Chat": cancelPhrases, longestWaitMinutes (the value can\'t be used); sayGoodbye (not a setting of this version).',
      }),
    );
    expect(runningIn(situation)).toContain("longestWaitMinutes: 0");
    expect(runningIn(situation)).toContain('botName: "Bot"');
    expect(runningIn(situation)).not.toContain("sayGoodbye");
  });

  test("masking that can't be used stops it: nothing is written", async () => {
    const situation = await platform(CURRENT);
    await run(situation);
    change(situation, set("maskBeforeSending", "true"));
    const from = situation.writes().length;
    expect((await run(situation)).codes).toContain("fail masking_unusable");
    expect(situation.writes()).toHaveLength(from);
  });

  test("a CONFIG that can't be read is named", async () => {
    const situation = await platform(CURRENT);
    await run(situation);
    change(situation, (code) => code.replace("const CONFIG = {", "const MINE = 1;\nconst CONFIG = {"));
    expect((await run(situation)).codes).toContain("warn settings_unreadable");
  });
});
