/** What leaves a transformer, and what its answers mean, on each library that Cognigy.AI may send it with. */
import { messageBody } from "../../harness/events";
import { hmac } from "../../harness/hmac";
import { HTTP_READINGS } from "../../harness/httpReadings";
import { deliver, type Lab, QUIET, type Reply, SECRETS, send, startLab } from "../../harness/transformerLab";
import type { Endpoint } from "../../sandbox/cognigy/startCognigy";
import { seal } from "../../src/core/seal";
import { signBody } from "../../src/core/signature";

const PAGE = "<!DOCTYPE html><html><body>Please log in</body></html>";
const TEXT = 'Grüße "dear" 👩‍🚀 \u2028 1 < 2 日本 \\ \ud83d';

/** What Engage answers, and what the log says of it. */
const FAILURES: [what: string, reply: Reply | undefined, logged: RegExp][] = [
  ["a refusal", { status: 422, body: { error: "some_code", message: "text" } }, /Engage answered 422 some_code\b/],
  ["a refusal as text", { status: 422, body: "Invalid signature" }, /Engage answered 422(;|$)/],
  ["a refusal as a page", { status: 502, body: PAGE }, /Engage answered 502(;|$)/],
  ["throttling", { status: 429, body: { error: "rate_limit_exceeded" } }, /Engage answered 429 rate_limit_exceeded\b/],
  ["a broken connection", undefined, /Engage could not be reached in time \(ECONNRESET\)/],
  ["a page with 200", { status: 200, body: PAGE }, /the answer was not one of Engage's: check the address/],
  // axios follows it; `request` does so for GET alone.
  [
    "a redirect to a login",
    { status: 302, headers: { location: "/login" } },
    /Engage answered 302|not one of Engage's/,
  ],
];

describe.each(HTTP_READINGS)("With $name", ({ options }) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab(options);
  });
  afterEach(() => lab.close());

  const engageReplies = (reply: Reply | undefined) =>
    lab.engageAnswers((_, path) => (path === "/login" ? { status: 200, body: PAGE } : reply));
  const expectNoLeak = () => {
    for (const secret of Object.values(SECRETS)) {
      expect(lab.errors().join("\n")).not.toContain(secret);
    }
  };

  describe("the hub", () => {
    const answers = async (text: string, metadata: Record<string, unknown> = {}) => {
      const hub = lab.hub({}, { flow: { nodes: [{ type: "say", text }] } });
      await deliver(hub, [messageBody(metadata, { resource: { id: "c1" } })]);
      await lab.cognigy.idle();
    };

    test("replies: these bytes arrive", async () => {
      await answers(TEXT);
      expect(lab.arrivals).toHaveLength(1);
      const [{ method, path, headers, bytes } = { bytes: Buffer.alloc(0) }] = lab.arrivals as Partial<
        typeof lab.arrivals
      >;
      expect([method, path, headers?.authorization, headers?.["content-type"]]).toEqual([
        "POST",
        "/1.0/contents",
        `Bearer ${SECRETS.accessToken}`,
        "application/json",
      ]);
      expect(bytes.toString()).toBe(JSON.stringify({ in_reply_to_id: "c1", body: TEXT.replace(/\ud83d$/, "\uFFFD") }));
      expect(lab.errors()).toEqual([]);
    });

    test.each([
      ...FAILURES,
      ["nothing where JSON is due", { status: 200, body: "" }, /not one of Engage's/],
      ["JSON that is no content", { status: 200, body: { data: [] } }, /not one of Engage's/],
    ] as typeof FAILURES)("logs %s, once and without secrets", async (_what, reply, logged) => {
      engageReplies(reply);
      await answers("Hi");
      expect(lab.errors()).toEqual([expect.stringMatching(/^engage-hub: reply_failed: /)]);
      expect(lab.errors()[0]).toMatch(logged);
      expectNoLeak();
    });

    test.each<[what: string, content: unknown]>([
      ["JSON", { id: "c1", attachments: [{ id: "a1", url: "https://x.test/f.pdf", filename: "f.pdf" }] }],
      ["JSON that says it is text", JSON.stringify({ id: "c1", attachments: [{ id: "a1", filename: "f.pdf" }] })],
      [
        "a content with a member data",
        { id: "c1", data: {}, status: 404, attachments: [{ id: "a1", filename: "f.pdf" }] },
      ],
    ])("reads attachments from %s", async (_what, body) => {
      lab.engageAnswers((method) => (method === "GET" ? { status: 200, body } : { status: 200, body: { id: "c2" } }));
      await answers("Hi", { has_attachment: true });
      expect(lab.arrivals[0]).toMatchObject({ method: "GET", path: "/1.0/contents/c1", bytes: Buffer.alloc(0) });
      expect(lab.arrivals[0]?.headers["content-type"]).toBeUndefined();
      expect(lab.cognigy.executions[0]?.inputAtStart.data).toMatchObject({
        attachments: [{ id: "a1", fileName: "f.pdf" }],
      });
      expect(lab.errors()).toEqual([]);
    });

    test.each(FAILURES)("goes on without attachments after %s", async (_what, reply, logged) => {
      engageReplies(reply);
      await answers("", { has_attachment: true });
      expect(lab.cognigy.executions[0]?.inputAtStart.data).toMatchObject({ attachments: [] });
      expect(lab.errors()).toEqual([expect.stringMatching(/^engage-hub: attachments_unreadable: /)]);
      expect(lab.errors()[0]).toMatch(logged);
      expectNoLeak();
    });
  });

  describe.each(["socket", "webhook"] as const)("the relay for %s Endpoints", (flavour) => {
    const S = "session-1";
    let relay: Endpoint;
    beforeEach(async () => {
      relay = lab.relay(flavour, {}, { flow: { nodes: QUIET } });
      const delivery = {
        userId: "user-1",
        sessionId: S,
        text: "",
        data: { handover: { status: "active" } },
        ref: "ref-ü",
      };
      const context = { purpose: "delivery", secret: SECRETS.realtimeToken, sessionId: S } as const;
      await send(relay.notifyUrl, seal(hmac, context, delivery, Date.now(), "seal-1"));
    });
    const writes = async (text: string) => {
      if (flavour === "socket") {
        relay.connect("user-1", S).send({ text });
      } else {
        await send(relay.url, { userId: "user-1", sessionId: S, text });
      }
      await lab.cognigy.idle();
    };

    test("forwards: these bytes arrive, and the signature fits them", async () => {
      await writes(TEXT);
      expect(lab.arrivals).toHaveLength(1);
      const [arrival] = lab.arrivals;
      const sent = arrival?.bytes.toString() ?? "";
      expect([arrival?.method, arrival?.path, arrival?.headers["content-type"]]).toEqual([
        "POST",
        "/realtime/sdk/bridge-source",
        "application/json",
      ]);
      expect(arrival?.headers["x-smccsdk-signature"]).toBe(signBody(hmac, SECRETS.realtimeToken, sent));
      expect(sent).toBe(JSON.stringify(JSON.parse(sent)));
      expect(JSON.parse(sent)).toMatchObject({
        action: "messages.create",
        params: { thread_id: "ref-ü", body: TEXT.replace(/\ud83d$/, "\uFFFD"), author: { id: "user-1" } },
      });
      expect([lab.errors(), lab.cognigy.executions]).toEqual([[], []]);
    });

    if (flavour === "webhook") {
      return;
    }

    test.each([["ok"], ['"ok"'], [{ status: "ok" }], [{ data: "ok" }], [{}], [""]])(
      "takes %j with 200 for Engage's word",
      async (body) => {
        lab.engageAnswers(() => ({ status: 200, body }));
        await writes("Hello?");
        expect([lab.arrivals.length, lab.errors(), lab.cognigy.executions]).toEqual([1, [], []]);
      },
    );

    test.each(FAILURES)("gives the message back to the Flow after %s", async (_what, reply, logged) => {
      engageReplies(reply);
      await writes("Hello?");
      expect(lab.errors()).toEqual([expect.stringMatching(/^engage-relay: undelivered: /)]);
      expect(lab.errors()[0]).toMatch(logged);
      expect(lab.cognigy.executions[0]?.inputAtStart.data).toMatchObject({
        handover: { status: "error", undelivered: { text: "Hello?" } },
      });
      expectNoLeak();
    });
  });
});
