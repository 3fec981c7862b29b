/** Cognigy.AI stops a handler after five seconds, wherever it is. */
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

let platforms: TwoPlatforms;
afterEach(() => platforms.close());

test("A customer's message whose handler is killed while it waits for Engage is not lost: Engage sends it again", async () => {
  platforms = await startTwoPlatforms({ cognigy: { transformerLimits: { handlerMs: 300 } } });
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
  const runs = cognigy.executions.filter(({ input }) => input.text === "Look at this");
  expect(runs).toHaveLength(1);
  expect(runs[0]?.input.data).toMatchObject({ attachments: [{ fileName: "parcel.png" }] });
  expect(engage.deliveries.filter(({ status }) => status !== 200)).not.toHaveLength(0);
  expect(cognigy.logs.filter(({ level }) => level === "error")).not.toHaveLength(0);
}, 15_000);
