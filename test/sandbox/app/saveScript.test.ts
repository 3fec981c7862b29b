/** "Save as script": what was done on the page, as a script that the assistant can play. */
import { IN_ONE_THREAD } from "../../../harness/patience";
import { openSandbox, type SandboxClient } from "../../../harness/sandboxClient";
import type { Command } from "../../../sandbox/app/commands";
import { type Sandbox, startSandbox } from "../../../sandbox/app/startSandbox";
import type { ThreadView } from "../../../sandbox/app/view";
import { parseScript } from "../../../scripts/rehearsal/parseScript";

let sandbox: Sandbox;
let page: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandbox({ runNodesInProcess: true, cognigy: IN_ONE_THREAD });
  page = await openSandbox(sandbox.url);
});
afterAll(async () => {
  page.close();
  await sandbox.close();
});

async function does(command: Command): Promise<Record<string, unknown>> {
  const { status, body } = await page.command(command);
  expect({ status, body }).toMatchObject({ status: 200 });
  await sandbox.settle();
  return body;
}

async function threadWhen(fits: (thread: ThreadView) => boolean): Promise<ThreadView> {
  const { desk } = await page.until(({ desk: { threads } }) => threads.some(fits));
  return desk.threads.find(fits) as ThreadView;
}

/** Takes, answers with a file, closes. */
async function serve(route: ThreadView["route"], inBetween: () => Promise<unknown> = async () => {}): Promise<void> {
  const agentId = sandbox.engage.seed.agents.ana.id;
  const { taskId = "", id: threadId } = await threadWhen(
    (thread) => thread.route === route && thread.state === "queued",
  );
  await does({ type: "takeTask", taskId, agentId });
  const attachment = { name: "a.txt", contentType: "text/plain", content: Buffer.from("one, two").toString("base64") };
  await does({ type: "agentReplies", threadId, agentId, text: "Good morning", format: "text", attachment });
  await inBetween();
  const { interventionId = "" } = await threadWhen(
    ({ id, interventionId: open }) => id === threadId && open !== undefined,
  );
  await does({ type: "closeIntervention", interventionId, agentId });
}

test("A handover from Webchat, with what was said before, in between and at the end", async () => {
  const client = sandbox.webchat.connect("visitor-1", "session-1");
  const say = async (text: string) => {
    client.send({ text });
    await sandbox.settle();
  };
  await say("Hello");
  await say("talk to a person");
  await serve("bridge", () => say("My lamp is broken."));
  const { script } = await does({ type: "saveScript", of: { sessionId: "session-1" } });
  const parsed = parseScript(String(script));
  expect(parsed).toMatchObject({ name: "Recorded in the sandbox", route: "bridge" });
  expect(parsed.steps).toEqual([
    { "customer says": "Hello" },
    { expect: { from: "bot", text: expect.stringMatching(/^Welcome to Lumen & Oak!.{1,60}$/) } },
    { "customer says": "talk to a person" },
    { expect: { from: "bot", text: "I am connecting you with a colleague. What you write now goes to them." } },
    { expect: { exit: "onHandedOver" } },
    "agent takes",
    { expect: { from: "bot", text: "/.+ has joined\\./" } },
    { "agent says": "Good morning" },
    { "agent sends file": { name: "a.txt", content: "one, two" } },
    { expect: { from: "agent", text: "Good morning" } },
    { "customer says": "My lamp is broken." },
    { expect: { from: "customer", text: "My lamp is broken." } },
    "agent closes",
    { expect: { exit: "onHandoverCompleted" } },
    { expect: { from: "bot", text: "My colleague has left the chat, and I am back. Is there anything else?" } },
  ]);
});

test("A handover on Engage Messaging", async () => {
  const customerId = (await page.until(() => true)).messaging.customers[0]?.id ?? "";
  await does({ type: "customerWrites", customerId, text: "talk to a person" });
  await serve("channel");
  const { script } = await does({ type: "saveScript", of: { customerId } });
  expect(parseScript(String(script))).toMatchObject({
    route: "channel",
    steps: [
      { "customer says": "talk to a person" },
      { expect: { from: "bot", text: "I am connecting you with a colleague. What you write now goes to them." } },
      { expect: { from: "bot", text: expect.stringContaining("in the queue") } },
      "agent takes",
      { "agent says": "Good morning" },
      { "agent sends file": { name: "a.txt" } },
      { expect: { from: "agent", text: "Good morning" } },
      "agent closes",
      { expect: { exit: "onHandoverCompleted" } },
      { expect: { from: "bot", text: expect.stringContaining("I am back") } },
    ],
  });
});

test("Where nobody has written, there is nothing to save", async () => {
  expect(await page.command({ type: "saveScript", of: { sessionId: "none" } })).toEqual({
    status: 422,
    body: { error: { message: "There is nothing to save yet: write something first." } },
  });
});

test.each([
  ["what isn't a script", "steps: [agent sleeps]", /^Line 1, name: /],
  ["a step that there isn't", "name: A\nsteps:\n  - agent sleeps", /^Line 3, steps > 1: This is none of the steps/],
  [
    "a file beside the script",
    "name: A\nsteps:\n  - customer sends file: { path: a.png }",
    /^Step 1: .*beside the script/,
  ],
  ["what the desk doesn't have", "name: A\nsteps:\n  - agent notes: Hi", /^Step 1: .*"agent notes"\. npm run setup/],
])("Before a replay, %s is refused with its place", async (_, text, reason) => {
  const { status, body } = await page.command({ type: "readScript", text });
  expect({ status, body }).toEqual({ status: 422, body: { error: { message: expect.stringMatching(reason) } } });
});
