/** Cognigy.AI stops a handler after five seconds, wherever it is. */
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

let platforms: TwoPlatforms;
afterEach(() => platforms.close());

test("A message to an agent whose handler is killed is told to the Flow with the customer's next one", async () => {
  let skippedMs = 0;
  platforms = await startTwoPlatforms({
    cognigy: { transformerLimits: { handlerMs: 1_000 }, now: () => Date.now() + skippedMs },
    engage: { now: () => Date.now() + skippedMs },
  });
  const { engage, cognigy, webchat, settle } = platforms;
  const customer = webchat.connect("user-1", "session-1");
  const writes = async (text: string) => {
    customer.send({ text });
    await settle();
  };
  await writes("agent please");
  engage.faults.inject({ kind: "hang" }, { path: /realtime/ });
  await writes("lost words");
  await writes("further words");
  skippedMs = 10_000;
  // Both at once: one of them reports it.
  customer.send({ text: "last words" });
  customer.send({ text: "very last words" });
  await settle();
  expect(customer.received.map(({ text }) => text).filter((text) => !/queue/.test(text ?? ""))).toEqual([
    "I am connecting you.",
    "Not delivered: lost words",
  ]);
  const arrived = [...engage.domain.contents.values()].map(({ body }) => body);
  expect(arrived).toEqual(expect.arrayContaining(["further words", "last words", "very last words"]));
  const errors = cognigy.logs.filter(({ level, origin }) => level === "error" && origin === "transformer");
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringContaining("handleInput ran longer than 1000 ms"),
    expect.stringContaining("engage-relay: undelivered: "),
  ]);
  // Only the one that the customer knows of, so that it keeps its id when it's written again.
  expect(webchat.storage.read("user-1", "session-1").engageUnderway).toMatchObject([{ isReported: true }]);
});

test("It is told although the next one doesn't arrive either: both are", async () => {
  let skippedMs = 0;
  const now = () => Date.now() + skippedMs;
  platforms = await startTwoPlatforms({
    cognigy: { transformerLimits: { handlerMs: 1_000 }, now },
    engage: { now },
  });
  const { engage, webchat, settle } = platforms;
  const customer = webchat.connect("user-1", "session-1");
  const writes = async (text: string) => {
    customer.send({ text });
    await settle();
  };
  await writes("agent please");
  engage.faults.inject({ kind: "hang" }, { path: /realtime/ });
  await writes("lost words");
  skippedMs = 10_000;
  engage.faults.inject({ kind: "status", status: 504 }, { path: /realtime/ });
  await writes("last words");
  await writes("further words");
  expect(customer.received.map(({ text }) => text).filter((text) => !/queue/.test(text ?? ""))).toEqual([
    "I am connecting you.",
    "Not delivered: lost words\nlast words",
  ]);
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
