/** What strangers may try at the two transformers: never a throw, a Flow run without authentication, or a told secret. */
import fc from "fast-check";
import { messageBody } from "../../harness/events";
import { hmac } from "../../harness/hmac";
import {
  type Answered,
  callSdk,
  deliver,
  type Lab,
  QUIET,
  SECRETS,
  send,
  startLab,
} from "../../harness/transformerLab";
import type { Endpoint } from "../../sandbox/cognigy/startCognigy";
import { seal } from "../../src/core/seal";
import { SIGNATURE_HEADER, signBody } from "../../src/core/signature";
import type { SealPurpose } from "../../src/protocol/sealing";
import { writeSessionReference } from "../../src/protocol/sessionReference";

let lab: Lab;
let hub: Endpoint;
let relay: Endpoint;
beforeAll(async () => {
  lab = await startLab({ transformerLimits: { callsPerContext: 50 } });
  hub = lab.hub({}, { flow: { nodes: QUIET } });
  relay = lab.relay("webhook", {}, { flow: { nodes: QUIET } });
});
beforeEach(() => lab.cognigy.reset());
afterAll(() => lab.close());

const runs = () => lab.cognigy.executions;
const answers: string[] = [];
const noted = async (sent: Promise<Answered>): Promise<Answered> => {
  const answer = await sent;
  answers.push(answer.body, JSON.stringify([...answer.headers]));
  await lab.cognigy.idle();
  return answer;
};
/** After each test: nothing was thrown, and no secret was told to anybody. */
afterEach(() => {
  expect([...hub.transformerErrors, ...relay.transformerErrors]).toEqual([]);
  const told = [...answers, ...lab.cognigy.logs.map(({ message }) => message)].join("\n");
  for (const secret of Object.values(SECRETS)) {
    expect(told).not.toContain(secret);
  }
  answers.length = 0;
});

const SESSION = { userId: "user-1", sessionId: "session-1", URLToken: "ab".repeat(32) };
const REF = writeSessionReference(hmac, SECRETS.realtimeToken, SESSION);
const deep = (levels: number, open = "[", close = "]") => open.repeat(levels) + close.repeat(levels);
const signed = (text: string) =>
  noted(
    send(`${hub.url}?key=${SECRETS.baseUriKey}`, text, {
      [SIGNATURE_HEADER]: signBody(hmac, SECRETS.realtimeToken, text),
    }),
  );

describe("Seals", () => {
  const body = { userId: "user-1", sessionId: "session-1", text: "x", data: { handover: { status: "completed" } } };
  const sealWith = (purpose: SealPurpose, secret: string, sessionId = "session-1", at = Date.now()) =>
    seal(hmac, { purpose, secret, sessionId }, body, at, "id1");
  const ends = (execution = runs().at(-1)) => "handover" in Object(execution?.inputAtStart.data);

  test.each<[string, string, () => object]>([
    ["hub", "unsealed", () => body],
    ["hub", "forged", () => sealWith("delivery", "guess")],
    ["hub", "of an empty secret", () => ({ ...body, seal: `v1.${Date.now()}.id.` })],
    ["hub", "expired", () => sealWith("delivery", SECRETS.accessToken, "session-1", Date.now() - 301_000)],
    ["hub", "from the future", () => sealWith("delivery", SECRETS.accessToken, "session-1", Date.now() + 310_000)],
    ["hub", "from another session", () => sealWith("delivery", SECRETS.accessToken, "session-2")],
    ["hub", "for another purpose", () => sealWith("handover", SECRETS.accessToken)],
    ["hub", "of the relay", () => sealWith("delivery", SECRETS.realtimeToken)],
    ["hub", "altered", () => ({ ...sealWith("delivery", SECRETS.accessToken), text: "y" })],
    ["relay", "unsealed", () => body],
    ["relay", "forged", () => sealWith("delivery", "guess")],
    ["relay", "expired", () => sealWith("delivery", SECRETS.realtimeToken, "session-1", Date.now() - 301_000)],
    ["relay", "from another session", () => sealWith("delivery", SECRETS.realtimeToken, "session-2")],
    ["relay", "for another purpose", () => sealWith("control", SECRETS.realtimeToken)],
    ["relay", "of the hub", () => sealWith("delivery", SECRETS.accessToken)],
    ["relay", "altered", () => ({ ...sealWith("delivery", SECRETS.realtimeToken), text: "y" })],
  ])("%s: one that is %s claims nothing", async (where, _, make) => {
    await noted(send((where === "hub" ? hub : relay).injectUrl, make()));
    expect(ends()).toBe(false);
  });

  test.each<[string, () => Endpoint, SealPurpose, string]>([
    ["hub", () => hub, "delivery", SECRETS.accessToken],
    ["relay", () => relay, "delivery", SECRETS.realtimeToken],
  ])("%s: a whole one counts, and a replay of it is nothing", async (_, endpoint, purpose, secret) => {
    const value = sealWith(purpose, secret);
    await noted(send(endpoint().injectUrl, value));
    expect(ends()).toBe(true);
    await noted(send(endpoint().injectUrl, value));
    expect(runs()).toHaveLength(1);
  });

  test("50,000 levels under a seal that looks right are no seal", async () => {
    const text = `{"userId":"u","sessionId":"s","text":"x","seal":"v1.${Date.now()}.id.mac","data":{"a":${deep(50_000)}}}`;
    for (const { injectUrl, notifyUrl } of [relay, hub]) {
      for (const url of [injectUrl, notifyUrl]) {
        expect((await noted(send(url, text))).status).toBeLessThanOrEqual(500);
      }
    }
  });
});

describe("A session reference", () => {
  const asMessage = (thread_id: string) =>
    noted(callSdk(hub, "messages.create", { content_id: `c${Math.random()}`, thread_id, body: "x", format: "text" }));

  test("with any one character altered is refused", async () => {
    for (let at = 0; at < REF.length; at += 7) {
      const altered = REF.slice(0, at) + (REF[at] === "A" ? "B" : "A") + REF.slice(at + 1);
      expect(JSON.parse((await asMessage(altered)).body)).toMatchObject({ error: { fatal: true } });
    }
    expect(runs()).toEqual([]);
  });

  test.each([`${REF}A`, `${REF}=`, REF.toLowerCase(), REF.slice(2), "c1", "", `${REF}\r\nX: 1`, "x".repeat(300)])(
    "%j is refused",
    async (reference) => {
      expect((await asMessage(reference)).body).toContain("error");
      expect(runs()).toEqual([]);
    },
  );
});

test("A customer who sends our claims has none of them in the Flow, whatever the spelling of __proto__", async () => {
  const claims = ["engage", "handover", "engageWork", "engageRelay", "_engage", "engageAgent", "replyTarget"];
  const members = claims.map((name) => `"${name}":{"status":"completed","seal":"v1.1.a.b"}`).join();
  const text = `{"userId":"u","sessionId":"s","text":"x","data":{${members},"__proto__":{"handover":{"status":"x"}},"constructor":1}}`;
  await noted(send(relay.url, text));
  const data = Object(runs()[0]?.inputAtStart.data);
  expect(Object.keys(data).sort()).toEqual(["constructor", "engageRelay"]);
  expect(data.engageRelay.seal).not.toBe("v1.1.a.b");
  expect(data.handover).toBeUndefined();
});

describe("Altered and oversized requests", () => {
  test("One altered byte of a signed call", async () => {
    const text = JSON.stringify({
      action: "messages.create",
      params: { thread_id: REF, body: "abc", content_id: "c" },
    });
    const headers = { [SIGNATURE_HEADER]: signBody(hmac, SECRETS.realtimeToken, text) };
    const url = `${hub.url}?key=${SECRETS.baseUriKey}`;
    expect((await noted(send(url, text.replace("abc", "abd"), headers))).status).toBe(422);
    expect(runs()).toEqual([]);
  });

  test("5 MB as a Channel SDK call, signed: 413", async () => {
    const text = JSON.stringify({ action: "messages.create", params: { thread_id: REF, body: "x".repeat(5_000_000) } });
    expect((await signed(text)).status).toBe(413);
  });

  test.each(["<", "<a ", "x", "&lt;"])("5 MB of %j as a customer's HTML mail are cut in time", async (piece) => {
    const body = piece.repeat(5_000_000 / piece.length);
    const answer = await noted(
      deliver(hub, [
        messageBody({ body, body_input_format: "html" }, { id: `big-${piece.length}-${piece.charCodeAt(0)}` }),
      ]),
    );
    expect(answer.status).toBe(200);
    for (const { inputAtStart } of runs()) {
      expect(String(inputAtStart.text).length).toBeLessThanOrEqual(10_000);
    }
  });

  test("5 MB without the secret: 401", async () => {
    expect((await noted(send(hub.url, { events: ["x".repeat(5_000_000)] }))).status).toBe(401);
    expect(
      (await noted(send(relay.injectUrl, { userId: "u", sessionId: "s", text: "x".repeat(5_000_000) }))).status,
    ).toBeLessThan(600);
  });

  test.each<[string, string]>([
    ["as a call", `{"action":"messages.create","params":${deep(50_000)}}`],
    ["of objects", `{"action":"messages.list","a":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`],
  ])("50,000 levels %s: refused, by the transformer or by the host before it", async (_, text) => {
    expect([413, 500]).toContain((await signed(text)).status);
    expect(runs()).toEqual([]);
  });

  test("50,000 levels as a delivery, right or wrong secret", async () => {
    const text = `{"events":[${deep(50_000)},{"id":"e","type":"x","resource":{"metadata":{"thread_id":${deep(50_000)}}}}]}`;
    expect([200, 500]).toContain(
      (await noted(send(hub.url, text, { "X-Dimelo-Secret": SECRETS.webhookSecret }))).status,
    );
    expect([401, 500]).toContain((await noted(send(hub.url, text))).status);
    expect(runs()).toEqual([]);
  });

  test("1,000 levels reach the transformer and do no harm", async () => {
    expect((await signed(`{"action":"messages.list","params":${deep(1_000)}}`)).status).toBe(200);
    const text = `{"events":[${deep(1_000)},{"id":"e","type":"x","resource":{"metadata":{"thread_id":${deep(1_000)}}}}]}`;
    expect((await noted(send(hub.url, text, { "X-Dimelo-Secret": SECRETS.webhookSecret }))).status).toBe(200);
    expect((await noted(send(hub.url, text))).status).toBe(401);
    expect(runs()).toEqual([]);
  });
});

describe("Names and ids", () => {
  test("Prototype pollution changes nothing", async () => {
    const text = `{"__proto__":{"events":[]},"events":[{"id":"p1","type":"content.imported","__proto__":{"polluted":1},"resource":{"id":"c","__proto__":{"metadata":{}},"metadata":{"__proto__":{"thread_id":"t"},"constructor":{"prototype":{"x":1}}}}}]}`;
    expect((await noted(send(hub.url, text, { "X-Dimelo-Secret": SECRETS.webhookSecret }))).status).toBe(200);
    expect((await signed('{"__proto__":{"action":"messages.list"},"constructor":{"prototype":{"a":1}}}')).status).toBe(
      422,
    );
    expect(runs()).toEqual([]);
    expect((await noted(callSdk(hub, "implementation.info"))).body).not.toContain("polluted");
  });

  test.each(["a\r\nX-Injected: 1", "../../users", "a b", "a?x=1", "ä", "x".repeat(200)])(
    "An id %j is none, so no request and no Flow is made with it",
    async (id) => {
      await noted(deliver(hub, [messageBody({ thread_id: id }, { id: "i1" })]));
      await noted(deliver(hub, [messageBody({ has_attachment: true }, { id: "i2", resource: { id } })]));
      await noted(deliver(hub, [messageBody({ author_id: id }, { id: "i3" })]));
      expect(runs()).toEqual([]);
      expect(lab.cognigy.calls).toEqual([]);
    },
  );

  test("HTML and script of an agent become text", async () => {
    const body = `<p onclick="x()">Hi <script>steal()</script><b>you</b><img src=x onerror=y></p><a href="javascript:z()">l</a>`;
    await noted(callSdk(hub, "messages.create", { content_id: "h1", thread_id: REF, body, format: "html" }));
    const [item] = Object(runs()[0]?.inputAtStart.data).engageWork.items;
    expect(item.text).toBe("Hi you\nl");
  });
});

describe("Fuzz, through the bundle", () => {
  const key = fc.constantFrom(
    "events",
    "action",
    "params",
    "id",
    "type",
    "resource",
    "metadata",
    "thread_id",
    "body",
    "__proto__",
    "author_id",
    "attachments",
    "category_ids",
    "issued_at",
    "content_id",
    "position",
  );
  const word = fc.constantFrom(
    "content.imported",
    "intervention.closed",
    "messages.create",
    "messaging.queuing_update",
    "task.taken",
    REF,
    "bot-category",
    "",
    "<b>",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "medium" },
      word,
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(key, fc.string()), tie("value"), { maxKeys: 5 }),
    ),
  }));
  const event = fc.record(
    {
      id: value,
      type: fc.oneof(word, value),
      issued_at: value,
      resource: fc.record({ id: value, type: value, metadata: fc.dictionary(key, value) }),
    },
    { requiredKeys: [] },
  );
  const options = { numRuns: 120 };

  test("webhook bodies", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(value, fc.record({ events: fc.array(fc.oneof(event, value), { maxLength: 3 }) })),
        async (body) => {
          const text = JSON.stringify(body);
          const before = runs().length;
          const refused = await noted(send(hub.url, text));
          expect(refused.status).toBeGreaterThanOrEqual(400);
          expect(runs()).toHaveLength(before);
          expect((await noted(send(hub.url, text, { "X-Dimelo-Secret": SECRETS.webhookSecret }))).status).toBeLessThan(
            500,
          );
          expect(hub.transformerErrors).toEqual([]);
        },
      ),
      options,
    );
  });

  test("Channel SDK bodies", async () => {
    const call = fc.record(
      { action: fc.oneof(word, value), params: fc.oneof(value, fc.dictionary(key, value)) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(call, async (body) => {
        const text = JSON.stringify(body);
        const before = runs().length;
        const refused = await noted(
          send(`${hub.url}?key=${SECRETS.baseUriKey}`, text, { [SIGNATURE_HEADER]: "0".repeat(128) }),
        );
        expect(refused.status).toBeGreaterThanOrEqual(400);
        expect(runs()).toHaveLength(before);
        expect((await signed(text)).status).toBeLessThan(500);
        expect(hub.transformerErrors).toEqual([]);
      }),
      options,
    );
  });

  test("handshake queries", async () => {
    const name = fc.constantFrom("hub.mode", "hub.challenge", "hub.verify_token", "hub", "__proto__", "hub[mode]");
    const pair = fc.tuple(name, fc.oneof(fc.constant("subscribe"), fc.string({ maxLength: 30 })));
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 6 }), async (pairs) => {
        const response = await fetch(`${hub.url}?${new URLSearchParams(pairs)}`);
        expect([response.status, await response.text()]).toEqual([403, "Forbidden"]);
        expect(runs()).toEqual([]);
      }),
      options,
    );
    expect(hub.transformerErrors).toEqual([]);
  });
});
