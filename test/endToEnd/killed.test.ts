/** Cognigy.AI stops a handler after five seconds, wherever it is. */
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

let platforms: TwoPlatforms;
afterEach(() => platforms.close());

async function startHandover() {
  let skippedMs = 0;
  const now = () => Date.now() + skippedMs;
  platforms = await startTwoPlatforms({
    leaps: true,
    cognigy: { transformerLimits: { handlerMs: 1_000 }, now },
    engage: { now },
  });
  const { engage, cognigy, webchat, settle } = platforms;
  const customer = webchat.connect("user-1", "session-1");
  const send = (text: string) => customer.send({ text });
  const writes = async (text: string) => {
    send(text);
    await settle();
  };
  await writes("agent please");
  return {
    send,
    writes,
    settle,
    skip(ms: number) {
      skippedMs += ms;
    },
    hang: () => engage.faults.inject({ kind: "hang" }, { path: /realtime/ }),
    refuse: () => engage.faults.inject({ kind: "status", status: 504 }, { path: /realtime/ }),
    told: () => customer.received.flatMap(({ text }) => (/^Not delivered/.test(text ?? "") ? text : [])),
    arrived: () => [...engage.domain.contents.values()].map(({ body }) => body),
    errors: () =>
      cognigy.logs.flatMap(({ level, origin, message }) =>
        level === "error" && origin === "transformer" ? message : [],
      ),
  };
}

test("The customer's next message reports the one whose handler was killed", async () => {
  const { send, writes, settle, skip, hang, told, arrived, errors } = await startHandover();
  hang();
  await writes("lost words");
  await writes("further words");
  skip(10_000);
  // Both at once: one of them reports it.
  send("last words");
  send("very last words");
  await settle();
  expect(told()).toEqual(["Not delivered: lost words"]);
  expect(arrived()).toEqual(expect.arrayContaining(["further words", "last words", "very last words"]));
  expect(errors()).toEqual([
    expect.stringContaining("handleInput ran longer than 1000 ms"),
    expect.stringContaining("engage-relay: undelivered: "),
  ]);
  // Only the one that the customer knows of, so that it keeps its id when it's written again.
  expect(platforms.webchat.storage.read("user-1", "session-1").engageUnderway).toMatchObject([{ isReported: true }]);
});

test("Where the next one fails too, both are reported as perhaps lost", async () => {
  const { writes, skip, hang, refuse, told, errors } = await startHandover();
  hang();
  await writes("lost words");
  skip(10_000);
  refuse();
  await writes("last words");
  await writes("further words");
  expect(told()).toEqual(["Not delivered: lost words\nlast words"]);
  expect(errors().at(-1)).toContain("2 messages of session session-1 may not have reached Engage");
});

test("Where the reporting handler is killed too, a later message reports both", async () => {
  const { writes, skip, hang, told } = await startHandover();
  for (const words of ["first words", "second words"]) {
    hang();
    await writes(words);
    skip(10_000);
  }
  await writes("further words");
  expect(told()).toEqual(["Not delivered: first words\nsecond words"]);
});

test("None of several in a row is forgotten, and each can be recognised", async () => {
  const { send, writes, settle, skip, hang, told } = await startHandover();
  const lost = ["1", "2", "3", "4", "5"].map((number) => `lost words ${number} ${"and more ".repeat(100)}`);
  for (const words of lost) {
    hang();
    send(words);
  }
  await settle();
  skip(10_000);
  hang();
  await writes("lost words 6");
  skip(10_000);
  await writes("further words");
  expect(told()).toHaveLength(1);
  const lines = told()[0]?.split("\n") ?? [];
  expect(lines.map((line) => /lost words \d/.exec(line)?.[0]).sort()).toEqual(
    ["1", "2", "3", "4", "5", "6"].map((number) => `lost words ${number}`),
  );
});

test("A customer's message whose handler is killed while it waits for Engage is not lost: Engage sends it again", async () => {
  platforms = await startTwoPlatforms({ cognigy: { transformerLimits: { handlerMs: 1_000 } } });
  const { engage, cognigy, settle } = platforms;
  const { domain, seed } = engage;
  domain.attachments.set("66b1a77a0000000000000001", {
    ...domain.timestamps(),
    id: "66b1a77a0000000000000001",
    filename: "parcel.png",
    content_type: "image/png",
    size: 3,
    isPublic: true,
    foreign_id: null,
    bytes: Buffer.from([1, 2, 3]),
  });
  engage.faults.inject({ kind: "hang" }, { method: "GET", path: /contents/ });
  domain.customerWrites({
    sourceId: seed.sources.messaging.id,
    identityId: seed.identities.customer.id,
    threadId: seed.thread.id,
    body: "Look at this",
    attachmentIds: ["66b1a77a0000000000000001"],
  });
  await settle();
  // The second time a node reads the files: it can give a request up, and try again.
  expect(cognigy.calls.filter(({ method }) => method === "GET")).toHaveLength(1);
  const runs = cognigy.executions.filter(({ input }) => input.text === "Look at this");
  expect(runs).toHaveLength(1);
  expect(runs[0]?.input.data).toMatchObject({ attachments: [{ fileName: "parcel.png" }] });
  expect(engage.deliveries.filter(({ status }) => status !== 200)).not.toHaveLength(0);
  expect(cognigy.logs.filter(({ level }) => level === "error")).not.toHaveLength(0);
});
