/** `install` against both stand-ins: from empty accounts to a working handover, again, and with people's changes. */

import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ManagementReadings } from "../../sandbox/cognigy/management/ManagementReadings";
import { addTimeSheet } from "../../sandbox/engage/domain/timeSheets";
import { createManagementApi } from "../../setup/cognigy/managementApi";
import type { ChartNode } from "../../setup/cognigy/shapes";
import { toBaseUrl } from "../../setup/cognigy/toBaseUrl";
import { ChartView } from "../../setup/install/ChartView";
import { fingerprintFlow } from "../../setup/install/fingerprintFlow";
import type { StoredFlow } from "../../setup/install/InstallState";
import { install } from "../../setup/install/install";
import { removeCreated } from "../../setup/install/remove";
import { type AfterFailure, Cancelled, type Prompt } from "../../setup/prompt";
import { type InstallLab, type LabOptions, openInstallLab, PACE, type RunOptions } from "./installLab";

const labs: InstallLab[] = [];
afterEach(() => Promise.all(labs.splice(0).map((lab) => lab.close())));

async function open(...options: Parameters<typeof openInstallLab>): Promise<InstallLab> {
  const lab = await openInstallLab(...options);
  labs.push(lab);
  return lab;
}

const SECRETS = ["bot-token", "cognigy-api-key", "demo-channel-token-0001"];

async function run(lab: InstallLab, options: RunOptions = {}) {
  const { context, result } = lab.context(options);
  const exitCode = await install(context, PACE);
  await lab.engage.idle();
  const made = result();
  for (const secret of [...SECRETS, ...generatedSecrets(lab)]) {
    expect(made.printed).not.toContain(secret);
  }
  return { exitCode, ...made };
}

function generatedSecrets(lab: InstallLab): string[] {
  const { ENGAGE_WEBHOOK_SECRET, ENGAGE_VERIFICATION_TOKEN, ENGAGE_BASE_URI_KEY } = lab.stored();
  return [ENGAGE_WEBHOOK_SECRET, ENGAGE_VERIFICATION_TOKEN, ENGAGE_BASE_URI_KEY].filter((one) => one !== undefined);
}

/** Prepares a lab once for all tests that begin with it. Each of them gets it as it was then. */
function share(prepare: () => Promise<InstallLab>): () => Promise<InstallLab> {
  let shared: Promise<{ lab: InstallLab; restore: () => Promise<void> }> | undefined;
  afterAll(async () => (await shared)?.lab.close());
  return async () => {
    shared ??= prepare().then((lab) => ({ lab, restore: lab.keep() }));
    const { lab, restore } = await shared;
    await restore();
    return lab;
  };
}

const BRIDGE = { ENGAGE_ROUTES: "bridge", ENGAGE_AGENT_EMAILS: "Support" };
const CHANNEL = { ENGAGE_ROUTES: "channel", ENGAGE_SOURCE_IDS: "Web messaging", ENGAGE_AGENT_EMAILS: "Support" };

async function openInstalled(options?: LabOptions): Promise<InstallLab> {
  const lab = await openInstallLab(options);
  await run(lab, { values: CHANNEL });
  return lab;
}

const installed = share(() => openInstalled());

const textsOf = ({ engage }: InstallLab, threadId: string) =>
  [...engage.domain.contents.values()].filter(({ thread_id }) => thread_id === threadId).map(({ body }) => body);

/** A customer of Engage's channel writes. */
async function askForPerson({ engage, cognigy }: InstallLab) {
  const { sources, identities } = engage.seed;
  const { thread } = engage.domain.customerWrites({
    sourceId: sources.messaging.id,
    identityId: identities.knownCustomer.id,
    body: "Please give me an agent",
  });
  for (let round = 0; round < 5; round++) {
    await engage.idle();
    await cognigy.idle();
  }
  return thread;
}

const PLACED: Readonly<Record<string, string>> = {
  "Receive Engage Events": "receiveEngageEvents",
  "Handover to RingCentral": "handoverToRingCentral",
  "Handover Update": "handoverUpdate",
};

/** Places the node and chooses the Connections that a checklist names. */
function doByHand({ api }: InstallLab, steps: string): void {
  const [, flow = ""] = /Flows > "([^"]+)"/.exec(steps) ?? [];
  const [, after = "", name = ""] = /below "([^"]+)", choose Extensions, then ([^.\n]+)\./.exec(steps) ?? [];
  if (name !== "") {
    api.userInterface.placeNode(flow, { type: PLACED[name] ?? "", label: name, after });
  }
  for (const [, label = ""] of steps.matchAll(/the node "([^"]+)"/g)) {
    api.userInterface.chooseConnection(flow, label, "eg: Engage");
  }
}

test("route channel: from two empty accounts to a bot that answers and hands over", async () => {
  const lab = await open({ isFresh: true });
  const { exitCode, findings } = await run(lab, { values: CHANNEL });
  expect(findings.filter(({ level }) => level === "fail")).toEqual([]);
  expect(exitCode).toBeLessThan(2);
  const { engage } = lab;
  const thread = await askForPerson(lab);
  expect(textsOf(lab, thread.id)).toEqual(
    expect.arrayContaining([expect.stringContaining("virtual assistant"), expect.stringContaining("passing you on")]),
  );
  expect(thread.thread_category_ids).toEqual([lab.stored().ENGAGE_AGENT_CATEGORY_ID]);
  expect(engage.seed.agents.ana.category_ids).toContain(lab.stored().ENGAGE_AGENT_CATEGORY_ID);
}, 60_000);

test("a second run changes nothing", async () => {
  const lab = await installed();
  const from = lab.api.calls.length;
  const { findings } = await run(lab);
  expect(lab.writes(from)).toEqual([]);
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["connection_current", "flow_current"]));
}, 60_000);

/** Dry runs list each call; nothing but GETs goes out. */
test("a dry run shows every call and makes none that writes", async () => {
  const lab = await open({ isFresh: true });
  const { exitCode, notes } = await run(lab, { values: CHANNEL, isDryRun: true });
  expect(exitCode).toBe(0);
  expect(lab.writes()).toEqual([]);
  const text = notes.join("\n");
  for (const call of [
    /^POST \/new\/v2\.0\/extensions\/upload$/m,
    /^POST \/new\/v2\.0\/connections$/m,
    /^POST \/new\/v2\.0\/flows$/m,
    /POST \.\.\.\/chart\/nodes: "eg: hand over" \(handoverToRingCentral\)/,
    /^POST \/new\/v2\.0\/endpoints$/m,
    /^plan: create the category "Agent"/m,
  ]) {
    expect(text).toMatch(call);
  }
  expect(lab.stored()).toEqual({});
});

test("a plan to confirm is in words, and says where the requests are shown", async () => {
  const lab = await open({ isFresh: true });
  const { context, result } = lab.context({ values: CHANNEL, prompt: { confirm: async () => false } });
  await install(context, PACE);
  const notes = result().notes.join("\n");
  for (const words of [
    /^plan: create the category "Agent"/m,
    /^plan: upload the Extension ringcentral-engage /m,
    /^plan: create the Flow "eg: bot" with \d+ nodes$/m,
    /^plan: create the Endpoint "eg: hub" with engage-hub\.js$/m,
    /^`--dry-run` shows every request of this plan\.$/m,
  ]) {
    expect(notes).toMatch(words);
  }
  expect(notes).not.toMatch(/Dry run|POST|PATCH|PUT/);
});

test("settings that people changed in hub and relay are in the plan, and survive", async () => {
  const lab = await installed();
  const { userInterface } = lab.api;
  userInterface.changeTransformer("eg: hub", (code) =>
    code
      .replace("sendQueueEvent: false", "sendQueueEvent: true")
      .replace("Generated code:", "Generated code: of an older version,"),
  );
  const kept = /^ {2}keeps what you changed in CONFIG: sendQueueEvent$/m;
  expect((await run(lab, { isDryRun: true })).notes.join("\n")).toMatch(kept);
  const refused = await run(lab, { prompt: { confirm: async () => false } });
  expect(refused).toMatchObject({ exitCode: 1 });
  expect(refused.notes.join("\n")).toMatch(/"eg: hub"; it keeps what you changed in CONFIG: sendQueueEvent$/m);
  expect(userInterface.transformerOf("eg: hub")).toContain("of an older version");
  await run(lab);
  expect(userInterface.transformerOf("eg: hub")).toContain("sendQueueEvent: true");
  expect(userInterface.transformerOf("eg: hub")).not.toContain("of an older version");
});

test("without agents, the assistant says that nobody gets a conversation", async () => {
  const lab = await open();
  const { exitCode, codes } = await run(lab, { values: { ...CHANNEL, ENGAGE_AGENT_EMAILS: "-" } });
  expect(exitCode).toBe(1);
  expect(codes).toContain("warn agents_missing");
});

test("changes in Engage alone are asked about, too", async () => {
  const lab = await open();
  await run(lab, { values: { ...CHANNEL, ENGAGE_AGENT_EMAILS: "-" } });
  const { exitCode, codes } = await run(lab, {
    values: { ENGAGE_AGENT_EMAILS: "Support" },
    prompt: { confirm: async () => false },
  });
  expect(exitCode).toBe(1);
  expect(codes).toContain("warn not_confirmed");
});

test("without a confirmation nothing is written", async () => {
  const lab = await open();
  expect(await run(lab, { values: CHANNEL, prompt: { confirm: async () => false } })).toMatchObject({ exitCode: 1 });
  expect(lab.writes()).toEqual([]);
});

test.each([
  [{ ENGAGE_SOURCE_IDS: "Nowhere" }, /no source "Nowhere".*/, /Web messaging/],
  [{ ENGAGE_AGENT_EMAILS: "Nobody" }, /no person or team "Nobody"/, /Team Support/],
  [{ COGNIGY_PROJECT_ID: "Other" }, /no Project "Other"/, /Sandbox/],
])("a name that doesn't exist is rejected at once, with what there is: %j", async (values, message, fix) => {
  const lab = await open();
  const { exitCode, findings } = await run(lab, { values: { ...CHANNEL, ...values } });
  expect(exitCode).toBe(2);
  expect(findings.filter(({ level }) => level === "fail")).toMatchObject([
    { code: "name_unknown", message: expect.stringMatching(message), fix: expect.stringMatching(fix) },
  ]);
  expect(lab.writes()).toEqual([]);
});

test("a system whose Endpoints are at an unknown address: nothing is created", async () => {
  const lab = await open();
  const { exitCode, findings } = await run(lab, { values: { ...CHANNEL, COGNIGY_ENDPOINT_URL: "" } });
  expect({ exitCode, findings }).toMatchObject({
    exitCode: 2,
    findings: [{ code: "setting_missing", message: expect.stringContaining("COGNIGY_ENDPOINT_URL") }],
  });
  expect(lab.writes()).toEqual([]);
  expect(lab.engage.domain.categories.size).toBe(0);
});

describe("the token's own user", () => {
  test("is rejected by name before anything is planned, as somebody who takes over", async () => {
    const lab = await open();
    const { exitCode, findings, notes } = await run(lab, {
      values: { ...CHANNEL, ENGAGE_AGENT_EMAILS: "ana@example.com, bot@example.com" },
    });
    expect(exitCode).toBe(2);
    expect(findings.filter(({ level }) => level === "fail")).toMatchObject([
      { code: "agent_is_token_user", message: expect.stringMatching(/^"Bot\b.*" is the user of the API access token/) },
    ]);
    expect(notes.filter((note) => note.startsWith("plan:"))).toEqual([]);
    expect(lab.writes()).toEqual([]);
  });

  test("isn't in the list of people, and not in a team", async () => {
    const lab = await open();
    const { domain, seed } = lab.engage;
    for (const team of domain.teams.values()) {
      team.user_ids.push(seed.users.bot.id);
    }
    const offered: string[] = [];
    const chooseMany: Prompt["chooseMany"] = async (_question, choices) => {
      offered.push(...choices.map(({ value }) => value));
      return [];
    };
    await run(lab, {
      values: { ...CHANNEL, ENGAGE_AGENT_EMAILS: "" },
      prompt: { isInteractive: true, chooseMany, choose: async () => "" },
      isDryRun: true,
    });
    expect(offered).toEqual(expect.arrayContaining(["ana@example.com", "ana@example.com,ben@example.com"]));
    expect(offered.filter((emails) => emails.includes("bot@example.com"))).toEqual([]);
  });
});

describe("at a terminal", () => {
  /** Enters one answer after the other for each value. */
  const person = (answers: Partial<Record<string, string[]>>, choices: AfterFailure[] = []): Partial<Prompt> => ({
    isInteractive: true,
    askFor: async (key) => {
      const answer = answers[key]?.shift();
      if (answer === undefined) {
        throw new Cancelled();
      }
      return answer;
    },
    chooseAfterFailure: async () => choices.shift() ?? "stop",
  });
  const NOTHING = { ENGAGE_API_URL: "-", ENGAGE_ACCESS_TOKEN: "-", COGNIGY_API_URL: "-", COGNIGY_API_KEY: "-" };

  test("token and key are tried as they are entered, saved, and can be corrected", async () => {
    const lab = await open();
    const { engage, api } = lab;
    const answers = {
      engageApiUrl: [engage.apiUrl, engage.apiUrl],
      engageAccessToken: ["wrong-token-1", engage.seed.tokens.bot],
      cognigyApiUrl: [api.url, api.url],
      cognigyApiKey: ["wrong-key-22", api.apiKey],
    };
    const { exitCode, codes, printed } = await run(lab, {
      values: { ...CHANNEL, ...NOTHING },
      prompt: person(answers, ["correct", "correct"]),
    });
    expect(codes.slice(0, 4)).toEqual([
      "fail token_refused",
      "pass api_answers",
      "fail cognigy_unauthorized",
      "pass cognigy_answers",
    ]);
    expect(exitCode).toBeLessThan(2);
    expect(lab.stored()).toMatchObject({ ENGAGE_ACCESS_TOKEN: engage.seed.tokens.bot, COGNIGY_API_KEY: api.apiKey });
    expect(printed).not.toMatch(/wrong-token-1|wrong-key-22/);
  }, 60_000);

  test("the address of the Endpoints is asked for with the others, unless it follows from them", async () => {
    const lab = await open();
    const asked: string[] = [];
    const prompt = {
      isInteractive: true,
      askFor: async (key: string) => {
        asked.push(key);
        return lab.cognigy.url;
      },
      choose: async () => "",
    };
    const { exitCode } = await run(lab, { values: { ...CHANNEL, COGNIGY_ENDPOINT_URL: "" }, prompt });
    expect({ asked, isDone: exitCode < 2 }).toEqual({ asked: ["cognigyEndpointUrl"], isDone: true });
    expect(lab.stored()).toMatchObject({ COGNIGY_ENDPOINT_URL: lab.cognigy.url });
  }, 60_000);

  test("what people entered before they stopped is saved", async () => {
    const lab = await open();
    const { engage, api } = lab;
    const answers = {
      engageApiUrl: [engage.apiUrl],
      engageAccessToken: [engage.seed.tokens.bot],
      cognigyApiUrl: [api.url],
    };
    const { context, result } = lab.context({ values: { ...CHANNEL, ...NOTHING }, prompt: person(answers) });
    await expect(install(context, PACE)).rejects.toThrow(Cancelled);
    expect(result().notes.join("\n")).toMatch(
      /Stopped\. Saved in .*: ENGAGE_API_URL, ENGAGE_ACCESS_TOKEN, COGNIGY_API_URL\./,
    );
    expect(lab.stored()).toMatchObject({ ENGAGE_ACCESS_TOKEN: engage.seed.tokens.bot, COGNIGY_API_URL: api.url });
  });

  test("a token in .env that no longer works can be corrected, too", async () => {
    const lab = await open();
    const { engage } = lab;
    const answers = { engageApiUrl: [engage.apiUrl], engageAccessToken: [engage.seed.tokens.bot] };
    const { codes } = await run(lab, {
      values: { ...CHANNEL, ENGAGE_ACCESS_TOKEN: "revoked-token" },
      prompt: person(answers, ["correct"]),
    });
    expect(codes.slice(0, 2)).toEqual(["fail token_refused", "pass api_answers"]);
  }, 60_000);
});

test("without a terminal the route must be named", async () => {
  const lab = await open();
  expect(await run(lab)).toMatchObject({ exitCode: 2, codes: ["fail no_route"] });
  expect(lab.writes()).toEqual([]);
});

const chartOf = async ({ api: { url, apiKey, projectId } }: InstallLab) => {
  const management = createManagementApi({
    baseUrl: toBaseUrl(url),
    apiKey,
    timeoutMs: PACE.requestMs,
    longestPauseMs: PACE.repeatMs,
  });
  const flow = (await management.listFlows(projectId)).find(({ name }) => name === "eg: bot");
  const flowId = flow?._id ?? "";
  return { management, flowId, chart: new ChartView(await management.readChart(flowId)) };
};

describe("a Flow that people have changed", () => {
  test("stays as it is, and is still used", async () => {
    const lab = await installed();
    lab.api.userInterface.changeText("eg: bot", "eg: greeting", "Moin!");
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toContain("pass flow_changed");
    expect(lab.writes(from)).toEqual([]);
  });

  test("gets a new one beside it with --new-flow", async () => {
    const lab = await installed();
    lab.api.userInterface.changeText("eg: bot", "eg: greeting", "Moin!");
    await run(lab, { replacesChangedFlows: true });
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toContain("pass flow_current");
    expect(lab.writes(from)).toEqual([]);
    expect(lab.api.userInterface.textOf("eg: bot", "eg: greeting")).toContain("Moin!");
    expect(lab.api.userInterface.textOf("eg: bot 2", "eg: greeting")).toMatch(/virtual assistant/);
    const texts = textsOf(lab, (await askForPerson(lab)).id);
    expect(texts).toContainEqual(expect.stringContaining("virtual assistant"));
    expect(texts).not.toContain("Moin!");
  });

  test("gets a new one and a new hub where nothing is known of both but their names", async () => {
    const lab = await installed();
    lab.api.userInterface.changeText("eg: bot", "eg: greeting", "Moin!");
    rmSync(`${lab.dotEnvFile}.setup.json`);
    const { management, flowId, chart } = await chartOf(lab);
    await management.deleteNode(flowId, chart.find("say", "eg: outside hours")?._id ?? "");
    await run(lab, { values: { COGNIGY_HUB_URL: "-" }, replacesChangedFlows: true });
    expect(lab.api.userInterface.names().flows).toEqual(["eg: bot", "eg: bot 2", "eg: hub", "eg: hub 2"]);
    const texts = textsOf(lab, (await askForPerson(lab)).id);
    expect(texts).toContainEqual(expect.stringContaining("virtual assistant"));
  });
});

describe("a Flow of an older version, which lacks nodes that this one adds", () => {
  const below = async (lab: InstallLab, exit: string) => {
    const { chart } = await chartOf(lab);
    const [child] = chart.ofType(exit);
    return chart.chainAfter(child?._id ?? "").map(({ label }) => label);
  };

  /** As that version left it: without these, and with the fingerprint of what it built. */
  async function becomeOlder(lab: InstallLab, isGone: (node: ChartNode) => boolean): Promise<void> {
    const { management, flowId, chart } = await chartOf(lab);
    const gone = chart.inOrder().filter(isGone);
    expect(gone).not.toEqual([]);
    // What is below an exit goes first.
    for (const { _id } of [...gone].reverse()) {
      await management.deleteNode(flowId, _id);
    }
    const { locales } = changeState(lab, (bot) => bot);
    const fingerprint = await fingerprintFlow(management, flowId, locales ?? []);
    changeState(lab, (bot) => ({
      ...bot,
      fingerprint,
      nodes: bot.nodes?.filter((label) => gone.every((node) => node.label !== label)),
    }));
  }
  /** Of the bot's Flow, in .env.setup.json. */
  function changeState({ dotEnvFile, api }: InstallLab, change: (bot: StoredFlow) => StoredFlow): StoredFlow {
    const file = `${dotEnvFile}.setup.json`;
    const state = JSON.parse(readFileSync(file, "utf8"));
    const { flows } = state.projects[api.projectId];
    flows.bot = change(flows.bot);
    writeFileSync(file, JSON.stringify(state));
    return flows.bot;
  }
  const isNobodyTookIt = ({ type, label }: ChartNode) =>
    type === "onNobodyTookIt" || (label ?? "").endsWith("nobody took it");
  const isClose = ({ type }: ChartNode) => type === "closeEngageConversation";
  const CANCELLED = ["eg: close in Engage", "eg: handover cancelled", "eg: after handover cancelled"];
  const isCancelled = ({ label }: ChartNode) => CANCELLED.includes(label ?? "");

  const olderLab = (isGone: (node: ChartNode) => boolean, options?: LabOptions) =>
    share(async () => {
      const lab = await openInstalled(options);
      await becomeOlder(lab, isGone);
      return lab;
    });
  const withoutClose = olderLab(isClose);
  const withoutCancelled = olderLab(isCancelled);
  const withoutNobodyTookIt = olderLab(isNobodyTookIt);
  const translatedWithoutCancelled = olderLab(isCancelled, { locales: ["de-DE", "es-ES"] });
  const translatedWithoutClose = olderLab(isClose, { locales: ["de-DE", "es-ES"] });

  test("gets them in their place if nobody has changed it", async () => {
    const lab = await withoutClose();
    expect(await below(lab, "onHandoverCancelled")).toEqual(CANCELLED.slice(1));
    const dry = await run(lab, { isDryRun: true });
    expect(dry.notes.join("\n")).toMatch(
      /POST \.\.\.\/chart\/nodes: "eg: close in Engage" \(closeEngageConversation\)/,
    );
    const from = lab.api.calls.length;
    const { codes } = await run(lab);
    expect(codes).toContain("pass flow_built");
    expect(lab.writes(from)).toEqual(["POST /flows/*/chart/nodes"]);
    expect(await below(lab, "onHandoverCancelled")).toEqual(CANCELLED);
    const { management, flowId, chart } = await chartOf(lab);
    const close = await management.readNode(
      flowId,
      chart.find("closeEngageConversation", CANCELLED[0] ?? "")?._id ?? "",
    );
    expect(close.config?.connection).toEqual(expect.any(String));
    const again = lab.api.calls.length;
    expect((await run(lab)).codes).toContain("pass flow_current");
    expect(lab.writes(again)).toEqual([]);
  });

  test("keeps a node that lacks an exit, and the assistant says what to do", async () => {
    const lab = await withoutNobodyTookIt();
    const from = lab.api.calls.length;
    const { findings } = await run(lab);
    expect(lab.writes(from)).toEqual([]);
    expect(findings.filter(({ code, level }) => code.startsWith("flow_") && level === "warn")).toEqual([
      {
        level: "warn",
        code: "flow_lacks_nodes",
        message:
          'The Flow "eg: bot" lacks what this version adds: the exit onNobodyTookIt of "eg: handover update" (place another Handover Update below it, move there what is below its exits, and then delete "eg: handover update").',
        fix: "Add it there, or let --new-flow create a new Flow beside it, and copy your changes.",
        place: "In Cognigy.AI: Build > Flows > eg: bot",
      },
    ]);
  });

  test("gets the rest in spite of that, and --new-flow creates one that has all", async () => {
    const lab = await installed();
    await becomeOlder(lab, (node) => isNobodyTookIt(node) || isClose(node));
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toEqual(expect.arrayContaining(["warn flow_lacks_nodes", "pass flow_built"]));
    expect(lab.writes(from)).toEqual(["POST /flows/*/chart/nodes"]);
    expect(await below(lab, "onHandoverCancelled")).toEqual(CANCELLED);
    await run(lab, { replacesChangedFlows: true });
    expect(lab.api.userInterface.labelsOf("eg: bot 2")).toContain("eg: nobody took it");
    expect(lab.api.userInterface.labelsOf("eg: bot")).not.toContain("eg: nobody took it");
  });

  test.each<[what: string, readings: Partial<ManagementReadings>, isGone: (node: ChartNode) => boolean]>([
    ["the API creates our nodes without exits", { extensionExits: "missing" }, isNobodyTookIt],
    ["a Connection can only be chosen in the editor", { nodeConnection: "console" }, isNobodyTookIt],
    ["a Connection can only be chosen in the editor, and a node is added", { nodeConnection: "console" }, isClose],
  ])("where %s, its nodes keep working", async (_what, readings, isGone) => {
    const lab = await open({ readings });
    for (let round = 0; round < 5; round++) {
      const { codes, notes } = await run(lab, { values: CHANNEL });
      if (!codes.some((code) => code.includes("by_hand"))) {
        break;
      }
      doByHand(lab, notes.join("\n"));
    }
    await becomeOlder(lab, isGone);
    const updateNodes = async () => {
      const { management, flowId, chart } = await chartOf(lab);
      return Promise.all(chart.ofType("handoverUpdate").map(({ _id }) => management.readNode(flowId, _id)));
    };
    const before = await updateNodes();
    expect(before).toMatchObject([{ config: { connection: expect.stringMatching(/./) } }]);
    const { notes, codes } = await run(lab);
    expect(await updateNodes()).toEqual(before);
    if (codes.includes("warn by_hand_choose_connection")) {
      doByHand(lab, notes.join("\n"));
      await run(lab);
      const from = lab.api.calls.length;
      expect((await run(lab)).codes).toContain("pass flow_current");
      expect(lab.writes(from)).toEqual([]);
    }
  });

  test("after an interruption the next run adds the rest", async () => {
    const lab = await withoutCancelled();
    let writes = 0;
    lab.api.interrupt = ({ method }) => (method !== "GET" && ++writes > 1 ? { status: 502 } : undefined);
    expect((await run(lab)).exitCode).toBe(2);
    lab.api.interrupt = undefined;
    expect((await run(lab)).codes).toContain("pass flow_built");
    expect(await below(lab, "onHandoverCancelled")).toEqual(CANCELLED);
    expect(lab.api.userInterface.names().duplicateLabels).toEqual([]);
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toContain("pass flow_current");
    expect(lab.writes(from)).toEqual([]);
  });

  test.each([
    ["at its first write", 0],
    ["later", 1],
  ])("stays as it is if people change it after an update that failed %s", async (_when, done) => {
    const lab = await withoutCancelled();
    let writes = 0;
    lab.api.interrupt = ({ method }) => (method !== "GET" && ++writes > done ? { status: 502 } : undefined);
    expect((await run(lab)).exitCode).toBe(2);
    lab.api.interrupt = undefined;
    const { management, flowId, chart } = await chartOf(lab);
    await management.updateNode(flowId, chart.find("say", "eg: greeting")?._id ?? "", { label: "Our greeting" });
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toEqual(expect.arrayContaining(["pass flow_changed", "warn flow_lacks_nodes"]));
    expect(lab.writes(from)).toEqual([]);
  });

  test("after an interruption between a new text and its translation the next run translates it", async () => {
    const lab = await translatedWithoutCancelled();
    lab.api.interrupt = ({ path }) => (path.endsWith("/addlocalization") ? { status: 502 } : undefined);
    expect((await run(lab)).exitCode).toBe(2);
    lab.api.interrupt = undefined;
    expect((await run(lab)).codes).toContain("pass flow_built");
    const inSpanish = lab.api.userInterface.textOf("eg: bot", "eg: handover cancelled", "es-ES");
    expect(inSpanish).not.toBe(lab.api.userInterface.textOf("eg: bot", "eg: handover cancelled"));
  });

  test("a text that people change after an update failed at its first write survives", async () => {
    const lab = await withoutClose();
    lab.api.interrupt = ({ method }) => (method === "GET" ? undefined : { status: 502 });
    expect((await run(lab)).exitCode).toBe(2);
    lab.api.interrupt = undefined;
    lab.api.userInterface.changeText("eg: bot", "eg: handover cancelled", "Okay, no agent for you.");
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toContain("pass flow_changed");
    expect(lab.api.userInterface.textOf("eg: bot", "eg: handover cancelled")).toContain("Okay, no agent for you.");
    expect(lab.writes(from)).toEqual([]);
  });

  test("a translation that people have changed counts, too", async () => {
    const lab = await translatedWithoutClose();
    const { management, flowId, chart } = await chartOf(lab);
    const spanish = (await management.listLocales(lab.api.projectId)).find(
      ({ nluLanguage }) => nluLanguage === "es-ES",
    );
    await management.updateNode(flowId, chart.find("say", "eg: handover cancelled")?._id ?? "", {
      localeId: spanish?._id ?? "",
      config: { say: { type: "text", text: ["Vale, sin agente."] } },
    });
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toContain("pass flow_changed");
    expect(lab.api.userInterface.textOf("eg: bot", "eg: handover cancelled", "es-ES")).toContain("Vale, sin agente.");
    expect(lab.writes(from)).toEqual([]);
  });

  test("a fingerprint of an older version, without translations, still holds", async () => {
    const lab = await translatedWithoutClose();
    const { management, flowId } = await chartOf(lab);
    const fingerprint = await fingerprintFlow(management, flowId, []);
    changeState(lab, ({ nodes: _nodes, locales: _locales, ...bot }) => ({ ...bot, fingerprint }));
    expect((await run(lab)).codes).toContain("pass flow_built");
    expect(await below(lab, "onHandoverCancelled")).toEqual(CANCELLED);
  });

  test("stays as it is if people have changed it, and the assistant says what is missing and where", async () => {
    const lab = await withoutClose();
    lab.api.userInterface.changeText("eg: bot", "eg: greeting", "Moin!");
    const from = lab.api.calls.length;
    const { findings } = await run(lab);
    expect(lab.writes(from)).toEqual([]);
    expect(findings.filter(({ code }) => code.startsWith("flow_"))).toEqual([
      expect.objectContaining({ code: "flow_changed", level: "pass" }),
      {
        level: "warn",
        code: "flow_lacks_nodes",
        message:
          'The Flow "eg: bot" lacks what this version adds: Close Engage Conversation ("eg: close in Engage") below the exit "onHandoverCancelled" of "eg: handover update".',
        fix: expect.stringMatching(/^Add it there, or let --new-flow/),
        place: "In Cognigy.AI: Build > Flows > eg: bot",
      },
      expect.objectContaining({ code: "flow_current" }),
    ]);
  });

  test("keeps its nodes if nothing is known of it but its name", async () => {
    const lab = await withoutNobodyTookIt();
    rmSync(`${lab.dotEnvFile}.setup.json`);
    // Else its hub counts as a person's, and no Flow is looked at.
    const values = { COGNIGY_HUB_URL: "-" };
    const from = lab.api.calls.length;
    const { findings } = await run(lab, { values });
    const lacks = findings.find(({ code }) => code === "flow_lacks_nodes");
    expect(lacks?.fix).toContain("--new-flow");
    expect(lab.writes(from).filter((call) => call.includes("/chart/"))).toEqual([]);
    await run(lab, { values, replacesChangedFlows: true });
    expect(lab.api.userInterface.textOf("eg: bot 2", "eg: greeting")).toMatch(/virtual assistant/);
  });

  test("gets nothing if nothing is known of it but its name, and people have renamed a node", async () => {
    const lab = await installed();
    const { management, flowId, chart } = await chartOf(lab);
    await management.updateNode(flowId, chart.find("say", "eg: greeting")?._id ?? "", { label: "Our greeting" });
    rmSync(`${lab.dotEnvFile}.setup.json`);
    const from = lab.api.calls.length;
    const { codes } = await run(lab, { values: { COGNIGY_HUB_URL: "-" } });
    expect(codes).toContain("pass flow_changed");
    expect(lab.writes(from).filter((call) => call.includes("/chart/"))).toEqual([]);
  });

  test("what people have deleted isn't said to be new where no nodes were noted", async () => {
    const lab = await installed();
    changeState(lab, ({ nodes: _nodes, ...bot }) => bot);
    const { management, flowId, chart } = await chartOf(lab);
    await management.deleteNode(flowId, chart.find("say", "eg: greeting")?._id ?? "");
    const { findings } = await run(lab);
    expect(findings.filter(({ code }) => code === "flow_lacks_nodes")).toEqual([]);
    expect(findings.find(({ code }) => code === "flow_changed")?.message).toMatch(
      /If you didn't delete it yourselves, it lacks this: Say \("eg: greeting"\) below the exit "onFirstExecution" of "eg: once"\.$/,
    );
  });

  test("what people have deleted themselves isn't missed", async () => {
    const lab = await installed();
    const { management, flowId, chart } = await chartOf(lab);
    await management.deleteNode(flowId, chart.find("say", "eg: greeting")?._id ?? "");
    const { codes } = await run(lab);
    expect(codes).toContain("pass flow_changed");
    expect(codes).not.toContain("warn flow_lacks_nodes");
  });
});

test.each([
  ["the first Go To", 1],
  ["the second Go To", 2],
])("--new-flow: after an interruption at %s of the hub the next run does the rest", async (_what, failing) => {
  const lab = await installed();
  lab.api.userInterface.changeText("eg: bot", "eg: greeting", "Moin!");
  let patches = 0;
  lab.api.interrupt = ({ method, path }) =>
    method === "PATCH" && path.includes("/chart/nodes") && ++patches === failing ? { status: 500 } : undefined;
  expect((await run(lab, { replacesChangedFlows: true })).exitCode).toBe(2);
  lab.api.interrupt = undefined;
  expect((await run(lab)).codes).toContain("pass flow_built");
  expect(textsOf(lab, (await askForPerson(lab)).id)).not.toContain("Moin!");
  expect(lab.api.userInterface.names().flows).toEqual(["eg: bot", "eg: bot 2", "eg: hub"]);
  const from = lab.api.calls.length;
  await run(lab);
  expect(lab.writes(from)).toEqual([]);
});

describe("settings of Endpoints", () => {
  const OF_NEW_WEBCHAT = { startBehavior: { startBehavior: "injection" }, demoWebchat: { enabled: true } };
  const installedBoth = share(async () => {
    const lab = await openInstallLab();
    const { realtimeUrl, seed } = lab.engage;
    const source = {
      ENGAGE_REALTIME_ENDPOINT_URL: realtimeUrl,
      ENGAGE_REALTIME_ACCESS_TOKEN: seed.realtimeAccessToken,
    };
    await run(lab, { values: { ...CHANNEL, ...source, ENGAGE_ROUTES: "bridge,channel" } });
    return lab;
  });

  test("a new Webchat has a demo page and starts by itself", async () => {
    const { api } = await installedBoth();
    expect(api.userInterface.settingsOf("eg: webchat")).toMatchObject(OF_NEW_WEBCHAT);
  });

  test("what people have changed since stays", async () => {
    const lab = await installedBoth();
    const { userInterface } = lab.api;
    userInterface.changeSettings("eg: webchat", {
      startBehavior: { startBehavior: "button", getStartedButtonText: "Chat with us" },
      demoWebchat: { enabled: false },
    });
    userInterface.changeSettings("eg: hub", { webhookUrl: "https://acme.example/outputs", useApiKey: true });
    const theirs = ["eg: webchat", "eg: hub"].map(userInterface.settingsOf);
    const from = lab.api.calls.length;
    await run(lab);
    expect(lab.writes(from)).toEqual([]);
    expect(["eg: webchat", "eg: hub"].map(userInterface.settingsOf)).toEqual(theirs);
  });

  test("those of a Webchat that was left without them are set by the next run", async () => {
    const lab = await open();
    let patches = 0;
    lab.api.interrupt = ({ method, path }) =>
      method === "PATCH" && path.includes("/endpoints/") && ++patches > 1 ? { status: 502 } : undefined;
    expect((await run(lab, { values: BRIDGE })).exitCode).toBe(2);
    expect(lab.api.userInterface.settingsOf("eg: webchat")).not.toMatchObject(OF_NEW_WEBCHAT);
    lab.api.interrupt = undefined;
    await run(lab);
    expect(lab.api.userInterface.settingsOf("eg: webchat")).toMatchObject(OF_NEW_WEBCHAT);
  });

  test("a new hub's Endpoint keeps members that this version doesn't know", async () => {
    const lab = await open();
    const { userInterface } = lab.api;
    lab.api.interrupt = ({ method, path }) =>
      method === "PATCH" && path.includes("/endpoints/") ? { status: 502 } : undefined;
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    lab.api.interrupt = undefined;
    userInterface.changeSettings("eg: hub", { webhookUrl: "https://acme.example/outputs", useApiKey: true });
    await run(lab);
    expect(userInterface.settingsOf("eg: hub")).toMatchObject({
      webhookUrl: "https://acme.example/outputs",
      useApiKey: true,
    });
  });
});

describe.each<[what: string, endpointFlow: ManagementReadings["endpointFlow"]]>([
  ["their UUID", "referenceId"],
  ["_id", "_id"],
  ["flowReferenceId", "flowReferenceId"],
])("--new-flow where Endpoints know Flows by %s", (_what, endpointFlow) => {
  const installedSo = share(() => openInstalled({ readings: { endpointFlow } }));

  async function changeHub(lab: InstallLab): Promise<void> {
    const { management } = await chartOf(lab);
    const hub = (await management.listFlows(lab.api.projectId)).find(({ name }) => name === "eg: hub");
    const chart = new ChartView(await management.readChart(hub?._id ?? ""));
    const theirs = { type: "say", extension: "@cognigy/basic-nodes", label: "Ours", config: {} };
    await management.createNode(hub?._id ?? "", { ...theirs, mode: "append", target: chart.start?._id ?? "" });
  }
  /** The Flow that runs when Engage calls the hub. */
  async function flowOfHub(lab: InstallLab): Promise<string | undefined> {
    const { management } = await chartOf(lab);
    const { projectId } = lab.api;
    const endpoint = (await management.listEndpoints(projectId)).find(({ name }) => name === "eg: hub");
    const { flowId } = await management.readEndpoint(endpoint?._id ?? "");
    return (await management.listFlows(projectId)).find((flow) => [flow._id, flow.referenceId].includes(flowId ?? ""))
      ?.name;
  }

  /** A run with --new-flow that builds the Flow and can't give it to the Endpoint. */
  async function refuseSwitch(lab: InstallLab, status: number): Promise<void> {
    lab.api.interrupt = ({ method, path }) =>
      method === "PATCH" && path.includes("/endpoints/") ? { status } : undefined;
    expect((await run(lab, { replacesChangedFlows: true })).exitCode).toBe(2);
    lab.api.interrupt = undefined;
  }

  test("the hub's Endpoint gets the new Flow", async () => {
    const lab = await installedSo();
    await changeHub(lab);
    expect((await run(lab, { replacesChangedFlows: true })).exitCode).toBeLessThan(2);
    expect(await flowOfHub(lab)).toBe("eg: hub 2");
    const from = lab.api.calls.length;
    await run(lab);
    expect(lab.writes(from)).toEqual([]);
  });

  test("after an interruption at the Endpoint the next run gives it the new Flow, and then it's people's choice", async () => {
    const lab = await installedSo();
    await changeHub(lab);
    await refuseSwitch(lab, 502);
    expect(await flowOfHub(lab)).toBe("eg: hub");
    await run(lab);
    expect(await flowOfHub(lab)).toBe("eg: hub 2");
    lab.api.userInterface.chooseFlow("eg: hub", "eg: hub");
    const from = lab.api.calls.length;
    await run(lab);
    expect(lab.writes(from)).toEqual([]);
    expect(await flowOfHub(lab)).toBe("eg: hub");
  });

  test("a person who switches the Endpoint by hand may also go back", async () => {
    const lab = await installedSo();
    await changeHub(lab);
    await refuseSwitch(lab, 400);
    for (const flow of ["eg: hub 2", "eg: hub"]) {
      lab.api.userInterface.chooseFlow("eg: hub", flow);
      const from = lab.api.calls.length;
      await run(lab);
      expect(lab.writes(from)).toEqual([]);
      expect(await flowOfHub(lab)).toBe(flow);
    }
  });
});

describe("after an interruption the next run does the rest, and creates nothing twice", () => {
  /** One lab for all: each run gets one write further, whose answer is lost, and is refused the next one. */
  test("at each write to Cognigy.AI", async () => {
    const lab = await open({ isFresh: true, requestsPerWindow: 100_000 });
    let runs = 0;
    for (let exitCode = 2; exitCode === 2; runs++) {
      let writes = 0;
      lab.api.interrupt = ({ method }) => {
        if (method === "GET") {
          return undefined;
        }
        writes += 1;
        return { status: 500, afterwards: writes === 1 };
      };
      ({ exitCode } = await run(lab, { values: CHANNEL }));
      await lab.cognigy.idle();
    }
    lab.api.interrupt = undefined;
    const writes = lab.writes().length;
    await expectComplete(lab);
    // As many as a run without interruptions makes, and one more that found nothing left to do.
    expect(runs).toBeGreaterThan(30);
    expect(writes).toBeLessThan(2 * runs);
  }, 120_000);

  test("at each write to Engage", async () => {
    const lab = await open();
    const { engage } = lab;
    let runs = 0;
    for (let exitCode = 2; exitCode === 2; runs++) {
      engage.faults.clear();
      for (const method of ["POST", "PUT"]) {
        engage.faults.inject({ kind: "status", status: 500, after: "after" }, { method, path: /^\/1\.0\// });
      }
      ({ exitCode } = await run(lab, { values: CHANNEL }));
    }
    engage.faults.clear();
    await expectComplete(lab);
    expect(runs).toBeGreaterThan(5);
    expect([...engage.domain.categories.values()].map(({ name }) => name)).toEqual(["Cognigy", "Bot", "Agent"]);
    expect(engage.domain.webhooks.size).toBe(1);
  }, 60_000);

  async function expectComplete(lab: InstallLab): Promise<void> {
    const { exitCode } = await run(lab, { values: CHANNEL });
    expect(exitCode).toBeLessThan(2);
    const all = lab.api.userInterface.names();
    expect(all.flows).toEqual(["eg: bot", "eg: hub"]);
    expect(all.connections).toEqual(["eg: Engage"]);
    expect(all.endpoints).toEqual(["eg: hub"]);
    expect(all.duplicateLabels).toEqual([]);
    const from = lab.api.calls.length;
    await run(lab);
    expect(lab.writes(from)).toEqual([]);
  }
});

describe("what the reference leaves open", () => {
  const readings: [what: string, given: Partial<ManagementReadings>][] = [
    ["a node's Connection is its _id", { nodeConnection: "_id" }],
    ["Endpoints know Flows by _id", { endpointFlow: "_id" }],
    ["Endpoints know Flows by flowReferenceId", { endpointFlow: "flowReferenceId" }],
    ["Endpoints know locales by _id", { endpointLocale: "_id" }],
    ["Endpoints are created with the smallest body", { endpointBody: "small" }],
    ["a PATCH merges config", { configPatch: "merges" }],
    ["resourceLevel is unknown", { knowsResourceLevel: false }],
    ["a chart shows the exits of a new node late", { childlessChartReads: 3 }],
    ["lists are HAL, and the cursor is called next", { lists: "hal", cursor: "next" }],
  ];
  test.each(readings)("%s: works without a person", async (_what, given) => {
    const lab = await open({ readings: given, pageSize: 2 });
    const { exitCode, codes } = await run(lab, { values: CHANNEL });
    expect(codes.filter((code) => code.startsWith("fail") || code.includes("by_hand"))).toEqual([]);
    expect(exitCode).toBeLessThan(2);
    const from = lab.api.calls.length;
    await run(lab);
    expect(lab.writes(from)).toEqual([]);
  });

  type Person = (lab: InstallLab, steps: string) => void;
  const byHand: [what: string, given: Partial<ManagementReadings>, code: string, person: Person][] = [
    [
      "a node's Connection can only be chosen in the editor",
      { nodeConnection: "console" },
      "by_hand_choose_connection",
      doByHand,
    ],
    ["the API creates our nodes without exits", { extensionExits: "missing" }, "by_hand_place_node", doByHand],
    [
      "no body that is known creates an Endpoint",
      { endpointBody: "refused" },
      "by_hand_create_endpoint",
      ({ api }, steps) => {
        const [, name = "", flowName = ""] = /enter the name "([^"]+)" and choose the Flow "([^"]+)"/.exec(steps) ?? [];
        api.userInterface.createEndpoint({
          name,
          channel: steps.includes("Webchat") ? "webchat3" : "webhook",
          flowName,
        });
      },
    ],
  ];

  test.each(byHand)("%s: a checklist, and then it continues", async (_what, given, code, person) => {
    const lab = await open({ readings: given });
    for (let round = 0; round < 5; round++) {
      const { codes, notes } = await run(lab, { values: CHANNEL });
      if (!codes.includes(`warn ${code}`)) {
        break;
      }
      expect(notes.some((line) => /^1\. In Cognigy\.AI, open /.test(line))).toBe(true);
      person(lab, notes.join("\n"));
    }
    const from = lab.api.calls.length;
    const { exitCode, codes } = await run(lab);
    expect(exitCode).toBeLessThan(2);
    expect(codes).toContain("pass flow_current");
    expect(lab.writes(from)).toEqual([]);
  });

  test("a node that was left without exits is named in the checklist", async () => {
    const lab = await open({ readings: { extensionExits: "missing" } });
    lab.api.interrupt = ({ method }) => (method === "DELETE" ? { status: 502 } : undefined);
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    lab.api.interrupt = undefined;
    const { codes, notes } = await run(lab, { values: CHANNEL });
    expect(codes).toContain("warn by_hand_place_node");
    expect(notes).toContain('2. Delete the node "eg: handover update": it doesn\'t have all its exits.');
  });

  test("a node whose exits weren't in the chart yet when a run was interrupted stays, and gets what follows", async () => {
    const lab = await open({ readings: { childlessChartReads: 3 } });
    let wasCreated = false;
    lab.api.interrupt = ({ method, path }) => {
      const isCut = wasCreated && path.endsWith("/chart");
      wasCreated ||= method === "POST" && path.endsWith("/chart/nodes");
      return isCut ? { status: 503 } : undefined;
    };
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    lab.api.interrupt = undefined;
    expect((await run(lab)).codes).toContain("pass flow_built");
    expect(lab.writes().filter((call) => call.startsWith("DELETE"))).toEqual([]);
    expect(lab.api.userInterface.names().duplicateLabels).toEqual([]);
  });

  test("at a terminal the assistant waits for the person and continues at once", async () => {
    const lab = await open({ readings: { endpointBody: "refused" } });
    const confirm = async (question: string) => {
      if (question === "Is that done?") {
        lab.api.userInterface.createEndpoint({ name: "eg: hub", channel: "webhook", flowName: "eg: hub" });
      }
      return true;
    };
    const { exitCode, codes } = await run(lab, { values: CHANNEL, prompt: { isInteractive: true, confirm } });
    expect(exitCode).toBeLessThan(2);
    expect(codes).toContain("pass endpoint_ready");
  });
});

test("words are in the Project's languages", async () => {
  const lab = await open({ locales: ["de-DE", "es-ES", "fr-FR"] });
  await run(lab, { values: CHANNEL });
  expect(lab.api.userInterface.textOf("eg: bot", "eg: greeting")).toMatch(/Hallo/);
  expect(lab.api.userInterface.textOf("eg: bot", "eg: greeting", "es-ES")).toMatch(/Hola/);
});

describe("after an interruption between a Say and its translation", () => {
  const LOCALES = { locales: ["en-US", "de-DE"] };

  /** `textOf` shows the first language where there is no other text. */
  function untranslated({ api: { userInterface } }: InstallLab, flows = ["eg: hub", "eg: bot"]): string[] {
    return flows.flatMap((flow) =>
      userInterface
        .labelsOf(flow)
        .filter((label) => userInterface.textOf(flow, label)?.includes('"text"'))
        .filter((label) => userInterface.textOf(flow, label) === userInterface.textOf(flow, label, "de-DE")),
    );
  }
  /** Once, at the first call that fits. */
  const interruptAt = (lab: InstallLab, fits: (call: { method: string; path: string }) => boolean) => {
    let isDone = false;
    lab.api.interrupt = (call) => {
      const isHit: boolean = !isDone && fits(call);
      isDone ||= isHit;
      return isHit ? { status: 502 } : undefined;
    };
  };

  test("the next run translates it", async () => {
    const lab = await open(LOCALES);
    interruptAt(lab, ({ path }) => path.endsWith("/addlocalization"));
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    expect((await run(lab)).codes).toContain("pass flow_built");
    expect(untranslated(lab)).toEqual([]);
    const from = lab.api.calls.length;
    expect((await run(lab)).codes).toContain("pass flow_current");
    expect(lab.writes(from)).toEqual([]);
  });

  test("it's also translated where the localization is there, without its text", async () => {
    const lab = await open(LOCALES);
    let hasLocalization = false;
    lab.api.interrupt = ({ method, path }) => {
      const isCut = hasLocalization && method === "PATCH";
      hasLocalization ||= path.endsWith("/addlocalization");
      return isCut ? { status: 502 } : undefined;
    };
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    // The platform may refuse what is there.
    lab.api.interrupt = ({ path }) => {
      const isFirst = hasLocalization && path.endsWith("/addlocalization");
      hasLocalization &&= !isFirst;
      return isFirst ? { status: 409 } : undefined;
    };
    expect((await run(lab)).codes).toContain("pass flow_built");
    expect(untranslated(lab)).toEqual([]);
  });

  test("what people have translated themselves stays", async () => {
    const lab = await open(LOCALES);
    const { userInterface } = lab.api;
    let translations = 0;
    interruptAt(lab, ({ path }) => path.endsWith("/addlocalization") && ++translations > 3);
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    const [first = ""] = userInterface.labelsOf("eg: bot").filter((label) => label.startsWith("eg: in the queue"));
    const { management, flowId, chart } = await chartOf(lab);
    const german = (await management.listLocales(lab.api.projectId)).find(({ nluLanguage }) => nluLanguage === "de-DE");
    await management.updateNode(flowId, chart.find("say", first)?._id ?? "", {
      localeId: german?._id ?? "",
      config: { say: { type: "text", text: ["Moment noch!"] } },
    });
    expect((await run(lab)).codes).toContain("pass flow_built");
    expect(userInterface.textOf("eg: bot", first, "de-DE")).toContain("Moment noch!");
    expect(untranslated(lab)).toEqual([]);
  });

  test("what can't be read in a language may be people's, and stays", async () => {
    const lab = await open(LOCALES);
    interruptAt(lab, ({ path }) => path.endsWith("/addlocalization"));
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    const { management, flowId, chart } = await chartOf(lab);
    const [label = ""] = untranslated(lab, ["eg: bot"]);
    const id = chart.find("say", label)?._id ?? "";
    const german = (await management.listLocales(lab.api.projectId)).find(({ nluLanguage }) => nluLanguage === "de-DE");
    const theirs = { say: { type: "text", text: ["Moment noch!"] } };
    lab.api.interrupt = undefined;
    await management.addLocalization(flowId, id, german?._id ?? "");
    await management.updateNode(flowId, id, { localeId: german?._id ?? "", config: theirs });
    let isRefused = false;
    lab.api.interrupt = ({ method, path }) => {
      const isFirst = !isRefused && method === "GET" && path.includes(id);
      isRefused ||= isFirst;
      return isFirst ? { status: 400 } : undefined;
    };
    await run(lab);
    expect(isRefused).toBe(true);
    expect(lab.api.userInterface.textOf("eg: bot", label, "de-DE")).toContain("Moment noch!");
  });

  test("a person's only text isn't mixed with ours in another language", async () => {
    const lab = await open(LOCALES);
    interruptAt(lab, ({ path }) => path.endsWith("/addlocalization"));
    expect((await run(lab, { values: CHANNEL })).exitCode).toBe(2);
    const { management, flowId, chart } = await chartOf(lab);
    const [label = ""] = untranslated(lab, ["eg: bot"]);
    const theirs = { say: { type: "text", text: ["Good day from Lumen & Oak"] } };
    await management.updateNode(flowId, chart.find("say", label)?._id ?? "", { config: theirs });
    await run(lab);
    expect(lab.api.userInterface.textOf("eg: bot", label, "de-DE")).toEqual(
      lab.api.userInterface.textOf("eg: bot", label),
    );
  });
});

test("an AI Agent with a tool that hands over, where a language model is named", async () => {
  const model = {
    _id: "665000000000000000000001",
    referenceId: "b0a4ea20-0000-4000-8000-000000000001",
    name: "GPT",
    connectionId: "c",
  };
  const lab = await open({ models: [model] });
  const values = { ...CHANNEL, COGNIGY_MODEL_ID: "gpt" };
  const { codes } = await run(lab, { values });
  expect(codes).toContain("pass agent_created");
  const labels = lab.api.userInterface.labelsOf("eg: bot");
  expect(labels).toEqual(
    expect.arrayContaining(["eg: AI Agent", "eg: talk to a person", "eg: answer onHandoverError"]),
  );
  // The placeholder that comes with every AI Agent is gone.
  expect(labels).not.toContain("aiAgentJobTool");
  expect((await askForPerson(lab)).thread_category_ids).toEqual([lab.stored().ENGAGE_AGENT_CATEGORY_ID]);
  const from = lab.api.calls.length;
  await run(lab);
  expect(lab.writes(from)).toEqual([]);
});

test("a tool that people gave the AI Agent stays, also where nothing is known of the Flow but its name", async () => {
  const model = { _id: "665000000000000000000001", referenceId: "r", name: "GPT", connectionId: "c" };
  const lab = await open({ models: [model] });
  await run(lab, { values: { ...CHANNEL, COGNIGY_MODEL_ID: "gpt" } });
  const { management, flowId, chart } = await chartOf(lab);
  await management.createNode(flowId, {
    type: "aiAgentJobTool",
    extension: "@cognigy/basic-nodes",
    label: "Look up an order",
    mode: "appendChild",
    target: chart.find("aiAgentJob", "eg: AI Agent")?._id ?? "",
    config: { toolId: "look_up_order", description: "Looks up an order." },
  });
  rmSync(`${lab.dotEnvFile}.setup.json`);
  await run(lab, { values: { COGNIGY_HUB_URL: "-" } });
  expect(lab.api.userInterface.labelsOf("eg: bot")).toContain("Look up an order");
});

test("business hours: outside of them the bot says so, and nobody gets the conversation", async () => {
  const lab = await open();
  addTimeSheet(lab.engage.domain, { label: "Never open" });
  await run(lab, { values: { ...CHANNEL, ENGAGE_TIME_SHEET_ID: "never open" } });
  const thread = await askForPerson(lab);
  expect(thread.thread_category_ids).toEqual([lab.stored().ENGAGE_BOT_CATEGORY_ID]);
  expect(textsOf(lab, thread.id)).toContainEqual(expect.stringContaining("closed right now"));
});

describe("route bridge", () => {
  test("as long as Engage hasn't asked the hub what it can do, each run says so", async () => {
    const lab = await open();
    const realtime = {
      ENGAGE_REALTIME_ENDPOINT_URL: lab.engage.realtimeUrl,
      ENGAGE_REALTIME_ACCESS_TOKEN: lab.engage.seed.realtimeAccessToken,
    };
    expect((await run(lab, { values: { ...BRIDGE, ...realtime } })).codes).toContain("warn sdk_not_declared");
    expect(await run(lab)).toMatchObject({ exitCode: 1, codes: expect.arrayContaining(["warn sdk_not_declared"]) });
  });

  test("asks for the source with its Base URI, tries both values, and ends with a working Webchat", async () => {
    const lab = await open();
    const { engage } = lab;
    const asked: string[] = [];
    const prompt = {
      isInteractive: true,
      askFor: async (key: string) => {
        asked.push(key);
        return key === "engageRealtimeEndpointUrl" ? engage.realtimeUrl : engage.seed.realtimeAccessToken;
      },
      confirm: async () => {
        const { COGNIGY_HUB_URL, ENGAGE_BASE_URI_KEY } = lab.stored();
        if (COGNIGY_HUB_URL !== undefined) {
          engage.domain.setBaseUri(engage.seed.sources.sdk.id, `${COGNIGY_HUB_URL}?key=${ENGAGE_BASE_URI_KEY}`);
          await engage.idle();
        }
        return true;
      },
    };
    const { exitCode, findings, notes } = await run(lab, { values: BRIDGE, prompt });
    expect(findings.filter(({ level }) => level === "fail")).toEqual([]);
    expect(exitCode).toBeLessThan(2);
    expect(asked).toEqual(["engageRealtimeEndpointUrl", "engageRealtimeAccessToken"]);
    expect(notes.join("\n")).toMatch(
      /Paste the Base URI: http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{64}\?key=\*\*\*\* \(if .* from \S+\/dist\/connection\.txt\)/,
    );
    const sheet = readFileSync(join(lab.folder, "dist/connection.txt"), "utf8");
    expect(sheet).toContain(`${lab.stored().COGNIGY_HUB_URL}?key=${lab.stored().ENGAGE_BASE_URI_KEY}`);
    expect(notes.slice(-5)).toEqual([
      expect.stringMatching(/step anyone/),
      expect.stringMatching(/^1\. `npm run setup -- doctor`/),
      expect.stringMatching(/^2\. `npm run setup -- rehearse`/),
      expect.stringMatching(/^3\. Try it yourself: open the demo page or the Endpoint URL in \S+connection\.txt,/),
      expect.stringMatching(/File Upload off: switch it on .* eg: webchat/),
    ]);
    expect(sheet).toContain(`Endpoint URLs of your customers\n  ${lab.stored().COGNIGY_CUSTOMER_URLS}\n`);
    expect(notes).toContainEqual(expect.stringMatching(/tick Controlled identity on cognigy-agents/));
    expect(lab.stored().COGNIGY_CUSTOMER_URLS).toMatch(/[0-9a-f]{64}$/);
    const webchat = lab.cognigy.endpoints.find(({ name }) => name === "eg: webchat");
    const customer = webchat?.connect("customer", "session-1");
    customer?.send({ text: "agent please" });
    for (let round = 0; round < 5; round++) {
      await lab.cognigy.idle();
      await engage.idle();
    }
    const threads = [...engage.domain.threads.values()].filter(
      ({ source_id }) => source_id === engage.seed.sources.sdk.id,
    );
    expect(threads).toMatchObject([{ thread_category_ids: [lab.stored().ENGAGE_AGENT_CATEGORY_ID] }]);
    expect(webchat?.sent.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining("virtual assistant"), expect.stringContaining("passing you on")]),
    );
  });

  test("a customer who leaves the queue is back with the bot, in Engage too", async () => {
    const lab = await open();
    const { engage, cognigy, api } = lab;
    const source = {
      ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
      ENGAGE_REALTIME_ACCESS_TOKEN: engage.seed.realtimeAccessToken,
    };
    await run(lab, { values: { ...BRIDGE, ...source } });
    const { COGNIGY_HUB_URL, ENGAGE_BASE_URI_KEY, ENGAGE_BOT_CATEGORY_ID, ENGAGE_AGENT_CATEGORY_ID } = lab.stored();
    engage.domain.setBaseUri(engage.seed.sources.sdk.id, `${COGNIGY_HUB_URL}?key=${ENGAGE_BASE_URI_KEY}`);
    api.userInterface.changeTransformer("eg: webchat", (code) =>
      code.replace("cancelPhrases: []", 'cancelPhrases: ["back to the bot"]'),
    );
    const settle = async () => {
      for (let round = 0; round < 5; round++) {
        await cognigy.idle();
        await engage.idle();
      }
    };
    const categories = () =>
      [...engage.domain.threads.values()]
        .filter(({ source_id }) => source_id === engage.seed.sources.sdk.id)
        .map(({ thread_category_ids }) => thread_category_ids);
    const webchat = cognigy.endpoints.find(({ name }) => name === "eg: webchat");
    const customer = webchat?.connect("customer", "session-1");
    customer?.send({ text: "agent please" });
    await settle();
    expect(categories()).toEqual([[ENGAGE_AGENT_CATEGORY_ID]]);
    customer?.send({ text: "Back to the bot!" });
    await settle();
    expect(categories()).toEqual([[ENGAGE_BOT_CATEGORY_ID]]);
    expect(webchat?.sent.at(-1)?.text).toMatch(/cancelled\. I'm here again/);
  });

  test("without a terminal it says what a person has to do, and sets up the rest", async () => {
    const lab = await open();
    const { exitCode, codes } = await run(lab, { values: { ...CHANNEL, ENGAGE_ROUTES: "bridge,channel" } });
    expect(exitCode).toBe(1);
    expect(codes).toContain("warn by_hand_create_source");
    expect(lab.engage.domain.webhooks.size).toBe(1);
  });
});

describe("remove", () => {
  const stateOf = ({ dotEnvFile }: InstallLab) => readFileSync(`${dotEnvFile}.setup.json`, "utf8");

  test("deletes what install has created, and nothing else", async () => {
    const lab = await open({ isFresh: true });
    lab.cognigy.addEndpoint({ name: "Theirs", type: "webhook", flow: { nodes: [] } });
    await run(lab, { values: CHANNEL });
    const { context, result } = lab.context();
    expect(await removeCreated(context, PACE)).toBe(0);
    expect(result().codes.filter((code) => code === "pass removed")).toHaveLength(5);
    expect(lab.api.userInterface.names()).toMatchObject({ flows: [], connections: [], endpoints: ["Theirs"] });
    expect(lab.stored().COGNIGY_HUB_URL).toBe("");
  });

  test.each([
    ["is there", false],
    ["people have deleted", true],
  ])("deletes everything where AI Agents can't be listed; the noted one %s", async (_what, isGone) => {
    const model = { _id: "665000000000000000000001", referenceId: "r", name: "GPT", connectionId: "c" };
    const lab = await open({ isFresh: true, models: [model] });
    lab.api.interrupt = ({ method, path }) =>
      method === "GET" && path.endsWith("/aiagents") ? { status: 500 } : undefined;
    await run(lab, { values: { ...CHANNEL, COGNIGY_MODEL_ID: "gpt" } });
    const { management } = await chartOf(lab);
    const [, agentId = ""] = /"kind": "aiagents",\s+"id": "([0-9a-f]{24})"/.exec(stateOf(lab)) ?? [];
    if (isGone) {
      await management.remove("aiagents", agentId);
    }
    const { context, result } = lab.context();
    expect(await removeCreated(context, PACE)).toBe(0);
    expect(result().codes.filter((code) => code === "pass removed")).toHaveLength(6);
    lab.api.interrupt = undefined;
    expect(await management.listAgents(lab.api.projectId)).toEqual([]);
    expect(lab.api.userInterface.names()).toMatchObject({ flows: [], connections: [], endpoints: [] });
    expect(stateOf(lab)).not.toContain(agentId);
  });

  test("lists, and deletes nothing without a confirmation", async () => {
    const lab = await installed();
    const from = lab.api.calls.length;
    const { context, result } = lab.context({ prompt: { confirm: async () => false } });
    expect(await removeCreated(context, PACE)).toBe(1);
    expect(result().notes.join("\n")).toMatch(/DELETE \/new\/v2\.0\/flows\/[0-9a-f]{24}: Flow "eg: hub"/);
    expect(lab.writes(from)).toEqual([]);
  });
});

test("a hub that people have made themselves gets Extension and transformer; nothing is built beside it", async () => {
  const lab = await open({ isFresh: true });
  const hub = lab.cognigy.addEndpoint({ name: "Their hub", type: "webhook", flow: { nodes: [] } });
  await run(lab, { values: { ...CHANNEL, COGNIGY_HUB_URL: hub.url } });
  expect(lab.writes()).toEqual(["POST /extensions/upload", "PATCH /endpoints/*"]);
});

describe("a transformer that isn't ours, on an Endpoint that a person names", () => {
  const THEIRS = `// @ts-nocheck
createWebhookTransformer({
  handleInput: async ({ request }) => ({ userId: request.body.from, sessionId: request.body.from, text: "Ticket" }),
});
`;
  const openWith = async (transformer: string | undefined) => {
    const lab = await open();
    const theirs = lab.cognigy.addEndpoint({
      name: "Tickets / web",
      type: "webhook",
      flow: { nodes: [] },
      ...(transformer !== undefined && { transformer }),
    });
    return { lab, theirs, values: { ...CHANNEL, COGNIGY_HUB_URL: theirs.url } };
  };
  const savedIn = ({ folder }: InstallLab) => {
    const replaced = join(folder, "dist/replaced");
    return existsSync(replaced) ? readdirSync(replaced).map((name) => join(replaced, name)) : [];
  };

  test("without a terminal nothing is changed, and it says which Endpoint and what would be replaced", async () => {
    const { lab, values } = await openWith(THEIRS);
    const { exitCode, findings } = await run(lab, { values });
    expect(exitCode).toBe(2);
    expect(findings.filter(({ level }) => level === "fail")).toMatchObject([
      {
        code: "transformer_foreign",
        message: expect.stringMatching(
          /"Tickets \/ web" has a transformer that isn't ours \(\d+ characters, sha256 [0-9a-f]{12}\)\. engage-hub\.js would replace it\./,
        ),
        fix: expect.stringMatching(/^Give --replace-transformers .*dist\/replaced\/Tickets-web-[0-9a-f]{12}\.ts first/),
      },
    ]);
    expect(lab.writes()).toEqual([]);
    expect(lab.engage.exchanges.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(lab.api.userInterface.transformerOf("Tickets / web")).toBe(THEIRS);
  });

  test("a dry run says it, too", async () => {
    const { lab, values } = await openWith(THEIRS);
    const { exitCode, codes, notes } = await run(lab, { values, isDryRun: true });
    expect(exitCode).toBe(1);
    expect(codes).toContain("warn transformer_foreign");
    expect(notes.join("\n")).toMatch(
      /^ {2}replaces a transformer that isn't ours \(.*\)\n {2}saves the present code in \S+\.ts first$/m,
    );
    expect(lab.writes()).toEqual([]);
  });

  test("--replace-transformers saves its code, names the file, and replaces it", async () => {
    const { lab, values } = await openWith(THEIRS);
    const { findings, codes } = await run(lab, { values, replacesTransformers: true });
    expect(codes.filter((code) => code.startsWith("fail"))).toEqual([]);
    const [path = ""] = savedIn(lab);
    expect(readFileSync(path, "utf8")).toBe(THEIRS);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(findings.find(({ code }) => code === "endpoint_deployed")?.message).toContain(
      `The code that it had before is in ${path}.`,
    );
    expect(lab.api.userInterface.transformerOf("Tickets / web")).toContain("RingCentral Engage Extension");
  });

  test("a person at a terminal is asked, with No as the default, and can keep it", async () => {
    const { lab, values } = await openWith(THEIRS);
    const asked: [string, boolean | undefined][] = [];
    const confirm: Prompt["confirm"] = async (question, options) => {
      asked.push([question, options?.byDefault]);
      return false;
    };
    const { exitCode, codes } = await run(lab, { values, prompt: { isInteractive: true, confirm } });
    expect(exitCode).toBe(1);
    expect(codes).toContain("warn transformer_kept");
    expect(asked).toEqual([
      [expect.stringMatching(/"Tickets \/ web" has a transformer that isn't ours .* Replace it\?$/), false],
    ]);
    expect(lab.writes()).toEqual([]);
  });

  test("a person who agrees is asked once", async () => {
    const { lab, values } = await openWith(THEIRS);
    const asked: string[] = [];
    const confirm = async (question: string) => asked.push(question) > 0;
    await run(lab, { values, prompt: { isInteractive: true, confirm } });
    expect(asked.filter((question) => question.includes("isn't ours"))).toHaveLength(1);
    expect(savedIn(lab)).toHaveLength(1);
    expect(lab.api.userInterface.transformerOf("Tickets / web")).toContain("RingCentral Engage Extension");
  });

  test("a customer's Endpoint, too, once the values of the source are there", async () => {
    const lab = await open();
    const transformer =
      "createSocketTransformer({ handleInput: async ({ payload }) => ({ ...payload, text: 'Hi' }) });";
    const theirs = lab.cognigy.addEndpoint({ name: "Chat", type: "socket", flow: { nodes: [] }, transformer });
    const { engage } = lab;
    const prompt: Partial<Prompt> = {
      isInteractive: true,
      askFor: async (key) =>
        key === "engageRealtimeEndpointUrl" ? engage.realtimeUrl : engage.seed.realtimeAccessToken,
      confirm: async (_question, options) => options?.byDefault !== false,
    };
    const { codes, notes } = await run(lab, { values: { ...BRIDGE, COGNIGY_CUSTOMER_URLS: theirs.url }, prompt });
    expect(codes).toContain("warn transformer_kept");
    // Much else was.
    expect(lab.writes().length).toBeGreaterThan(10);
    expect(notes).not.toContain("Nothing was changed.");
    expect(notes).toContain("The Extension and the transformers stay as they are.");
    expect(lab.api.userInterface.transformerOf("Chat")).toBe(transformer);
  });

  test.each([
    ["nothing", undefined],
    [
      "handlers that pass on what they get",
      `createWebhookTransformer({
	/** This transformer is executed before the Flow. */
	handleInput: async ({ endpoint, request, response }) => {
		const { userId, sessionId, text, data } = request.body;
		return { userId, sessionId, text, data };
	},
	handleOutput: async ({ processedOutput, output, endpoint, userId, sessionId }) => {
		return processedOutput;
	}
});
`,
    ],
    [
      "handlers with empty values",
      'createWebhookTransformer({\n\thandleInput: async ({ request }) => {\n\t\tconst userId = "";\n\t\treturn { userId, sessionId: "", text: "", data: {} };\n\t}\n});\n',
    ],
  ])(
    "what an Endpoint has before anybody writes one is replaced without a question: %s",
    async (_what, transformer) => {
      const { lab, values } = await openWith(transformer);
      const { codes } = await run(lab, { values });
      expect(codes.filter((code) => code.startsWith("fail"))).toEqual([]);
      expect(codes).toContain("pass endpoint_deployed");
      const saved = savedIn(lab).map((path) => readFileSync(path, "utf8"));
      expect(saved).toEqual(transformer === undefined ? [] : [transformer]);
    },
  );

  test.each([
    [
      "takes everything from one member",
      `createWebhookTransformer({
  handleInput: async ({ request }) => {
    const { data } = request.body;
    return { userId: data.userId, sessionId: data.sessionId, text: data.payload.text, data };
  },
});
`,
    ],
    ["lets nothing through", "createWebhookTransformer({ handleInput: async () => null });\n"],
  ])("one that %s is somebody's, too", async (_what, transformer) => {
    const { lab, values } = await openWith(transformer);
    const { codes } = await run(lab, { values });
    expect(codes).toContain("fail transformer_foreign");
    expect(lab.api.userInterface.transformerOf("Tickets / web")).toBe(transformer);
  });

  test("without a terminal each of several is reported", async () => {
    const { lab, values } = await openWith(THEIRS);
    const transformer =
      "createSocketTransformer({ handleInput: async ({ payload }) => ({ ...payload, text: 'Hi' }) });";
    const chat = lab.cognigy.addEndpoint({ name: "Chat", type: "socket", flow: { nodes: [] }, transformer });
    const { engage } = lab;
    const source = {
      ENGAGE_ROUTES: "bridge",
      COGNIGY_CUSTOMER_URLS: chat.url,
      ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
      ENGAGE_REALTIME_ACCESS_TOKEN: engage.seed.realtimeAccessToken,
    };
    for (const isDryRun of [true, false]) {
      const { findings } = await run(lab, { values: { ...values, ...source }, isDryRun });
      expect(findings.filter(({ code }) => code === "transformer_foreign")).toMatchObject([
        { message: expect.stringContaining('"Tickets / web"') },
        { message: expect.stringContaining('"Chat"') },
      ]);
    }
  });

  test("ours of another version, or changed, is replaced without a question, and its code is saved", async () => {
    const lab = await installed();
    const { userInterface } = lab.api;
    userInterface.changeTransformer("eg: hub", (code) =>
      code.replace("// Version 1.0.0 of", "// Version 0.9.0 of").replace("Generated code:", "Generated code: of old,"),
    );
    const before = userInterface.transformerOf("eg: hub");
    const { codes } = await run(lab);
    expect(codes).toContain("pass endpoint_deployed");
    expect(savedIn(lab).map((path) => readFileSync(path, "utf8"))).toEqual([before]);
  });
});
