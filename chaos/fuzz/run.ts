/**
 * `npm run fuzz`: hostile bodies for the built hub and relay, with and without valid proof of who sends them. No handler may
 * throw, no Flow may run for a stranger, nothing that a stranger sends may pass as ours, and no secret may reach a log.
 */
import { createHmac } from "node:crypto";
import { parseArgs } from "node:util";
import { BareTransformer, bareResponse } from "../../harness/BareTransformer";
import { AGENT, BOT, eventBody, messageBody } from "../../harness/events";
import { readBundle } from "../../sandbox/app/readBundle";
import { createRandom, type Random } from "../../sandbox/createRandom";
import { writeSessionReference } from "../../src/protocol/sessionReference";
import { createMutator } from "./createMutator";

const SECRETS = { token: "rest-token-7f", realtime: "realtime-token-7f", webhook: "webhook-secret-7f" };
const CONFIG = {
  ENGAGE_API_URL: "https://fuzz.api.engagement.dimelo.com",
  ENGAGE_ACCESS_TOKEN: SECRETS.token,
  ENGAGE_BOT_CATEGORY_ID: BOT,
  ENGAGE_AGENT_CATEGORY_ID: AGENT,
  ENGAGE_WEBHOOK_SECRET: SECRETS.webhook,
  ENGAGE_VERIFICATION_TOKEN: "verify",
  ENGAGE_BASE_URI_KEY: "",
  ENGAGE_REALTIME_ENDPOINT_URL: "https://fuzz.engagement.dimelo.com/realtime/sdk/s1",
  ENGAGE_REALTIME_ACCESS_TOKEN: SECRETS.realtime,
};
const RELAY_CONFIG = Object.fromEntries(Object.entries(CONFIG).filter(([name]) => name.startsWith("ENGAGE_REALTIME")));
const OURS = ["engage", "handover", "engageRelay", "engageWork", "_engage", "engageAgent"];
const STATUSES = [200, 401, 403, 413, 422, 503];
const hmac = (algorithm: string, key: string | Uint8Array, data: string | Uint8Array) =>
  createHmac(algorithm, key).update(data).digest();
const REFERENCE = writeSessionReference(hmac, SECRETS.realtime, {
  userId: "u",
  sessionId: "s",
  URLToken: "ab".repeat(32),
});

const EVENTS = [
  () => messageBody(),
  () => messageBody({ has_attachment: true, first_in_thread: true, structured_content: { type: "cards" } }),
  ...["intervention.opened", "intervention.closed", "task.taken", "task.created", "content.thread_closed"].map(
    (type) => () => eventBody(type, { thread_id: "t", identity_id: "i", category_ids: [AGENT], user_id: "ana" }),
  ),
];
const CALLS: Readonly<Record<string, object>> = {
  "implementation.info": {},
  "messages.create": {
    content_id: "c1",
    author_id: "a",
    sender_name: "Ana",
    body: "<p>Hi",
    format: "html",
    thread_id: REFERENCE,
  },
  "messaging.queuing_update": { thread_id: REFERENCE, position: 2, estimated_wait_time: 30 },
  "messages.show": { thread_id: REFERENCE, id: "x" },
  "typing.create": { thread_id: REFERENCE },
};
const INPUTS = [
  {
    userId: "u",
    sessionId: "s",
    text: "Hello",
    data: { attachments: [{ url: "https://x.test/a.png", type: "image" }] },
  },
  { userId: "u", sessionId: "s", text: "", data: { _cognigy: { event: { type: "user-disconnected" } } } },
  {
    userId: "u",
    sessionId: "s",
    text: "x",
    data: { handover: { status: "completed", seal: "v1.1.a.b" }, engageRelay: {} },
  },
];

class Fuzzer {
  private readonly random: Random;
  private readonly mutate: (valid: unknown) => unknown;
  private slowest = { ms: 0, what: "" };
  runs = 0;
  authentic = 0;
  flowRuns = 0;
  readonly problems: string[] = [];

  constructor(seed: number) {
    this.random = createRandom(seed);
    this.mutate = createMutator(this.random);
  }

  async hub(count: number): Promise<void> {
    const hub = this.open("engage-hub.js", CONFIG);
    for (let index = 0; index < count; index++) {
      await (this.random() < 0.5 ? this.webhook(hub) : this.call(hub));
      this.tidy(hub, index);
    }
  }

  async relay(count: number): Promise<void> {
    for (const flavour of ["socket", "webhook"] as const) {
      const relay = this.open(`engage-relay.${flavour}.js`, RELAY_CONFIG);
      for (let index = 0; index < count / 2; index++) {
        await this.relayInput(relay, flavour);
        this.tidy(relay, index);
      }
    }
  }

  report(): string {
    const { runs, authentic, flowRuns, slowest, problems } = this;
    return [
      `${runs} inputs, ${authentic} of them with valid proof; ${flowRuns} ran a Flow; the slowest took ${slowest.ms.toFixed(1)} ms (${slowest.what})`,
      ...problems.slice(0, 20),
      problems.length === 0 ? "Nothing threw, and no stranger ran a Flow." : `${problems.length} problem(s)`,
    ].join("\n");
  }

  private open(file: string, config: Readonly<Record<string, unknown>>): BareTransformer {
    const refused = async () => Promise.reject(Object.assign(new Error("refused"), { response: { status: 500 } }));
    const answered = async () => ({ id: "c1", attachments: [] });
    return new BareTransformer(readBundle(file, config), () => (this.random() < 0.5 ? refused() : answered()));
  }

  private async webhook(hub: BareTransformer): Promise<void> {
    const events = Array.from({ length: 1 + Math.floor(this.random() * 3) }, () =>
      EVENTS[Math.floor(this.random() * EVENTS.length)]?.(),
    );
    const body = this.mutate({ events });
    const proof = this.random();
    const isAuthentic = proof < 0.6;
    const headers = isAuthentic ? SECRETS.webhook : proof < 0.8 ? `${SECRETS.webhook}x` : undefined;
    await this.send(hub, body, { ...(headers !== undefined && { "x-dimelo-secret": headers }) }, isAuthentic);
  }

  private async call(hub: BareTransformer): Promise<void> {
    const actions = Object.keys(CALLS);
    const action = actions[Math.floor(this.random() * actions.length)] ?? "";
    const body = this.mutate({ action, params: CALLS[action], time: "2026-01-01T00:00:00Z" });
    const isAuthentic = this.random() < 0.6;
    const text = body === undefined ? "" : JSON.stringify(body);
    const signature = hmac("sha512", isAuthentic ? SECRETS.realtime : "guess", text).toString("hex");
    await this.send(hub, body, { "x-smccsdk-signature": signature }, isAuthentic);
  }

  private async send(hub: BareTransformer, body: unknown, headers: object, isAuthentic: boolean): Promise<void> {
    const response = bareResponse();
    const method = this.random() < 0.02 ? "GET" : "POST";
    const request = { method, headers, query: this.mutate({ "hub.mode": "subscribe", "hub.challenge": "c" }), body };
    const input = await this.attempt(body, () => hub.handlers.handleInput({ request, response }));
    this.authentic += Number(isAuthentic);
    if (input !== null && input !== undefined && !isAuthentic) {
      this.note("a stranger ran a Flow", body);
    }
    if (!STATUSES.includes(response.code)) {
      this.note(`answered with ${response.code}`, body);
    }
    if (input !== null && input !== undefined) {
      this.checkInput(input, body, true);
    }
  }

  private async relayInput(relay: BareTransformer, flavour: "socket" | "webhook"): Promise<void> {
    const given = this.mutate(INPUTS[Math.floor(this.random() * INPUTS.length)]);
    const payload = typeof given === "object" && given !== null ? given : {};
    const handlers = [relay.handlers.handleInput, relay.handlers.handleInject, relay.handlers.handleNotify];
    const handler = handlers[Math.floor(this.random() * handlers.length)] ?? relay.handlers.handleInput;
    const isInput = handler === relay.handlers.handleInput;
    const request = { method: "POST", headers: {}, query: {}, body: given };
    const args =
      isInput && flavour === "socket"
        ? { payload, endpoint: { URLToken: "ab".repeat(32) } }
        : { payload, request, response: bareResponse(), endpoint: { URLToken: "ab".repeat(32) } };
    const input = await this.attempt(given, () => handler(args));
    if (input !== null && input !== undefined) {
      this.checkInput(input, given, false);
    }
  }

  /** A stranger's members must be gone; what carries our name must carry our seal, and not the stranger's. */
  private checkInput(input: unknown, sent: unknown, isOfHub: boolean): void {
    this.flowRuns += 1;
    const { data } = Object(input) as { data?: unknown };
    const members = Object.entries(Object(data ?? {}) as object).filter(([name]) => OURS.includes(name));
    const foreign = members.filter(([name, value]) => {
      const { seal } = Object(value ?? {}) as { seal?: unknown };
      return (
        typeof seal !== "string" || seal === "v1.1.a.b" || (!isOfHub && name !== "engageRelay" && name !== "handover")
      );
    });
    if (foreign.length > 0) {
      this.note(`passed on ${foreign.map(([name]) => name).join()} of a stranger`, sent);
    }
    if (Object.hasOwn(Object(data ?? {}) as object, "__proto__")) {
      this.note("passed on __proto__", sent);
    }
  }

  private async attempt(sent: unknown, run: () => Promise<unknown>): Promise<unknown> {
    this.runs += 1;
    const started = performance.now();
    try {
      return await run();
    } catch (error) {
      this.note(`threw ${String(error)}`, sent);
      return null;
    } finally {
      const ms = performance.now() - started;
      if (ms > this.slowest.ms && this.runs > 1_000) {
        this.slowest = { ms, what: `${JSON.stringify(sent)?.length ?? 0} characters` };
      }
    }
  }

  private tidy(transformer: BareTransformer, index: number): void {
    for (const line of transformer.errors) {
      if (Object.values(SECRETS).some((secret) => line.includes(secret))) {
        this.note("logged a secret", line);
      }
    }
    transformer.errors.length = 0;
    if (index % 500 === 0) {
      transformer.storage.clear();
    }
  }

  private note(problem: string, sent: unknown): void {
    this.problems.push(`${problem}: ${JSON.stringify(sent)?.slice(0, 400)}`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      hub: { type: "string", default: "1000000" },
      relay: { type: "string", default: "100000" },
    },
  });
  const fuzzer = new Fuzzer(Number(values.seed));
  await fuzzer.hub(Number(values.hub));
  await fuzzer.relay(Number(values.relay));
  console.log(fuzzer.report());
  process.exitCode = fuzzer.problems.length === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
