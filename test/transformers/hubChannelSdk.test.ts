/** engage-hub as the base URI of a Channel SDK source. */

import { hmac } from "../../harness/hmac";
import { callSdk, type Lab, QUIET, SECRETS, send, startLab } from "../../harness/transformerLab";
import { SIGNATURE_HEADER, signBody } from "../../src/core/signature";
import { writeSessionReference } from "../../src/protocol/sessionReference";

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.close());

const runs = () => lab.cognigy.executions;
const workItems = (index = 0) => Object(runs()[index]?.inputAtStart.data).engageWork.items;
const SESSION = { userId: "user-1", sessionId: "session-1", URLToken: "ab".repeat(32) };
const REF = writeSessionReference(hmac, SECRETS.realtimeToken, SESSION);

describe("Channel SDK", () => {
  const MESSAGE = { content_id: "c1", thread_id: REF, body: "Ana here", format: "text", author_id: "ana" };
  const quiet = (config: Record<string, unknown> = {}, rawBody = false) =>
    lab.hub(config, { flow: { nodes: QUIET }, ...(rawBody && { rawBody: true }) });

  test.each([false, true])("is answered with a signed body; raw body: %p", async (rawBody) => {
    const hub = quiet({}, rawBody);
    for (const action of ["implementation.info", "messages.list", "messages.show", "typing.start"]) {
      const answer = await callSdk(hub, action, {});
      expect(answer.status).toBe(200);
      expect(answer.headers.get(SIGNATURE_HEADER)).toBe(signBody(hmac, SECRETS.realtimeToken, answer.body));
      expect(answer.headers.get("content-type")).toContain("application/json");
    }
    expect(runs()).toEqual([]);
  });

  test("Unknown actions: 422, signed, with a message", async () => {
    const answer = await callSdk(quiet(), "users.dance", {});
    expect([answer.status, JSON.parse(answer.body).message]).toEqual([422, expect.any(String)]);
    expect(answer.headers.get(SIGNATURE_HEADER)).toBe(signBody(hmac, SECRETS.realtimeToken, answer.body));
  });

  test.each(["{}", '{"a":1}', "[]", '"x"'])("A body of neither kind, %s: never 200 with a Flow", async (body) => {
    expect((await send(quiet().url, body)).status).toBeGreaterThanOrEqual(400);
    expect(runs()).toEqual([]);
  });

  const right = { key: SECRETS.baseUriKey };
  const wrongSignature = { signature: "0".repeat(128) };
  const without = { signature: null };
  test.each<[string, Record<string, unknown>, Parameters<typeof callSdk>[3], number]>([
    ["signature, both right", {}, right, 200],
    ["signature, wrong key", {}, { key: "wrong" }, 401],
    ["signature, no key", {}, { key: null }, 401],
    ["signature, no key configured", { ENGAGE_BASE_URI_KEY: "" }, { key: null }, 200],
    ["signature, wrong signature", {}, { ...right, ...wrongSignature }, 422],
    ["signature, no signature", {}, { ...right, ...without }, 422],
    ["signature, empty signature", {}, { ...right, signature: "" }, 422],
    ["key, no signature", { signaturePolicy: "key" }, { ...right, ...without }, 200],
    ["key, wrong key", { signaturePolicy: "key" }, { key: "wrong" }, 401],
    ["either, wrong signature", { signaturePolicy: "signature-or-key" }, { ...right, ...wrongSignature }, 200],
    ["either, no signature", { signaturePolicy: "signature-or-key" }, { ...right, ...without }, 422],
    ["either, wrong key", { signaturePolicy: "signature-or-key" }, { key: "wrong" }, 401],
    [
      "either, no key configured, wrong signature",
      { signaturePolicy: "signature-or-key", ENGAGE_BASE_URI_KEY: "" },
      wrongSignature,
      422,
    ],
    ["unknown policy, wrong signature", { signaturePolicy: "none" }, { ...right, ...wrongSignature }, 422],
  ])("Policy %s", async (_, config, call, status) => {
    expect((await callSdk(quiet(config), "messages.create", MESSAGE, call)).status).toBe(status);
    await lab.cognigy.idle();
    expect(runs()).toHaveLength(status === 200 ? 1 : 0);
  });

  test("The signature may be in the address", async () => {
    const text = '{"action":"implementation.info"}';
    const url = `${quiet().url}?key=${SECRETS.baseUriKey}&signature=${signBody(hmac, SECRETS.realtimeToken, text)}`;
    expect((await send(url, text)).status).toBe(200);
  });

  test("An agent's structured message is carried whole, with or without words", async () => {
    const structured = { type: "select", items: [{ title: "Yes", payload: "YES" }] };
    const { body: _, ...wordless } = MESSAGE;
    expect((await callSdk(quiet(), "messages.create", { ...wordless, structured_content: structured })).status).toBe(
      200,
    );
    await lab.cognigy.idle();
    expect(workItems()).toMatchObject([{ kind: "agentMessage", text: "", structured }]);
  });

  test("One that is too large to be carried is refused, so that the agent sees it", async () => {
    const structured = { type: "select", items: [{ title: "x".repeat(25_000) }] };
    const answer = await callSdk(quiet(), "messages.create", { ...MESSAGE, structured_content: structured });
    expect([answer.status, JSON.parse(answer.body).message]).toEqual([422, "This structured message is too large."]);
  });

  test("An agent's message is work; repeated it gets the same id and is no second work", async () => {
    const hub = quiet();
    const first = await callSdk(hub, "messages.create", MESSAGE);
    const again = await callSdk(hub, "messages.create", { ...MESSAGE, retry: true });
    hub.storage.wipe();
    const afterWipe = await callSdk(hub, "messages.create", { ...MESSAGE, retry: true });
    await lab.cognigy.idle();
    expect(JSON.parse(first.body)).toEqual({ id: "agent-c1" });
    expect([again.body, afterWipe.body]).toEqual([first.body, first.body]);
    expect(runs()).toHaveLength(2);
    expect(workItems()).toMatchObject([{ kind: "agentMessage", session: SESSION, id: "agent-c1", text: "Ana here" }]);
    expect(workItems(1)[0].id).toBe(workItems()[0].id);
  });

  test.each([
    ["unknown", "conv-77"],
    ["of another secret", writeSessionReference(hmac, "other", SESSION)],
    ["altered", `${REF.slice(0, -1)}${REF.endsWith("A") ? "B" : "A"}`],
  ])("A reference that is %s is refused for good", async (_, thread_id) => {
    for (const [action, params] of [
      ["messages.create", { ...MESSAGE, thread_id }],
      ["messaging.queuing_update", { thread_id, position: 1 }],
    ] as const) {
      const answer = await callSdk(quiet(), action, params);
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { error: { fatal: true } }]);
      expect(answer.headers.get(SIGNATURE_HEADER)).toBe(signBody(hmac, SECRETS.realtimeToken, answer.body));
    }
    expect(runs()).toEqual([]);
  });

  test("Queue updates are told in milliseconds, and only as often as is set", async () => {
    const hub = quiet({ minQueuePositionChange: 2, minQueueIntervalSeconds: 0 });
    for (const position of [9, 8, 7, 2, 1, 1]) {
      const params = { thread_id: REF, position, estimated_wait_time: 30 };
      expect((await callSdk(hub, "messaging.queuing_update", params)).status).toBe(200);
    }
    await lab.cognigy.idle();
    expect(runs().map((_, index) => workItems(index)[0])).toMatchObject([
      { kind: "queue", position: 9, estimatedWaitTime: 30_000 },
      { position: 7 },
      { position: 2 },
      { position: 1 },
    ]);
  });

  test("and not within the interval", async () => {
    const hub = quiet({ minQueueIntervalSeconds: 60 });
    for (const position of [9, 5, 1]) {
      await callSdk(hub, "messaging.queuing_update", { thread_id: REF, position });
    }
    await lab.cognigy.idle();
    expect(runs()).toHaveLength(1);
  });
});
