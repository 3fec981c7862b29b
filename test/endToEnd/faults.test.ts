/** Both routes while links break and Engage refuses. */

import { openBridge, openChannel } from "../../harness/conversations";
import { checkExchanges } from "../../harness/openapi";
import { packedExtension } from "../../harness/packedExtension";
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import type { Fault, OutboundFault } from "../../sandbox/engage/startEngage";
import { expectWhole, openBoth, play } from "./wholeConversation";

let extension: LoadedExtension;
let platforms: TwoPlatforms;
beforeAll(async () => {
  extension = await packedExtension();
});
afterAll(() => extension.close());
afterEach(async () => {
  await platforms.close();
  expect(checkExchanges(platforms.engage.exchanges)).toEqual([]);
});

const refusal = (status: number): Fault => ({
  kind: "status",
  status,
  body: { error: "some_error", message: "x", status },
});

/** The first try of every other sending; the platform's own repetition has to do. */
function spoilEveryOther<Sending extends { attempt: number }>(
  conduct: { fault: ((sending: Sending) => OutboundFault | undefined) | undefined },
  fault: OutboundFault,
): void {
  let count = 0;
  conduct.fault = ({ attempt }) => (attempt === 1 && count++ % 2 === 0 ? fault : undefined);
}

describe("Every message arrives once, in order and at the right place", () => {
  test.each<[string, (two: TwoPlatforms) => void]>([
    ["webhooks get lost on their way", ({ engage }) => spoilEveryOther(engage.webhooks.conduct, { kind: "lost" })],
    ["the answers to webhooks get lost", ({ engage }) => spoilEveryOther(engage.webhooks.conduct, { kind: "cut" })],
    ["agents' messages get lost on their way", ({ engage }) => spoilEveryOther(engage.sdk.conduct, { kind: "lost" })],
    ["the answers to agents' messages get lost", ({ engage }) => spoilEveryOther(engage.sdk.conduct, { kind: "cut" })],
    [
      "the realtime endpoint breaks off after it took a message",
      ({ engage }) => engage.faults.inject({ kind: "reset", after: "after" }, { path: /realtime/ }),
    ],
    [
      "Engage throttles now and then",
      ({ engage }) =>
        engage.faults.inject(
          { kind: "status", status: 429, body: { error: "rate_limit_exceeded", message: "x", status: 429 } },
          { method: "PUT", times: 2 },
        ),
    ],
    [
      "a categorisation is answered, but the answer breaks off",
      ({ engage }) => engage.faults.inject({ kind: "truncated" }, { method: "PUT" }),
    ],
    [
      "a categorisation is done, but the connection breaks",
      ({ engage }) => engage.faults.inject({ kind: "reset", after: "after" }, { method: "PUT" }),
    ],
    ["Engage is at work on the conversation", ({ engage }) => engage.faults.inject(refusal(409), { method: "PUT" })],
    [
      "a gateway answers in HTML",
      ({ engage }) =>
        engage.faults.inject({ kind: "status", status: 502, body: "<html>Bad gateway</html>" }, { method: "GET" }),
    ],
    [
      "the realtime endpoint fails at the handover",
      ({ engage }) => engage.faults.inject(refusal(500), { path: /realtime/, times: 2 }),
    ],
    [
      "nobody may open interventions",
      ({ engage }) => engage.faults.inject(refusal(403), { method: "POST", path: /interventions/, times: 9 }),
    ],
    ["nobody may see agents", ({ engage }) => engage.faults.inject(refusal(403), { path: /status$/, times: 9 })],
    [
      "Engage has a bad moment",
      ({ engage }) => engage.faults.inject({ kind: "status", status: 503 }, { method: "GET", times: 2 }),
    ],
  ])("when %s", async (_, spoil) => {
    // Ten failures would switch the webhook off, as the platform does.
    platforms = await startTwoPlatforms({ leaps: true, extension, engage: { webhookFailureLimit: 1_000 } });
    const conversations = openBoth(platforms);
    spoil(platforms);
    await play(platforms, conversations);
    expectWhole(conversations);
  });
});

describe("A message that cannot reach Engage", () => {
  test.each<[string, Parameters<TwoPlatforms["engage"]["faults"]["inject"]>[0]]>([
    ["an outage", { kind: "status", status: 503 }],
    ["a throttled endpoint", { kind: "status", status: 429 }],
    ["a broken connection", { kind: "reset" }],
    ["a refused signature", { kind: "status", status: 422, body: "Invalid signature" }],
  ])("comes back to the Flow in %s, and the handover goes on", async (_, fault) => {
    platforms = await startTwoPlatforms({ leaps: true, extension });
    const conversation = openBridge(platforms, "b1");
    conversation.write("agent please");
    await platforms.settle();
    platforms.engage.faults.inject(fault, { path: /realtime/ });
    conversation.write("lost words");
    await platforms.settle();
    conversation.write("further words");
    await platforms.settle();
    expect(conversation.customerReads()).toEqual(["I am connecting you.", "Not delivered: lost words"]);
    expect(conversation.agentReads()).toEqual(["further words"]);
    const error = platforms.cognigy.logs.filter(({ level }) => level === "error").map(({ message }) => message);
    expect(error).toEqual([expect.stringContaining("engage-relay: undelivered: ")]);
    expect(error.join()).not.toContain("lost words");
  });
});

describe("A handover that Engage refuses", () => {
  test.each<[string, Fault, string]>([
    ["401", refusal(401), "unauthorized"],
    ["404", refusal(404), "not_found"],
    ["422", refusal(422), "invalid_request"],
    ["500", refusal(500), "server_error"],
    ["JSON of another shape", { kind: "garbage", body: "[]" }, "bad_response"],
  ])("with %s is told to the Flow with its code, and the next try succeeds", async (_, fault, code) => {
    platforms = await startTwoPlatforms({ leaps: true, extension });
    const conversation = openChannel(platforms, "c1");
    platforms.engage.faults.inject(fault, { method: "PUT" });
    conversation.write("agent please");
    await platforms.settle();
    conversation.write("agent, again");
    await platforms.settle();
    expect(conversation.customerReads()).toEqual([`Handover failed: ${code}`, "I am connecting you."]);
  });
});
