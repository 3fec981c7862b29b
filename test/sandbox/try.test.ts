/** `npm run try`: one node of the packed Extension against an account, here the Engage stand-in. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packedExtension } from "../../harness/packedExtension";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { type TrialHost, tryNode } from "../../sandbox/try/tryNode";
import { root } from "../../scripts/paths";

let engage: EngageStandIn;
let directory: string;
let environment: Record<string, string>;
const FILES: Record<string, unknown> = {
  "accept.json": { acceptedMessage: "I am connecting you to {{input.text}}." },
  "stop.json": { stopOnError: true },
  "unknown.json": { acceptMessage: "x" },
  "connection.json": { connection: {} },
  "list.json": [],
  "input.json": { text: "an agent" },
  "context.json": { key: "value" },
};

beforeAll(async () => {
  [engage, directory] = await Promise.all([startEngage(), mkdtemp(join(tmpdir(), "try-"))]);
  await Promise.all([
    ...Object.entries(FILES).map(([name, content]) => writeFile(join(directory, name), JSON.stringify(content))),
    writeFile(join(directory, "broken.json"), "{"),
  ]);
});
beforeEach(() => {
  engage.reset();
  const { seed } = engage;
  environment = {
    ENGAGE_API_URL: engage.apiUrl,
    ENGAGE_ACCESS_TOKEN: seed.tokens.bot,
    ENGAGE_BOT_CATEGORY_ID: seed.categories.bot.id,
    ENGAGE_AGENT_CATEGORY_ID: seed.categories.agent.id,
  };
});
afterAll(() => Promise.all([engage.close(), rm(directory, { recursive: true })]));

interface Trial {
  code: number;
  printed: string;
  complaints: string;
}

async function attempt(args: string[], change: Partial<TrialHost> = {}): Promise<Trial> {
  const trial: Trial = { code: -1, printed: "", complaints: "" };
  trial.code = await tryNode({
    args,
    directory,
    environment,
    load: packedExtension,
    print: (text) => (trial.printed += text),
    complain: (text) => (trial.complaints += text),
    ...change,
  });
  return trial;
}

/** As a person starts it, but without a terminal. */
async function attemptInProcess(args: string[], env: Record<string, string>): Promise<Trial> {
  const script = [join(root, "node_modules/ts-node/dist/bin.js"), join(root, "sandbox/try.ts")];
  const child = spawn(process.execPath, [...script, ...args], { cwd: directory, env: { ...env, PATH: "" } });
  child.stdin.end();
  const trial: Trial = { code: -1, printed: "", complaints: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (trial.printed += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (trial.complaints += text));
  const [code] = await once(child, "close");
  return { ...trial, code: Number(code) };
}

const HANDOVER = ["handoverToRingCentral", "--config", "accept.json", "--input", "input.json"];
const channel = () => [
  "--simulate-channel",
  `threadId=${engage.seed.thread.id}`,
  `contentId=${engage.seed.content.id}`,
];

test("A handover of a conversation on a channel, as a process: everything that came of it", async () => {
  const { seed } = engage;
  const { code, printed, complaints } = await attemptInProcess([...HANDOVER, "--yes", ...channel()], environment);
  expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
  const host = new URL(engage.url).host;
  expect(printed).toContain("Node: Handover to RingCentral (handoverToRingCentral)");
  expect(printed).toContain(`Account: ${host}`);
  expect(printed).toContain("Exit: Handed over (onHandedOver)");
  expect(printed).toMatch(/Result, in input\.engageHandover: \{\n {2}"status": "\w+"/);
  expect(printed).toContain(`"I am connecting you to an agent."`);
  expect(printed).toMatch(
    new RegExp(`PUT ${host}/1.0/content_threads/${seed.thread.id}/update_categories 200 \\d+ ms`),
  );
  expect(printed.match(new RegExp(`^ {2}[A-Z]+ ${host}/`, "gm"))).toHaveLength(engage.exchanges.length);
  expect(printed).toMatch(/API calls \(\d of 10\):\n {2}\w+, \d+ bytes/);
  expect(printed).toContain("debug: RingCentral Engage PUT");
  expect(printed).toMatch(/Time: \d+ of 20000 ms/);
  expect(printed).not.toContain(seed.tokens.bot);
  expect(engage.domain.threads.get(seed.thread.id)?.thread_category_ids).toEqual([seed.categories.agent.id]);
});

test("Without an account, as a process", async () => {
  expect(await attemptInProcess(["checkEngageAgents"], {})).toEqual({
    code: 2,
    printed: "",
    complaints: expect.stringContaining("set ENGAGE_API_URL and ENGAGE_ACCESS_TOKEN"),
  });
});

test("The account in .env", async () => {
  const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
  await writeFile(join(directory, ".env"), lines.join("\n"));
  try {
    expect(await attempt(["checkEngageAgents"], { environment: {} })).toMatchObject({ code: 0, complaints: "" });
  } finally {
    await rm(join(directory, ".env"));
  }
});

test("Without arguments: the nodes with what they do, their fields and exits", async () => {
  const { code, printed } = await attempt([]);
  expect(code).toBe(0);
  expect(printed).toContain("lookupQueueStatus - Lookup Queue Status\n  ");
  expect(printed).toContain(`    acceptedMessage: Handover accepted message (cognigyText, default "")`);
  expect(printed).toContain("    onNoAgentAvailable: No agent available");
  expect(printed).not.toMatch(/^onNoAgentAvailable/m);
  expect(engage.exchanges).toEqual([]);
});

test.each<[string, string[], string]>([
  ["an unknown node", ["handover"], `There is no node "handover". Use one of: handoverToRingCentral, `],
  ["an exit", ["onHandedOver"], `There is no node "onHandedOver"`],
  ["an unknown field", ["checkEngageAgents", "--config", "unknown.json"], `no field "acceptMessage". Its fields are: `],
  ["a Connection in the configuration", ["checkEngageAgents", "--config", "connection.json"], "come from .env"],
  ["a file that is not there", ["checkEngageAgents", "--config", "none.json"], "The file none.json cannot be read"],
  ["broken JSON", ["checkEngageAgents", "--input", "broken.json"], "broken.json is no valid JSON"],
  ["JSON that is no object", ["checkEngageAgents", "--context", "list.json"], "list.json must contain a JSON object"],
  ["an unknown option", ["checkEngageAgents", "--force"], "Unknown option '--force'"],
  ["a word too many", ["checkEngageAgents", "threadId=1"], `"threadId=1" is not understood`],
  ["a simulation without a thread", ["lookupQueueStatus", "--simulate-channel"], "needs at least threadId"],
  [
    "a simulation of what does not exist",
    ["lookupQueueStatus", "--simulate-channel", "id=1"],
    `"id=1" is none of them`,
  ],
])("Not executed: %s", async (_name, args, complaint) => {
  expect(await attempt(args)).toEqual({ code: 2, printed: "", complaints: expect.stringContaining(complaint) });
  expect(engage.exchanges).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  ["the console's address", { ENGAGE_API_URL: "acme.engagement.dimelo.com" }, "acme.api.engagement.dimelo.com"],
  ["no token", { ENGAGE_ACCESS_TOKEN: " " }, "set ENGAGE_ACCESS_TOKEN in"],
])("Not executed: %s", async (_name, change, complaint) => {
  expect(await attempt(["checkEngageAgents"], { environment: { ...environment, ...change } })).toMatchObject({
    code: 2,
    complaints: expect.stringContaining(complaint),
  });
});

describe("A node that writes to the account", () => {
  test("is refused where nobody can be asked", async () => {
    const { code, complaints } = await attempt([...HANDOVER, ...channel()]);
    expect([code, complaints]).toEqual([2, expect.stringContaining("say --yes")]);
    expect(engage.exchanges).toEqual([]);
  });

  test.each([
    [true, "Exit: Handed over", true],
    [false, "Nothing was sent.", false],
  ])("asks, and the answer %s counts", async (answer, shown, isSent) => {
    const questions: string[] = [];
    const { code, printed } = await attempt([...HANDOVER, ...channel()], {
      confirm: async (question) => {
        questions.push(question);
        return answer;
      },
    });
    expect(code).toBe(0);
    expect(questions).toEqual([expect.stringContaining(new URL(engage.url).host)]);
    expect(printed).toContain(shown);
    expect(engage.exchanges.length > 0).toBe(isSent);
  });
});

test.each([
  ["its Error exit", "accept.json", "Exit: Error (onHandoverError)"],
  ["a stopped Flow", "stop.json", "The node threw, and the Flow stops: handoverToRingCentral: relay_missing"],
])("Exit code 1 when the node ends in %s", async (_name, config, shown) => {
  environment.ENGAGE_REALTIME_ENDPOINT_URL = engage.realtimeUrl;
  environment.ENGAGE_REALTIME_ACCESS_TOKEN = engage.seed.realtimeAccessToken;
  environment.COGNIGY_ENDPOINT_URL = "http://127.0.0.1:1";
  const { code, printed } = await attempt(["handoverToRingCentral", "--config", config, "--yes"]);
  expect(code).toBe(1);
  expect(printed).toContain(shown);
});

test("A token that got into an output is not printed", async () => {
  const token = engage.seed.tokens.bot;
  await writeFile(join(directory, "token.json"), JSON.stringify({ acceptedMessage: `(${token})` }));
  const { printed } = await attempt(["handoverToRingCentral", "--config", "token.json", "--yes", ...channel()]);
  expect(printed).toContain("([removed])");
  expect(printed).not.toContain(token);
});
