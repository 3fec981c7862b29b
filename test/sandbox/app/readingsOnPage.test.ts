/** Readings of the platforms' documents, switched while the sandbox runs: other stand-ins at the same addresses. */
import { IN_ONE_THREAD } from "../../../harness/patience";
import { openSandbox, type SandboxClient } from "../../../harness/sandboxClient";
import { type Sandbox, startSandbox } from "../../../sandbox/app/startSandbox";
import { QUESTIONS } from "../../../sandbox/readings";

let sandbox: Sandbox;
let page: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandbox({ runNodesInProcess: true, cognigy: IN_ONE_THREAD });
  page = await openSandbox(sandbox.url);
});
afterEach(() => read({}));
afterAll(async () => {
  page.close();
  await sandbox.close();
});

const read = (readings: Record<string, string>) => page.command({ type: "setReadings", readings });

async function write(text: string): Promise<void> {
  sandbox.webchat.connect("visitor-1", "session-1").send({ text });
  await sandbox.settle();
}

test("The page is offered every question in words, the default first", async () => {
  const questions = JSON.parse(await (await fetch(`${sandbox.url}/api/questions`)).text());
  expect(questions).toHaveLength(QUESTIONS.length);
  expect(questions[0]).toEqual({
    id: "httpLibrary",
    platform: "Cognigy.AI",
    question: "Which library is behind `httpRequest` in transformers?",
    readings: [
      { name: "axios", answer: expect.stringContaining("axios"), effect: "Nothing changes for customers and agents." },
      { name: "request", answer: expect.any(String), effect: "Nothing changes for customers and agents." },
    ],
  });
});

test("Another reading starts both platforms anew, at the same addresses and connected", async () => {
  await write("Hello");
  const before = await page.until(({ executions }) => executions.length === 1);
  expect(await read({ inputSanitization: "escapes", httpLibrary: "axios" })).toEqual({ status: 200, body: {} });
  const after = await page.until(({ executions }) => executions.length === 0);
  expect(after.readings).toEqual({ inputSanitization: "escapes" });
  expect(after).toMatchObject({ addresses: before.addresses, startedAt: before.startedAt });
  expect(after.version).toBeGreaterThan(before.version);

  await write("1 < 2");
  await write("talk to a person");
  const { executions } = await page.until(({ desk }) => desk.queue.length === 1);
  expect(executions[0]?.input.text).toBe("1 &lt; 2");
});

test("Faults come on top of a reading, and their reset leaves it as it is", async () => {
  await read({ eventOrder: "any" });
  const conduct = () => sandbox.engage.webhooks.conduct;
  expect(conduct()).toMatchObject({ reorder: true, batchWindowMs: 50 });
  await page.command({ type: "setFaults", faults: { webhooksReordered: true, webhooksDelayed: true } });
  expect(conduct()).toMatchObject({ reorder: true, batchWindowMs: 400, delayMs: 3000 });
  await page.command({ type: "resetFaults" });
  expect(conduct()).toMatchObject({ reorder: true, batchWindowMs: 50, delayMs: 0 });
});

test("A reset of the sandbox keeps them; none at all is the usual behaviour again", async () => {
  await read({ threadClosing: "403" });
  await page.command({ type: "resetSandbox" });
  expect((await page.until(() => true)).readings).toEqual({ threadClosing: "403" });
  expect(sandbox.engage.domain.settings.threadClosing).toBe("refused");
  await read({});
  expect((await page.until(({ readings }) => Object.keys(readings).length === 0)).readings).toEqual({});
  expect(sandbox.engage.domain.settings.threadClosing).toBe("allowed");
});

test("What is asked while the platforms start anew waits for them", async () => {
  const [switched, answer] = await Promise.all([
    read({ notifySource: "agent" }),
    page.command({ type: "newCustomer", name: "Ada Byron" }),
  ]);
  expect([switched.status, answer.status]).toEqual([200, 200]);
});

test("What is no reading is refused, and nothing changes", async () => {
  expect(await read({ notifySource: "nobody" })).toMatchObject({ status: 422 });
  expect(await read({ weather: "rain" })).toMatchObject({ status: 422 });
  expect((await page.until(() => true)).readings).toEqual({});
});
