/** What "Save as script" writes is what `npm run setup -- rehearse --script` plays: recorded and played in one sandbox. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IN_ONE_THREAD } from "../../../harness/patience";
import { openSandbox, type SandboxClient } from "../../../harness/sandboxClient";
import type { Command } from "../../../sandbox/app/commands";
import { type Sandbox, startSandbox } from "../../../sandbox/app/startSandbox";
import type { ThreadView } from "../../../sandbox/app/view";
import { rehearse } from "../../../setup/rehearse/rehearse";
import { createReport } from "../../../setup/report";
import { Settings } from "../../../setup/settings";
import { valuesOf } from "../../setup/assistant";
import { CONFIRMING, openScriptedCustomer } from "../../setup/rehearsalLab";

let sandbox: Sandbox;
let page: SandboxClient;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "recording-"));
  sandbox = await startSandbox({ runNodesInProcess: true, cognigy: IN_ONE_THREAD });
  page = await openSandbox(sandbox.url);
});
afterAll(async () => {
  page.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function does(command: Command): Promise<Record<string, unknown>> {
  const { status, body } = await page.command(command);
  expect({ status, body }).toMatchObject({ status: 200 });
  await sandbox.settle();
  return body;
}

async function threadWhen(fits: (thread: ThreadView) => boolean): Promise<ThreadView> {
  const { desk } = await page.until(({ desk: { threads } }) => threads.some(fits));
  const thread = desk.threads.find(fits);
  if (thread === undefined) {
    throw new Error("There is no such conversation.");
  }
  return thread;
}

/** As on the page: Ana takes it, answers with a file, and closes. */
async function serve(route: ThreadView["route"], inBetween: () => Promise<unknown> = async () => {}): Promise<void> {
  const agentId = sandbox.engage.seed.agents.ana.id;
  const { taskId = "", id } = await threadWhen((thread) => thread.route === route && thread.state === "queued");
  await does({ type: "takeTask", taskId, agentId });
  const attachment = { name: "a.txt", contentType: "text/plain", content: Buffer.from("one, two").toString("base64") };
  await does({ type: "agentReplies", threadId: id, agentId, text: "Good morning", format: "text", attachment });
  await inBetween();
  const { interventionId = "" } = await threadWhen((thread) => thread.id === id && thread.interventionId !== undefined);
  await does({ type: "closeIntervention", interventionId, agentId });
}

/** The hops that didn't pass, with their reasons. */
async function play(script: string, more: Record<string, string> = {}): Promise<string[]> {
  const path = join(folder, "recorded.yaml");
  writeFileSync(path, script);
  const report = createReport({ print: () => {}, isTerminal: false, useColours: false, asJson: true });
  const environment = { ...valuesOf(sandbox), ...more };
  await rehearse(
    {
      settings: new Settings({ flag: {}, environment, file: {} }),
      report,
      prompt: CONFIRMING,
      isDryRun: false,
      dotEnvFile: join(folder, ".env"),
      outputFolder: folder,
    },
    { isManual: false, script: path },
  );
  return report.findings().flatMap(({ level, message }) => (level === "pass" ? [] : [`${level}: ${message}`]));
}

/** Which exit a node took is known by Cognigy's API alone, which the sandbox doesn't have. */
const BUT_EXITS = /^skip: \d+\. expect exit on/;

test("A handover from Webchat", async () => {
  const client = sandbox.webchat.connect("visitor-1", "session-1");
  const say = async (text: string) => {
    client.send({ text });
    await sandbox.settle();
  };
  await say("Hello");
  await say("talk to a person");
  await serve("bridge", () => say("My lamp is broken."));
  const { script } = await does({ type: "saveScript", of: { sessionId: "session-1" } });
  client.disconnect();
  expect((await play(String(script))).filter((found) => !BUT_EXITS.test(found))).toEqual([]);
}, 60_000);

test("A handover on Engage Messaging", async () => {
  const customerId = (await page.until(() => true)).messaging.customers[0]?.id ?? "";
  await does({ type: "customerWrites", customerId, text: "talk to a person" });
  await serve("channel");
  const { script } = await does({ type: "saveScript", of: { customerId } });
  const customer = await openScriptedCustomer(sandbox.engage, sandbox.cognigy);
  const found = await play(String(script), { REHEARSAL_CUSTOMER_URL: customer.url });
  await customer.close();
  expect(found.filter((one) => !BUT_EXITS.test(one))).toEqual([]);
}, 60_000);
