/** engage-relay in both flavours, as it is pasted into an Endpoint. */
import { randomUUID } from "node:crypto";
import { hmac } from "../../harness/hmac";
import { ECHO, type Lab, SECRETS, send, startLab } from "../../harness/transformerLab";
import type { Endpoint, EndpointDefinition, FlowNode } from "../../sandbox/cognigy/startCognigy";
import { seal, verifySeal } from "../../src/core/seal";
import { signBody } from "../../src/core/signature";
import type { SealPurpose } from "../../src/protocol/sealing";
import { writeSessionReference } from "../../src/protocol/sessionReference";

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.close());

const S = "session-1";
const runs = () => lab.cognigy.executions.map(({ inputAtStart }) => inputAtStart);
const lastData = () => Object(runs().at(-1)?.data);
const forwarded = () => lab.cognigy.calls.map(({ body }) => Object(body).params);
const sealed = <T extends object>(
  payload: T,
  purpose: SealPurpose,
  sessionId = S,
  at = Date.now(),
  id: string = randomUUID(),
) => seal(hmac, { purpose, secret: SECRETS.realtimeToken, sessionId }, payload, at, id);
const control = (action: string, sessionId = S, at = Date.now(), handoverId = "handover-1") =>
  sealed({ version: 1, action, ref: "ref-1", handoverId }, "control", sessionId, at);
const isOurs = (value: unknown, purpose: SealPurpose) =>
  verifySeal(hmac, { purpose, secret: SECRETS.realtimeToken, sessionId: S }, value, Date.now()) !== undefined;

/** The Flow says what the input's text is mapped to, and echoes the rest. */
const flowWith = (words: Record<string, Record<string, unknown>>): FlowNode[] => [
  {
    type: "lookup",
    path: "text",
    cases: {
      ...Object.fromEntries(
        Object.entries(words).map(([word, data]): [string, FlowNode[]] => [word, [{ type: "say", text: "", data }]]),
      ),
      "": [],
      default: ECHO,
    },
  },
];

const flavours = ["socket", "webhook"] as const;
describe.each(flavours)("The flavour for %s Endpoints", (flavour) => {
  let endpoint: Endpoint;
  const open = (config: Record<string, unknown> = {}, words = {}, change: Partial<EndpointDefinition> = {}) => {
    const flow = {
      nodes: flowWith({ start: { _engage: control("start") }, end: { _engage: control("end") }, ...words }),
    };
    endpoint = lab.relay(flavour, config, { flow, ...change });
    return endpoint;
  };
  const clients = new Map<string, ReturnType<Endpoint["connect"]>>();
  afterEach(() => clients.clear());
  const writes = async (text: unknown, data?: Record<string, unknown>, sessionId = S) => {
    if (flavour === "socket") {
      const client = clients.get(sessionId) ?? endpoint.connect("user-1", sessionId);
      clients.set(sessionId, client);
      client.send({ ...Object({ text }), ...(data && { data }) });
    } else {
      await send(endpoint.url, { userId: "user-1", sessionId, text, data });
    }
    await lab.cognigy.idle();
  };
  const deliver = async (kind: "notify" | "inject", body: object) => {
    const answer = await send(kind === "notify" ? endpoint.notifyUrl : endpoint.injectUrl, body);
    await lab.cognigy.idle();
    return answer;
  };
  const agentSays = (text: string, change: object = {}, id: string = randomUUID()) =>
    sealed(
      {
        userId: "user-1",
        sessionId: S,
        text,
        data: { handover: { status: "active" }, engageAgent: { name: "Ana" } },
        ref: "ref-1",
        ...change,
      },
      "delivery",
      S,
      Date.now(),
      id,
    );
  const tells = (handover: object, change: object = {}) =>
    sealed({ userId: "user-1", sessionId: S, text: "", data: { handover }, ref: "ref-1", ...change }, "delivery");
  // Inputs without a text have one by the platform, which the echo repeats.
  const reads = () =>
    endpoint.sent.map(({ text }) => text).filter((text) => text !== "" && !/DATA_ONLY_MESSAGE/.test(text ?? ""));

  test("marks each input, under a seal", async () => {
    open();
    await writes("Hello");
    expect(lastData().engageRelay).toMatchObject({ version: 1, handover: "off" });
    expect(isOurs(lastData().engageRelay, "relay")).toBe(true);
    expect(reads()).toEqual(["Bot: Hello"]);
    expect(lab.cognigy.calls).toEqual([]);
  });

  test("forwards during a handover with the right signature, and keeps the Flow quiet", async () => {
    open();
    await writes("start");
    await writes("Are you there?");
    expect(runs()).toHaveLength(1);
    expect(endpoint.sent).toEqual([]);
    const [call] = lab.cognigy.calls;
    expect([call?.method, call?.url]).toEqual(["POST", lab.realtimeUrl]);
    expect(call?.headers["x-smccsdk-signature"]).toBe(
      signBody(hmac, SECRETS.realtimeToken, JSON.stringify(call?.body)),
    );
    expect(call?.body).toMatchObject({
      action: "messages.create",
      params: {
        thread_id: "ref-1",
        body: "Are you there?",
        format: "text",
        author: { id: "user-1", puppetizable: false },
      },
    });
    expect(lab.errors()).toEqual([]);
  });

  test("obeys the end, and a second start", async () => {
    open({}, { again: { _engage: control("start", S, Date.now(), "handover-2") } });
    for (const text of ["start", "one"]) {
      await writes(text);
    }
    await deliver("inject", tells({ status: "completed" }));
    for (const text of ["two", "again", "three"]) {
      await writes(text);
    }
    expect(forwarded().map(({ body }) => body)).toEqual(["one", "three"]);
    expect(reads()).toEqual(["Bot: two"]);
  });

  test("obeys the control word end", async () => {
    open({}, { stop: { _engage: control("end") } });
    await writes("stop");
    expect(endpoint.storage.read("user-1", S).engageRelay).toMatchObject({ forwarding: { isOn: false } });
    expect(lab.errors()).toEqual([]);
  });

  test("takes a handover that is requested twice as one", async () => {
    open({}, { begin: { _engage: control("start") } });
    await writes("start");
    await deliver("inject", { userId: "user-1", sessionId: S, text: "begin" });
    await writes("one");
    expect(forwarded().map(({ body }) => body)).toEqual(["one"]);
  });

  test.each<[string, object]>([
    ["unsealed", { version: 1, action: "start", ref: "r", handoverId: "handover-1" }],
    ["forged", { ...control("start"), ref: "other" }],
    ["old", control("start", S, Date.now() - 6 * 60_000)],
    ["from another session", control("start", "session-2")],
    ["for another purpose", sealed({ version: 1, action: "start", ref: "r", handoverId: "handover-1" }, "relay")],
  ])("refuses a control word that is %s", async (_, word) => {
    open({}, { bad: { _engage: word } });
    await writes("bad");
    await writes("Hello");
    expect(reads()).toEqual(["Bot: Hello"]);
    expect(lab.errors()).toEqual([expect.stringContaining("control_refused")]);
  });

  test("refuses a control word that was used before", async () => {
    open();
    await writes("start");
    await deliver("inject", tells({ status: "completed" }));
    await writes("start");
    expect(lab.errors()).toEqual([expect.stringContaining("control_refused")]);
    await writes("Hello");
    expect(reads()).toEqual(["Bot: Hello"]);
  });

  test("takes control words out of what the customer gets", async () => {
    const flow = { nodes: [{ type: "say" as const, text: "Wait", data: { _engage: control("start"), a: 1 } }] };
    open({}, {}, { flow });
    await writes("x");
    expect(JSON.stringify(endpoint.sent)).not.toContain("_engage");
    expect(endpoint.sent).toMatchObject([{ text: "Wait", data: { a: 1 } }]);
  });

  test("forwards files, but never infected ones, and of those from foreign hosts only the name", async () => {
    open({ attachmentHosts: ["files.test"] });
    await writes("start");
    const file = (name: string, status: string) => ({ fileName: name, status, url: `https://files.test/${name}` });
    await writes("", { attachments: [file("a.png", "scanned"), file("virus", "infected"), { url: "javascript:1" }] });
    await writes("", { attachments: [file("virus", "infected")] });
    await writes("See", { attachments: [{ url: "https://inside.test/x", fileName: "x.pdf" }] });
    expect(forwarded()).toMatchObject([
      { body: "[File not passed on: ?]", attachments: [{ url: "https://files.test/a.png" }] },
      { body: "See\n[File not passed on: x.pdf]" },
    ]);
    expect(forwarded()[1]).not.toHaveProperty("attachments");
    expect(lab.errors()).toEqual(Array(2).fill(expect.stringContaining("file_refused")));
    expect(runs()).toHaveLength(1);
  });

  test("passes ratings and other commands of the chat to the Flow", async () => {
    open();
    await writes("start");
    const rating = { _cognigy: { controlCommands: [{ type: "setRating", parameters: { rating: 1 } }] } };
    await writes(undefined, rating);
    expect(lastData()).toMatchObject({ ...rating, engageRelay: { handover: "on", handoverId: "handover-1" } });
    await writes("", {});
    expect(runs()).toHaveLength(2);
    expect(forwarded()).toEqual([]);
  });

  test("gives what was not taken back to the Flow", async () => {
    open();
    await writes("start");
    lab.engageAnswers(() => ({ status: 503 }));
    await writes("Important");
    expect(runs().at(-1)?.text).toMatch(/^DATA_ONLY_MESSAGE/);
    expect(lastData().handover).toMatchObject({ status: "error", undelivered: { text: "Important", attachments: [] } });
    expect(isOurs(lastData().handover, "handover")).toBe(true);
    expect(lab.errors()).toEqual([expect.stringMatching(/undelivered: .*session-1.*Engage answered 503/)]);
    lab.engageAnswers(() => ({ status: 200 }));
    await writes("Important");
    const ids = forwarded().map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    await writes("Important");
    expect(forwarded().at(-1).id).not.toBe(ids[0]);
  });

  test.each(["  back to  THE bot! ", "back to the bot !", "Back to the bot\u202f! !", "back to the bot ..."])(
    "knows the cancel phrase in %j",
    async (phrase) => {
      open({ cancelPhrases: ["Back to the bot"], cancelledNote: "Gone" });
      await writes("start");
      await writes(phrase);
      expect(lastData().handover).toMatchObject({ status: "cancelled" });
      expect(isOurs(lastData().handover, "handover")).toBe(true);
      expect(forwarded()).toMatchObject([{ body: "Gone" }]);
      await writes("Hello");
      expect(forwarded()).toHaveLength(1);
    },
  );

  test("tells the Flow one end of a handover, also when the closing that follows is announced as an end of its own", async () => {
    open({ cancelPhrases: ["enough"], cancelledNote: "" });
    const ends = () => runs().flatMap(({ data }) => Object(Object(data).handover).status ?? []);
    await writes("start");
    await writes("enough");
    // Its note made the conversation wait anew: nothing that the customer should hear.
    await deliver("inject", tells({ status: "queue", position: 1 }));
    await writes("Hello");
    expect(reads()).toEqual(["Bot: enough", "Bot: Hello"]);
    await deliver("inject", tells({ status: "completed" }));
    await deliver("inject", tells({ status: "completed" }));
    expect(ends()).toEqual(["cancelled"]);
    await deliver("notify", agentSays("One more thing"));
    await deliver("inject", tells({ status: "completed" }));
    expect(ends()).toEqual(["cancelled", "completed"]);
  });

  test("tells an end of which it cannot know, as its state was lost", async () => {
    open();
    await deliver("inject", tells({ status: "completed" }));
    expect(lastData().handover).toMatchObject({ status: "completed" });
  });

  test("is right again at the agent's next message when its state was lost, and makes no id twice", async () => {
    open();
    await writes("start");
    await writes("Yes");
    endpoint.storage.wipe();
    await writes("Hello?");
    expect(reads()).toEqual(["Bot: Hello?"]);
    await deliver("notify", agentSays("Still there?"));
    await writes("Yes");
    expect(reads()).toEqual(["Bot: Hello?", "Still there?"]);
    expect(forwarded()).toMatchObject([{ body: "Yes" }, { body: "Yes", thread_id: "ref-1" }]);
    expect(new Set(forwarded().map(({ id }) => id)).size).toBe(2);
  });

  test("is not brought back by words that were sealed before the end and come after it", async () => {
    open();
    const late = sealed(
      { userId: "user-1", sessionId: S, text: "Bye", ref: "ref-1", data: { engageAgent: {} } },
      "delivery",
      S,
      Date.now() - 1_000,
    );
    await writes("start");
    await deliver("inject", tells({ status: "completed" }));
    await deliver("notify", late);
    await writes("Hello");
    expect(reads()).toEqual(["Bye", "Bot: Hello"]);
    expect(forwarded()).toEqual([]);
  });

  test.each([
    ["written before the end", -900, "Bot: Hello"],
    ["written after it", 1_000, undefined],
  ])("words that overtake nobody but come after the end: %s", async (_, offsetMs, answer) => {
    open();
    const endMs = Date.now();
    await writes("start");
    await deliver("inject", tells({ status: "completed" }, { atMs: endMs }));
    // Sealed after the end all the same: Receive Engage Events ran twice at a time.
    await deliver("notify", agentSays("Bye", { atMs: endMs + offsetMs }));
    await writes("Hello");
    expect(reads()).toEqual(answer === undefined ? ["Bye"] : ["Bye", answer]);
    expect(forwarded().map(({ body }) => body)).toEqual(answer === undefined ? ["Hello"] : []);
  });

  test("goes on when the end of the handover before it comes only now", async () => {
    open();
    const { userId, ...end } = {
      userId: "user-1",
      sessionId: S,
      text: "",
      data: { handover: { status: "completed" } },
    };
    await writes("start");
    await deliver("inject", sealed({ userId, ...end, ref: "ref-1" }, "delivery", S, Date.now() - 2_000));
    await writes("Still there?");
    expect(forwarded().map(({ body }) => body)).toEqual(["Still there?"]);
    expect(reads()).toEqual([]);
  });

  test("delivers the agent's words once", async () => {
    open();
    const words = agentSays("Ana here", {}, "m1");
    for (let times = 0; times < 3; times++) {
      expect((await deliver("notify", words)).status).toBe(200);
    }
    expect(reads()).toEqual(["Ana here"]);
  });

  describe("lets the customer choose of what an agent offers", () => {
    const offer = (messageId: string, title: string, payload: string) => ({
      data: {
        handover: { status: "active" },
        engageAgent: { id: "ana", name: "Ana", messageId },
        _cognigy: { _default: { _quickReplies: { text: "Well?", quickReplies: [{ title, payload }] } } },
      },
    });
    const said = () =>
      forwarded()
        // A note that the customer's socket has come back is none of the customer's words.
        .filter(({ body }) => !body.startsWith("["))
        .map(({ body, structured_reply, in_reply_to_id }) => [body, structured_reply, in_reply_to_id]);

    test.each([
      ["a click, which brings the payload", "YES_1"],
      ["the title, typed", "yes"],
    ])("%s", async (_, text) => {
      open();
      await deliver("notify", agentSays("", offer("agent-c1", "Yes", "YES_1")));
      await writes(text);
      expect(said()).toEqual([["Yes", { payload: "YES_1" }, "agent-c1"]]);
    });

    test("of the last message first, and of those before", async () => {
      open();
      await deliver("notify", agentSays("", offer("agent-c1", "Yes", "YES_1")));
      await deliver("notify", agentSays("", offer("agent-c2", "Yes", "YES_2")));
      for (const text of ["Yes", "YES_1", "Something else"]) {
        await writes(text);
      }
      expect(said()).toEqual([
        ["Yes", { payload: "YES_2" }, "agent-c2"],
        ["Yes", { payload: "YES_1" }, "agent-c1"],
        ["Something else", undefined, undefined],
      ]);
    });

    test("but not of what somebody else put there", async () => {
      open();
      await writes("start");
      await deliver("notify", { userId: "user-1", sessionId: S, text: "", ...offer("agent-c1", "Yes", "YES_1") });
      await writes("YES_1");
      expect(said()).toEqual([["YES_1", undefined, undefined]]);
    });
  });

  test("tells the Flow how the handover stands, under its own seal", async () => {
    open();
    await deliver("inject", tells({ status: "queue", position: 2, estimatedWaitTime: 60_000 }));
    expect(lastData().handover).toMatchObject({ status: "queue", position: 2, estimatedWaitTime: 60_000 });
    expect(isOurs(lastData().handover, "handover")).toBe(true);
    expect(lastData().engageRelay).toMatchObject({ handover: "on" });
  });

  describe("A customer who waits too long", () => {
    /** 0.6 ms: any wait is too long. */
    const always = { longestWaitMinutes: 0.00001 };
    const news = () => runs().flatMap(({ data }) => Object(data).handover ?? []);

    test("is reported once with the customer's own message, which reaches the agent and not the bot", async () => {
      open(always);
      await writes("start");
      await writes("Hello?", { note: "of the customer" });
      await writes("Anybody there?");
      expect(forwarded().map(({ body }) => body)).toEqual(["Hello?", "Anybody there?"]);
      expect(news()).toEqual([
        { status: "queue", event: "longWait", waitedMs: expect.any(Number), seal: expect.any(String) },
      ]);
      expect(isOurs(news()[0], "handover")).toBe(true);
      expect(lastData()).toEqual({ handover: expect.anything(), engageRelay: expect.anything() });
      expect(lab.cognigy.executions.at(-1)?.inputAtStart.text).not.toContain("Hello?");
    });

    test("is reported once with a queue position", async () => {
      open(always);
      await writes("start");
      await deliver("inject", tells({ status: "queue", position: 3 }));
      await deliver("inject", tells({ status: "queue", position: 2 }));
      await writes("Hello?");
      expect(news()).toEqual([
        expect.objectContaining({ status: "queue", event: "longWait", position: 3 }),
        expect.not.objectContaining({ event: "longWait" }),
      ]);
    });

    test("is reported where the hub has noticed it, unless an agent has answered", async () => {
      open();
      await writes("start");
      await deliver("inject", tells({ status: "queue", event: "longWait", waitedMs: 600_000 }));
      await deliver("inject", tells({ status: "queue", event: "longWait", waitedMs: 700_000 }));
      expect(news()).toEqual([expect.objectContaining({ event: "longWait", waitedMs: 600_000 })]);
      await writes("end");
    });

    test("isn't one once an agent has answered", async () => {
      open(always);
      await writes("start");
      await deliver("notify", agentSays("Hi, I am Ana"));
      await writes("Hello");
      await deliver("inject", tells({ status: "queue", event: "longWait" }));
      expect(news()).toEqual([]);
    });

    test("is none by default", async () => {
      open();
      await writes("start");
      await writes("Hello?");
      expect(news()).toEqual([]);
    });
  });

  test("tells the Flow each agent once, and the next one as a transfer", async () => {
    open();
    await writes("start");
    await deliver("inject", tells({ status: "active", agentId: "a", agentName: "Ana" }));
    await deliver("inject", tells({ status: "active", agentId: "a", agentName: "Ana", waitedMs: 5 }));
    await deliver("inject", tells({ status: "active" }));
    await deliver("inject", tells({ status: "active", agentId: "b", agentName: "Ben" }));
    await deliver("inject", tells({ status: "completed", ended: "closedByAgent" }));
    const [joined, transferred, over, ...more] = runs().flatMap(({ data }) => Object(data).handover ?? []);
    expect(joined).toMatchObject({ status: "active", agentId: "a", agentName: "Ana" });
    expect(joined.previousAgentId).toBeUndefined();
    expect(transferred).toMatchObject({ status: "active", agentId: "b", previousAgentId: "a" });
    expect(over).toMatchObject({ status: "completed", ended: "closedByAgent", agentId: "b", agentName: "Ben" });
    expect(more).toEqual([]);
  });

  test("never gives an agent the name of another who wrote last", async () => {
    open();
    await writes("start");
    await deliver("inject", tells({ status: "active", agentId: "a", agentName: "Ana" }));
    await deliver("inject", tells({ status: "active", agentId: "b", agentName: "Ben" }));
    await deliver("notify", agentSays("One more thing", { data: { engageAgent: { id: "desk-a", name: "Ana" } } }));
    await deliver("inject", tells({ status: "completed", ended: "closedByAgent", agentId: "b" }));
    expect(lastData().handover).toMatchObject({ agentId: "b", agentName: "Ben" });
  });

  test("takes nothing from a handover whose end was lost into the next one", async () => {
    open();
    await writes("start");
    await deliver("inject", tells({ status: "active", agentId: "a", agentName: "Ana" }, { handoverId: "handover-1" }));
    await deliver("inject", tells({ status: "active", agentId: "b", agentName: "Ben" }, { handoverId: "handover-2" }));
    expect(lastData().handover).toMatchObject({ agentId: "b", agentName: "Ben" });
    expect(lastData().handover).not.toHaveProperty("previousAgentId");
  });

  test("takes no agent's name beyond the end", async () => {
    open({}, { again: { _engage: control("start", S, Date.now(), "handover-2") } });
    await writes("start");
    await deliver("inject", tells({ status: "active", agentId: "a", agentName: "Ana" }));
    await deliver("inject", tells({ status: "completed" }));
    await writes("again");
    await deliver("inject", tells({ status: "completed" }, { handoverId: "handover-2" }));
    expect(lastData().handover).not.toHaveProperty("agentName");
  });

  test("masks the name of a refused file before it is cut", async () => {
    open({ maskBeforeSending: ["cards"] });
    await writes("start");
    const fileName = `${"a".repeat(89)} 4111111111111111.pdf`;
    await writes("Look", { attachments: [{ url: "https://elsewhere.test/x.pdf", fileName, status: "ok" }] });
    expect(forwarded().at(-1).body).toContain("aaa *********…]");
    expect(forwarded().at(-1).body).not.toMatch(/\d/);
  });

  describe("An agent's message that is to be shown as the agent's own", () => {
    const ana = { id: "identity-ana", name: "Ana", isSource: true };
    const avatarUrl = "https://images.test/ana.png";
    const shown = () =>
      endpoint.sent
        .filter(({ data }) => Object(data).engageAgent !== undefined)
        .map(({ raw, data }) => [Object(raw).AIOutput ?? Object(raw).data, Object(data)._webchat]);

    test("says so, with name and picture; the picture is kept for the messages that follow", async () => {
      open();
      await writes("start");
      const says = (text: string, agent: object) =>
        deliver("notify", agentSays(text, { data: { handover: { status: "active" }, engageAgent: agent } }));
      await says("Hello", { ...ana, avatarUrl });
      await says("Are you there?", ana);
      await says("I am Ben", { id: "identity-ben", name: "Ben", isSource: true });
      expect(shown()).toEqual([
        [
          expect.objectContaining({ text: "Hello", source: "agent" }),
          { agentAvatarOverrideNameOnce: "Ana", agentAvatarOverrideUrlOnce: avatarUrl },
        ],
        [
          expect.objectContaining({ text: "Are you there?", source: "agent" }),
          { agentAvatarOverrideNameOnce: "Ana", agentAvatarOverrideUrlOnce: avatarUrl },
        ],
        [expect.objectContaining({ text: "I am Ben", source: "agent" }), { agentAvatarOverrideNameOnce: "Ben" }],
      ]);
    });

    test("otherwise nothing is said of the source", async () => {
      open();
      await writes("start");
      await deliver("notify", agentSays("Hello"));
      expect(shown()).toEqual([[expect.objectContaining({ source: "bot" }), undefined]]);
    });

    test("can't be forged by a stranger", async () => {
      open();
      await deliver("notify", { userId: "user-1", sessionId: S, text: "Hi", data: { engageAgent: ana } });
      expect(shown()).toEqual([]);
      expect(endpoint.sent.map(({ raw }) => Object(raw).AIOutput ?? Object(raw).data)).toEqual([
        expect.objectContaining({ text: "Hi", source: "bot" }),
      ]);
    });
  });

  test("lets an unsealed notify or inject claim nothing", async () => {
    open();
    const claims = {
      handover: { status: "completed" },
      engageRelay: { version: 1 },
      engageAgent: { name: "Ana" },
      engage: { threadId: "t" },
      engageWork: {},
      _engage: control("start", "session-2"),
      other: 1,
    };
    const body = { userId: "user-1", sessionId: S, text: "News", data: claims };
    await deliver("notify", body);
    await deliver("inject", body);
    expect(endpoint.sent[0]).toMatchObject({ text: "News", data: { other: 1 } });
    expect(Object.keys(Object(endpoint.sent[0]?.data))).toEqual(["other"]);
    // The Flow that it runs may hand over, so it has the relay's own mark.
    expect(Object.keys(lastData()).sort()).toEqual(["engageRelay", "other"]);
    expect(isOurs(lastData().engageRelay, "relay")).toBe(true);
    await writes("Hello");
    expect(lab.cognigy.calls).toEqual([]);
  });

  test("believes no seal of another session, key, age or content", async () => {
    open();
    const good = agentSays("Ana");
    const foreign = seal(
      hmac,
      { purpose: "delivery", secret: "other", sessionId: S },
      { userId: "user-1", sessionId: S, text: "x" },
      Date.now(),
      "i",
    );
    const old = sealed({ userId: "user-1", sessionId: S, text: "x", data: {} }, "delivery", S, Date.now() - 6 * 60_000);
    for (const bad of [{ ...good, sessionId: "session-2" }, { ...good, text: "Anb" }, foreign, old]) {
      await deliver("notify", bad);
    }
    expect(endpoint.storage.read("user-1", S)).toEqual({});
    expect(endpoint.storage.read("user-1", "session-2")).toEqual({});
  });

  test("strips what a customer claims", async () => {
    open();
    await writes("Hello", {
      handover: { status: "active" },
      engage: {},
      engageWork: {},
      _engage: {},
      engageRelay: { handover: "on" },
      mine: 1,
    });
    expect(Object.keys(lastData()).sort()).toEqual(["engageRelay", "mine"]);
    expect(isOurs(lastData().engageRelay, "relay")).toBe(true);
  });

  test("mirrors the bot phase where that is wanted", async () => {
    open({ forwardOnlyHandovers: false, botName: "Robo" });
    await writes("Hello");
    const ref = writeSessionReference(hmac, SECRETS.realtimeToken, {
      userId: "user-1",
      sessionId: S,
      URLToken: endpoint.URLToken,
    });
    expect(forwarded()).toMatchObject([
      { thread_id: ref, body: "Hello", author: { id: "user-1", puppetizable: false } },
      { thread_id: ref, body: "Bot: Hello", author: { screenname: "Robo", puppetizable: true } },
    ]);
    expect(reads()).toEqual(["Bot: Hello"]);
    lab.engageAnswers(() => ({ status: 500 }));
    await writes("Again");
    expect(reads()).toEqual(["Bot: Hello", "Bot: Again"]);
    expect(lab.errors()).toEqual(Array.from({ length: 2 }, () => expect.stringContaining("mirror_failed")));
  });

  describe("masks what is not to leave Cognigy", () => {
    const masking = { maskBeforeSending: ["cards", "emails"], maskPatterns: ["KD-\\d{6}"] };

    test("in the customer's words, and in nothing but words", async () => {
      open({ ...masking, attachmentHosts: ["files.test"] });
      await writes("start");
      await writes("Card 4111 1111 1111 1111 of KD-123456", {
        attachments: [{ url: "https://files.test/4111111111111111/kim@example.com.png" }],
      });
      const [message] = forwarded();
      expect(message).toMatchObject({
        thread_id: "ref-1",
        body: "Card **** **** **** **** of **-******",
        attachments: [{ url: "https://files.test/4111111111111111/kim@example.com.png" }],
      });
    });

    test("before a long text is cut", async () => {
      open(masking);
      await writes("start");
      await writes(`${"x".repeat(19_990)} 4111 1111 1111 1111`);
      expect(forwarded()[0].body).toBe(`${"x".repeat(19_990)} **** ***…`);
    });

    test("in the bot phase, where that is mirrored", async () => {
      open({ ...masking, forwardOnlyHandovers: false });
      await writes("I am kim@example.com");
      expect(forwarded().map(({ body }) => body)).toEqual(["I am ***@*******.***", "Bot: I am ***@*******.***"]);
      expect(reads()).toEqual(["Bot: I am kim@example.com"]);
    });

    test.each([
      ["a kind that is unknown", { maskBeforeSending: ["card"] }, "maskBeforeSending"],
      ["a pattern outside the subset", { maskPatterns: ["\\d+"] }, "maskPatterns"],
      ["no list", { maskBeforeSending: true }, "maskBeforeSending"],
    ])("and forwards nothing with %s", async (_, config, named) => {
      open({ ...config, forwardOnlyHandovers: false });
      await writes("4111 1111 1111 1111");
      expect(forwarded()).toEqual([]);
      expect(lab.errors()[0]).toContain(named);
    });
  });

  test("keeps two sessions apart", async () => {
    open();
    await writes("start");
    await writes("Hello", {}, "session-2");
    expect(reads()).toEqual(["Bot: Hello"]);
    expect(forwarded()).toEqual([]);
  });

  test("without settings says so", async () => {
    open({ ENGAGE_REALTIME_ACCESS_TOKEN: "<ENGAGE_REALTIME_ACCESS_TOKEN>" });
    await writes("Hello", { handover: { status: "completed" }, a: 1 });
    expect(lab.errors()[0]).toContain("ENGAGE_REALTIME_ACCESS_TOKEN is not filled in");
    const answer = await deliver("notify", agentSays("x"));
    expect([answer.status, answer.body]).toEqual([500, expect.stringContaining("ENGAGE_REALTIME_ACCESS_TOKEN")]);
    // On a socket there is nobody to answer: the bot goes on, without what the customer claims.
    expect(reads()).toEqual(flavour === "socket" ? ["Bot: Hello"] : []);
    if (flavour === "socket") {
      expect(lastData()).toEqual({ a: 1 });
    }
  });
});

describe("On a socket", () => {
  const start: FlowNode[] = flowWith({});
  const open = async (config: Record<string, unknown> = {}) => {
    const flow = {
      nodes: [
        {
          type: "lookup" as const,
          path: "text",
          cases: { start: [{ type: "say" as const, text: "", data: { _engage: control("start") } }], default: start },
        },
      ],
    };
    const endpoint = lab.relay("socket", config, { flow });
    const client = endpoint.connect("user-1", S);
    client.send({ text: "start" });
    await lab.cognigy.idle();
    return { endpoint, client };
  };

  test("the agent reads when the customer leaves and comes back", async () => {
    const { endpoint, client } = await open({ connectedNote: "Back", disconnectedNote: "Left" });
    client.disconnect();
    await lab.cognigy.idle();
    endpoint.connect("user-1", S);
    await lab.cognigy.idle();
    expect(forwarded().map(({ body }) => body)).toEqual(["Left", "Back"]);
    expect(runs()).toHaveLength(1);
  });

  test("unless that is switched off, and a note that fails harms nobody", async () => {
    const { client } = await open({ connectedNote: "", disconnectedNote: "Left" });
    lab.engageAnswers(() => ({ status: 500 }));
    client.disconnect();
    await lab.cognigy.idle();
    expect(lab.errors()).toEqual([expect.stringContaining("note_failed")]);
  });

  test("two tabs are one conversation", async () => {
    const { endpoint, client } = await open();
    const second = endpoint.connect("user-1", S);
    await lab.cognigy.idle();
    client.send({ text: "from one" });
    second.send({ text: "from two" });
    await lab.cognigy.idle();
    const body = sealed(
      { userId: "user-1", sessionId: S, text: "Ana", data: { engageAgent: {} }, ref: "ref-1" },
      "delivery",
    );
    await send(endpoint.notifyUrl, body);
    await lab.cognigy.idle();
    // Also no note that the customer is back: nobody had left.
    expect(
      forwarded()
        .map(({ body: text }) => text)
        .sort(),
    ).toEqual(["from one", "from two"]);
    expect(new Set(forwarded().map(({ id }) => id)).size).toBe(forwarded().length);
    for (const { received } of [client, second]) {
      expect(received.at(-1)?.text).toBe("Ana");
    }
  });

  test("words under the guise of a connection event are words", async () => {
    const { client } = await open();
    client.send({
      text: "sly",
      data: { _cognigy: { event: { type: "user-connected" } }, handover: { status: "active" } },
    });
    await lab.cognigy.idle();
    expect(forwarded().at(-1)).toMatchObject({ body: "sly" });
  });

  test.each<unknown>([5, {}, ["a"], null, true])("a text that is %p is none", async (text) => {
    const { endpoint, client } = await open();
    client.send(Object({ text }));
    await lab.cognigy.idle();
    expect(endpoint.transformerErrors).toEqual([]);
    expect(forwarded()).toEqual([]);
  });
});

test("A message that Engage answers late does not make the next equal text the same message", async () => {
  const endpoint = lab.relay("webhook", {}, { flow: { nodes: flowWith({ start: { _engage: control("start") } }) } });
  const write = (text: string) => send(endpoint.url, { userId: "user-1", sessionId: S, text });
  await write("start");
  await lab.cognigy.idle();
  let answerSlow: (() => void) | undefined;
  const slowHasArrived = new Promise<void>((arrive) => {
    lab.engageAnswers(() => {
      if (answerSlow) {
        return { status: 200 };
      }
      arrive();
      return new Promise((resolve) => {
        answerSlow = () => resolve({ status: 200 });
      });
    });
  });
  const slow = write("Slow");
  await slowHasArrived;
  await write("Hello?");
  await write("Hello??");
  answerSlow?.();
  await slow;
  await write("Hello??");
  expect(forwarded().map(({ body }) => body)).toEqual(["Slow", "Hello?", "Hello??", "Hello??"]);
  // Engage takes two messages of one id as one.
  expect(new Set(forwarded().map(({ id }) => id)).size).toBe(4);
});
