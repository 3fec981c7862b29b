/** `doctor`: a good set-up is green, and each single mistake gives exactly one line that says what to do. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { checkExchanges } from "../../harness/openapi";
import { IN_ONE_THREAD } from "../../harness/patience";
import {
  EVENTS,
  readBundle,
  startTwoPlatforms,
  type TwoPlatforms,
  VERIFICATION_TOKEN,
  WEBHOOK_SECRET,
} from "../../harness/twoPlatforms";
import type { Endpoint, EndpointDefinition } from "../../sandbox/cognigy/startCognigy";
import { type Assistant, createAssistant, type Line, red, type Values, valuesOf } from "./assistant";

/** As many platforms as assistants that run at the same time: each of these has a mistake of its own. */
const LANES = 3;

let assistant: Assistant;
let lanes: Lane[];
let platforms: TwoPlatforms;
let good: Record<string, string>;

interface Lane {
  platforms: TwoPlatforms;
  good: Record<string, string>;
}
type Found = { exitCode: number; lines: Line[] };

beforeAll(async () => {
  const starting = Array.from({ length: LANES }, () =>
    startTwoPlatforms({ cognigy: { management: true, ...IN_ONE_THREAD } }),
  );
  assistant = await createAssistant();
  lanes = (await Promise.all(starting)).map((started) => ({ platforms: started, good: valuesOf(started) }));
  const [lane] = lanes;
  if (lane === undefined) {
    throw new Error("There is no lane");
  }
  ({ platforms, good } = lane);
});
afterAll(async () => {
  await Promise.all([...lanes.map((lane) => lane.platforms.close()), assistant.remove()]);
  expect(lanes.flatMap((lane) => checkExchanges(lane.platforms.engage.exchanges))).toEqual([]);
});

/** Runs every case on whichever platforms are free, and keeps what came of it by the case's name. */
async function runAll<Case extends readonly [what: string, ...rest: unknown[]]>(
  cases: readonly Case[],
  run: (one: Case, lane: Lane) => Promise<Found>,
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const left = [...cases];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        found.set(next[0], await run(next, lane));
      }
    }),
  );
  return found;
}

const SECRETS = ["bot-token", "demo-channel-token-0001", WEBHOOK_SECRET, VERIFICATION_TOKEN, "base-uri-key"];

describe("a good set-up", () => {
  it("is all green, and nothing is written to either platform", async () => {
    const { engage, cognigy, hub } = platforms;
    const from = {
      engage: engage.exchanges.length,
      executions: cognigy.executions.length,
      conversations: hub.conversations,
    };
    const { exitCode, lines } = await assistant.find(["doctor"], good, assistant.runProcess);
    expect({ exitCode, red: lines.filter(red) }).toEqual({ exitCode: 0, red: [] });
    expect(lines.filter(({ level }) => level === "pass").length).toBeGreaterThan(30);
    const asked = engage.exchanges.slice(from.engage).filter(({ path }) => path.startsWith("/1.0/"));
    expect(asked.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(asked.length).toBeLessThan(25);
    expect(cognigy.executions.length).toBe(from.executions);
    expect(hub.conversations).toBe(from.conversations);
    expect(engage.domain.threads.size).toBe(1);
  });

  it("prints plain lines without colours or secrets, for logs and for NO_COLOR", async () => {
    const [plain, noColor] = await Promise.all([
      assistant.runProcess(["doctor"], good),
      assistant.runProcess(["doctor"], { ...good, NO_COLOR: "1", FORCE_COLOR: "1" }),
    ]);
    for (const { output, errors } of [plain, noColor]) {
      expect(errors).toBe("");
      expect(output).toMatch(/^ {2}ok {3}Engage's API answers at /m);
      expect(output).not.toContain("\x1b");
      for (const secret of SECRETS) {
        expect(output).not.toContain(secret);
      }
    }
  });

  it("ends as ever when nobody reads to the end", async () => {
    const { ENGAGE_API_URL = "", ENGAGE_ACCESS_TOKEN = "" } = good;
    const command = [await assistant.bundle(), "doctor", "--dot-env", assistant.dotEnv];
    const child = spawn(process.execPath, command, {
      env: { ENGAGE_API_URL, ENGAGE_ACCESS_TOKEN },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.once("data", () => child.stdout.destroy());
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const [exitCode] = await once(child, "close");
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: "" });
  });

  it("names `install` where nothing is set up yet", async () => {
    const { ENGAGE_API_URL = "", ENGAGE_ACCESS_TOKEN = "" } = good;
    const { output } = await assistant.run(["doctor"], { ENGAGE_API_URL, ENGAGE_ACCESS_TOKEN });
    expect(output).toContain("Nothing is set up here yet: run `npm run setup -- install`.");
    expect((await assistant.run(["doctor"], good)).output).not.toContain("Nothing is set up here yet");
  });

  it("needs no values of route bridge where that is not used", async () => {
    const {
      ENGAGE_REALTIME_ENDPOINT_URL: _,
      ENGAGE_REALTIME_ACCESS_TOKEN: __,
      COGNIGY_CUSTOMER_URLS: ___,
      ...channel
    } = good;
    const { exitCode, lines } = await assistant.find(["doctor"], channel);
    expect({ exitCode, red: lines.filter(red) }).toEqual({ exitCode: 0, red: [] });
  });
});

/** Mistakes in the values alone: run side by side, as none disturbs another. */
const WRONG_VALUES: [
  what: string,
  wrong: (values: Values, platforms: TwoPlatforms) => Values,
  level: "warn" | "fail",
  code: string,
][] = [
  ["no token", () => ({ ENGAGE_ACCESS_TOKEN: "" }), "fail", "setting_missing"],
  [
    "the console instead of the API",
    () => ({ ENGAGE_API_URL: "acme.engagement.dimelo.com" }),
    "fail",
    "setting_malformed",
  ],
  ["plain http", () => ({ ENGAGE_API_URL: "http://acme.api.engagement.dimelo.com" }), "fail", "setting_malformed"],
  ["a port where nobody is", () => ({ ENGAGE_API_URL: "http://127.0.0.1:1" }), "fail", "api_unreachable"],
  [
    "no TLS where TLS is asked for",
    ({ ENGAGE_API_URL = "" }) => ({ ENGAGE_API_URL: ENGAGE_API_URL.replace("http:", "https:") }),
    "fail",
    "api_unreachable",
  ],
  ["another server", (_, { cognigy }) => ({ ENGAGE_API_URL: cognigy.url }), "fail", "api_not_engage"],
  ["an unknown token", () => ({ ENGAGE_ACCESS_TOKEN: "somebody-elses" }), "fail", "token_refused"],
  [
    "an unknown Bot category",
    () => ({ ENGAGE_BOT_CATEGORY_ID: "66a000000000000000000001" }),
    "fail",
    "bot_category_missing",
  ],
  [
    "an unknown Agent category",
    () => ({ ENGAGE_AGENT_CATEGORY_ID: "66a000000000000000000001" }),
    "fail",
    "agent_category_missing",
  ],
  [
    "one category for both",
    ({ ENGAGE_BOT_CATEGORY_ID = "" }) => ({ ENGAGE_AGENT_CATEGORY_ID: ENGAGE_BOT_CATEGORY_ID }),
    "fail",
    "categories_equal",
  ],
  [
    "the Agent category as Bot category",
    ({ ENGAGE_AGENT_CATEGORY_ID = "" }) => ({ ENGAGE_BOT_CATEGORY_ID: ENGAGE_AGENT_CATEGORY_ID }),
    "fail",
    "categories_equal",
  ],
  [
    "swapped category ids",
    ({ ENGAGE_BOT_CATEGORY_ID = "", ENGAGE_AGENT_CATEGORY_ID = "" }) => ({
      ENGAGE_BOT_CATEGORY_ID: ENGAGE_AGENT_CATEGORY_ID,
      ENGAGE_AGENT_CATEGORY_ID: ENGAGE_BOT_CATEGORY_ID,
    }),
    "fail",
    "categories_swapped",
  ],
  [
    "swapped URLs of hub and customers",
    ({ COGNIGY_HUB_URL = "", COGNIGY_CUSTOMER_URLS = "" }) => ({
      COGNIGY_HUB_URL: COGNIGY_CUSTOMER_URLS,
      COGNIGY_CUSTOMER_URLS: COGNIGY_HUB_URL,
    }),
    "fail",
    "endpoints_swapped",
  ],
  [
    "a hub's URL without its token",
    (_, { cognigy }) => ({ COGNIGY_HUB_URL: cognigy.url }),
    "fail",
    "setting_malformed",
  ],
  [
    "no realtime address",
    () => ({ ENGAGE_REALTIME_ENDPOINT_URL: "https://acme.engagement.dimelo.com/sources" }),
    "fail",
    "setting_malformed",
  ],
  [
    "a realtime address of another source",
    ({ ENGAGE_REALTIME_ENDPOINT_URL = "" }) => ({
      ENGAGE_REALTIME_ENDPOINT_URL: ENGAGE_REALTIME_ENDPOINT_URL.replace(/\w+$/, "66a000000000000000000001"),
    }),
    "fail",
    "source_missing",
  ],
  [
    "a source that is no Channel SDK",
    ({ ENGAGE_REALTIME_ENDPOINT_URL = "", ENGAGE_SOURCE_IDS = "" }) => ({
      ENGAGE_REALTIME_ENDPOINT_URL: ENGAGE_REALTIME_ENDPOINT_URL.replace(/\w+$/, ENGAGE_SOURCE_IDS),
    }),
    "fail",
    "source_wrong_type",
  ],
  [
    "the wrong realtime token",
    () => ({ ENGAGE_REALTIME_ACCESS_TOKEN: "not-the-key" }),
    "fail",
    "realtime_signature_wrong",
  ],
  [
    "an unknown source of route channel",
    () => ({ ENGAGE_SOURCE_IDS: "66a000000000000000000001" }),
    "fail",
    "source_missing",
  ],
  [
    "no Endpoint at the hub's URL",
    (_, { cognigy }) => ({ COGNIGY_HUB_URL: `${cognigy.url}/${"0".repeat(64)}` }),
    "fail",
    "hub_not_found",
  ],
  ["another verification token", () => ({ ENGAGE_VERIFICATION_TOKEN: "another-one" }), "fail", "hub_token_differs"],
  ["another webhook secret", () => ({ ENGAGE_WEBHOOK_SECRET: "another-one" }), "fail", "hub_secret_differs"],
  ["another key of the Base URI", () => ({ ENGAGE_BASE_URI_KEY: "another-one" }), "fail", "hub_key_differs"],
  [
    "another Endpoint service",
    () => ({ COGNIGY_ENDPOINT_URL: "https://endpoint-trial.cognigy.ai" }),
    "fail",
    "endpoint_base_differs",
  ],
  [
    "no customers' Endpoint",
    (_, { cognigy }) => ({ COGNIGY_CUSTOMER_URLS: `${cognigy.url}/${"0".repeat(64)}` }),
    "fail",
    "relay_not_found",
  ],
  [
    "a customers' Endpoint without relay",
    (_, all) => ({ COGNIGY_CUSTOMER_URLS: addRelay(all, "bare").url }),
    "fail",
    "relay_takes_unsigned_claims",
  ],
  [
    "a relay with its Notify Transformer off",
    (_, all) => ({ COGNIGY_CUSTOMER_URLS: addRelay(all, "deaf").url }),
    "fail",
    "relay_takes_unsigned_claims",
  ],
  [
    "a relay that is not filled in",
    (_, all) => ({ COGNIGY_CUSTOMER_URLS: addRelay(all, "unfilled").url }),
    "fail",
    "relay_not_filled",
  ],
  ["another API key of Cognigy.AI", () => ({ COGNIGY_API_KEY: "another-one" }), "fail", "cognigy_unauthorized"],
  ["another Project", () => ({ COGNIGY_PROJECT_ID: "66a000000000000000000001" }), "fail", "cognigy_not_found"],
];

function addRelay({ cognigy, engage }: TwoPlatforms, what: "bare" | "deaf" | "unfilled"): Endpoint {
  const relay = {
    ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
    ENGAGE_REALTIME_ACCESS_TOKEN: engage.seed.realtimeAccessToken,
  };
  return cognigy.addEndpoint({
    name: what,
    type: "socket",
    flow: { nodes: [] },
    abortOnError: true,
    ...(what === "deaf" && { toggles: { notify: false } }),
    ...(what !== "bare" && { transformer: readBundle("engage-relay.socket.js", what === "deaf" ? relay : {}) }),
  });
}

describe("a mistake in the values", () => {
  let found: Map<string, Found>;
  beforeAll(async () => {
    found = await runAll(WRONG_VALUES, ([, wrong], lane) =>
      assistant.find(["doctor"], { ...lane.good, ...wrong(lane.good, lane.platforms) }),
    );
  }, 60_000);

  it.each(WRONG_VALUES)("%s", (what, _wrong, level, code) => expectOne(found.get(what), level, code));
});

type Undo = () => void;

/** Sets members of a live record for one test. */
function change<T extends object>(record: T, values: Partial<T>): Undo {
  const before = { ...record };
  Object.assign(record, values);
  return () => void Object.assign(record, before);
}

const both =
  (...undo: Undo[]): Undo =>
  () => {
    for (const one of undo) {
      one();
    }
  };

const theWebhook = ({ engage }: TwoPlatforms) => {
  const [webhook] = engage.domain.webhooks.values();
  if (webhook === undefined) {
    throw new Error("There is no webhook");
  }
  return webhook;
};

/** Mistakes in the accounts, each put right again. */
const WRONG_ACCOUNTS: [what: string, spoil: (platforms: TwoPlatforms) => Undo, level: "warn" | "fail", code: string][] =
  [
    [
      "a Bot category that cannot be chosen",
      ({ engage }) => change(engage.seed.categories.bot, { parent_id: null, unselectable: true }),
      "fail",
      "bot_category_unselectable",
    ],
    [
      "categories of different parents",
      ({ engage }) => change(engage.seed.categories.agent, { parent_id: null }),
      "warn",
      "categories_apart",
    ],
    [
      "an Agent category below a root that routes nothing",
      ({ engage }) => change(engage.seed.categories.cognigy, { non_routable: true }),
      "warn",
      "agent_category_not_routable",
    ],
    [
      "a source that is switched off",
      ({ engage }) => change(engage.seed.sources.sdk, { active: false }),
      "fail",
      "source_inactive",
    ],
    [
      "a source with an error",
      ({ engage }) => change(engage.seed.sources.sdk, { error_message: "Base URI does not answer" }),
      "warn",
      "source_error",
    ],
    [
      "a Channel SDK source without Bot as default",
      ({ engage }) => change(engage.seed.sources.sdk, { default_category_ids: [] }),
      "fail",
      "source_default_category_missing",
    ],
    [
      "a channel without Bot as default",
      ({ engage }) =>
        change(engage.seed.sources.messaging, { default_category_ids: [engage.seed.categories.agent.id] }),
      "fail",
      "source_default_category_missing",
    ],
    [
      "a channel with Agent beside Bot as default",
      ({ engage: { seed } }) =>
        change(seed.sources.messaging, { default_category_ids: [seed.categories.bot.id, seed.categories.agent.id] }),
      "fail",
      "source_default_category_agent",
    ],
    [
      "a bot that may not reply",
      ({ engage }) => change(engage.seed.users.bot.permissions, { [engage.seed.sources.sdk.id]: ["read"] }),
      "fail",
      "source_permission_missing",
    ],
    [
      "a bot whose words need approval",
      ({ engage }) =>
        change(engage.seed.users.bot.permissions, {
          [engage.seed.sources.sdk.id]: ["read", "reply", "approval_required"],
        }),
      "fail",
      "source_approval_required",
    ],
    [
      "a source in no channel group",
      ({ engage }) => change(engage.seed.sources.sdk, { channel_id: null }),
      "warn",
      "source_without_group",
    ],
    [
      "task mode off",
      ({ engage }) => both(...[...engage.domain.accounts.values()].map((one) => change(one, { push_enabled: false }))),
      "warn",
      "task_mode_off",
    ],
    [
      "nobody with the Agent category",
      ({ engage: { seed } }) =>
        both(change(seed.agents.ana, { category_ids: [] }), change(seed.agents.ben, { category_ids: [] })),
      "fail",
      "agents_missing",
    ],
    [
      "agents who may not reply",
      ({ engage: { seed } }) =>
        both(
          change(seed.agents.ana.permissions, { [seed.sources.sdk.id]: ["read"] }),
          change(seed.agents.ben.permissions, { [seed.sources.sdk.id]: [] }),
        ),
      "fail",
      "agent_permissions_missing",
    ],
    [
      "one agent who may not reply",
      ({ engage: { seed } }) => change(seed.agents.ben.permissions, { [seed.sources.sdk.id]: ["read"] }),
      "warn",
      "agent_permissions_missing",
    ],
    [
      "agents without an identity",
      ({ engage: { seed } }) => change(seed.puppets.agent, { user_ids: [] }),
      "fail",
      "agent_identities_missing",
    ],
    [
      "a person with the Bot category",
      ({ engage: { seed } }) =>
        change(seed.agents.ben, { category_ids: [seed.categories.agent.id, seed.categories.bot.id] }),
      "warn",
      "bot_category_people",
    ],
    [
      "a bot that is an agent, too",
      ({ engage: { seed } }) => change(seed.users.bot, { category_ids: [seed.categories.agent.id] }),
      "warn",
      "token_user_is_agent",
    ],
    [
      "a role that may not monitor tasks",
      ({ engage: { seed } }) =>
        change(seed.users.bot, { rights: seed.users.bot.rights.filter((one) => one !== "monitor_tasks") }),
      "warn",
      "rights_missing",
    ],
    [
      "a webhook to another address",
      (all) => change(theWebhook(all), { url: "http://127.0.0.1:9/elsewhere" }),
      "fail",
      "webhook_missing",
    ],
    ["a webhook that is switched off", (all) => change(theWebhook(all), { active: false }), "fail", "webhook_inactive"],
    [
      "a webhook without the end of handovers",
      (all) => change(theWebhook(all), { registered_events: EVENTS.filter((one) => one !== "intervention.closed") }),
      "fail",
      "webhook_events_missing",
    ],
    [
      "a webhook without news of the queue",
      (all) => change(theWebhook(all), { registered_events: EVENTS.filter((one) => one !== "task.assigned") }),
      "warn",
      "webhook_events_few",
    ],
    [
      "a webhook with another verification token",
      (all) => change(theWebhook(all), { verify_token: "another-one" }),
      "fail",
      "webhook_token_differs",
    ],
    ["a webhook for staging", (all) => change(theWebhook(all), { staging_use: true }), "fail", "webhook_staging"],
    [
      "a Base URI that never answered",
      ({ engage }) => {
        const { sdk } = engage.seed.sources;
        return sdk.sdk === null ? () => {} : change(sdk.sdk, { implementation: { objects: {}, options: [] } });
      },
      "fail",
      "sdk_not_declared",
    ],
    [
      "a clock that is ten minutes late",
      ({ engage }) => {
        const { id, email } = engage.seed.users.bot;
        const headers = { date: new Date(Date.now() - 600_000).toUTCString() };
        engage.faults.inject({ kind: "status", status: 200, body: { id, email }, headers }, { path: /\/users\/me$/ });
        return () => engage.faults.clear();
      },
      "fail",
      "clocks_apart",
    ],
    [
      "an account that is throttled",
      ({ engage }) => {
        engage.faults.inject(
          { kind: "status", status: 429, body: { error: "rate_limit_exceeded", message: "", status: 429 } },
          { path: /\/roles$/ },
        );
        return () => engage.faults.clear();
      },
      "warn",
      "rate_limited",
    ],
    [
      "an Engage that fails",
      ({ engage }) => {
        engage.faults.inject({ kind: "status", status: 503, body: {} }, { path: /\/users\/me$/ });
        return () => engage.faults.clear();
      },
      "fail",
      "api_failing",
    ],
  ];

describe("a mistake in the accounts", () => {
  let found: Map<string, Found>;
  beforeAll(async () => {
    found = await runAll(WRONG_ACCOUNTS, async ([, spoil], lane) => {
      const undo = spoil(lane.platforms);
      // Cognigy's API has no part in these, and its client takes time to load.
      const { COGNIGY_API_KEY: _, ...values } = lane.good;
      try {
        return await assistant.find(["doctor"], values);
      } finally {
        undo();
      }
    });
  }, 60_000);

  it.each(WRONG_ACCOUNTS)("%s", (what, _spoil, level, code) => expectOne(found.get(what), level, code));
});

/** A hub of its own, with a webhook to it. */
const WRONG_HUBS: [
  what: string,
  config: Record<string, unknown> | undefined,
  abortOnError: boolean,
  code: string,
  more?: Partial<EndpointDefinition>,
][] = [
  [
    "has no values of route bridge",
    { ENGAGE_REALTIME_ENDPOINT_URL: "", ENGAGE_REALTIME_ACCESS_TOKEN: "" },
    true,
    "hub_without_bridge",
  ],
  ["has another realtime token", { ENGAGE_REALTIME_ACCESS_TOKEN: "another-one" }, true, "hub_realtime_token_differs"],
  ["is not filled in", { ENGAGE_WEBHOOK_SECRET: "<ENGAGE_WEBHOOK_SECRET>" }, true, "hub_not_filled"],
  ["does not look at signatures", { signaturePolicy: "key" }, true, "hub_takes_any_signature"],
  ["lets errors through", {}, false, "switches_wrong"],
  ["has no transformer", undefined, true, "hub_without_transformer"],
  ["asks its callers for an API key", {}, true, "hub_needs_key", { webhookKey: "webhook-key-1" }],
];

describe("a hub that", () => {
  let found: Map<string, Found>;
  beforeAll(async () => {
    found = await runAll(WRONG_HUBS, async ([what, config, abortOnError, , more], { platforms: all, good: values }) => {
      const { ENGAGE_SOURCE_IDS: _, ...own } = values;
      const hub = all.cognigy.addEndpoint({
        name: what,
        type: "webhook",
        flow: { nodes: [] },
        abortOnError,
        ...more,
        ...(config && {
          transformer: readBundle("engage-hub.js", {
            ...Object.fromEntries(Object.entries(own).filter(([name]) => name.startsWith("ENGAGE_"))),
            ...config,
          }),
        }),
      });
      const webhook = all.engage.domain.addWebhook({
        url: hub.url,
        registeredEvents: [...EVENTS],
        verifyToken: VERIFICATION_TOKEN,
        secret: WEBHOOK_SECRET,
      });
      await all.settle();
      const run = await assistant.find(["doctor"], { ...values, COGNIGY_HUB_URL: hub.url });
      all.engage.domain.webhooks.delete(webhook.id);
      return run;
    });
  }, 60_000);

  it.each(WRONG_HUBS)("%s", (what, _config, _abort, code) => expectOne(found.get(what), "fail", code));
});

/** Exactly one line that is not green, with the code, a fix, the right exit code, and no secret. */
function expectOne(run: { exitCode: number; lines: Line[] } | undefined, level: "warn" | "fail", code: string): void {
  const lines = run?.lines.filter(red) ?? [];
  expect(lines.map((line) => [line.level, line.code])).toEqual([[level, code]]);
  expect(lines[0]?.fix?.length).toBeGreaterThan(10);
  expect(run?.exitCode).toBe(level === "fail" ? 2 : 1);
  for (const secret of SECRETS) {
    expect(JSON.stringify(run)).not.toContain(secret);
  }
}
