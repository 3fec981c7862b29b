/** The running sandbox, over HTTP as its page uses it. */
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandbox, type SandboxClient } from "../../../harness/sandboxClient";
import { type Sandbox, startSandbox } from "../../../sandbox/app/startSandbox";
import type { SandboxView, ThreadView } from "../../../sandbox/app/view";
import type { SocketClient } from "../../../sandbox/cognigy/startCognigy";
import { root } from "../../../scripts/paths";
import { readOutput } from "../../../src/core/content/cognigyOutput";

let sandbox: Sandbox;
let page: SandboxClient;
let folder: string;
const flowFile = () => join(folder, "demo.json");

beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "sandbox-flow-"));
  await cp(join(root, "sandbox/flows"), folder, { recursive: true });
  sandbox = await startSandbox({ runNodesInProcess: true, flowFile: flowFile(), notices: ["Port 1 is in use."] });
  page = await openSandbox(sandbox.url);
});
beforeEach(async () => {
  await page.command({ type: "resetSandbox" });
  await sandbox.settle();
});
afterAll(async () => {
  page.close();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Any request at all, also one that `fetch` would not make. */
function send(
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const outgoing = request(`${sandbox.url}${path}`, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const ana = () => sandbox.engage.seed.agents.ana.id;
const channelCustomer = ({ messaging }: SandboxView) => messaging.customers[0]?.id ?? "";
const threadOn = ({ desk }: SandboxView, route: "bridge" | "channel"): ThreadView | undefined =>
  desk.threads.find((thread) => thread.route === route);
const chatOf = (view: SandboxView) => view.messaging.chats[channelCustomer(view)] ?? [];

async function say(client: SocketClient, text: string): Promise<void> {
  client.send({ text });
  await sandbox.settle();
}

async function handOver(): Promise<SocketClient> {
  const client = sandbox.webchat.connect("visitor-1", "session-1");
  await say(client, "talk to a person");
  return client;
}

describe("the page", () => {
  it("comes with its script and styles, under a strict policy", async () => {
    const [html, script, styles] = await Promise.all([send("/"), send("/page.js"), send("/page.css")]);
    expect([html.status, script.status, styles.status]).toEqual([200, 200, 200]);
    expect(html.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": expect.stringContaining("default-src 'none'; script-src 'self'; style-src 'self'"),
    });
    expect(html.text).not.toMatch(/<script(?! src="\/page.js")|<style|style="|https?:/);
    expect(script.text.length).toBeGreaterThan(1000);
  });

  it("has one name, since its policy and the demo Flow know no other", async () => {
    const { port } = new URL(sandbox.url);
    const { status, headers } = await send("/", { host: `localhost:${port}` });
    expect({ status, location: headers.location }).toEqual({ status: 302, location: `${sandbox.url}/` });
  });

  it.each<[string, Record<string, string>]>([
    ["a foreign host", { host: "evil.example" }],
    ["a foreign origin", { origin: "http://evil.example", "content-type": "application/json" }],
  ])("refuses a command of %s", async (_name, headers) => {
    const answer = await send("/api/commands", headers, '{"type":"newCustomer"}');
    expect(answer.status).toBe(403);
    expect((await page.until(() => true)).messaging.customers).toHaveLength(1);
  });

  it("refuses the stream of states under a foreign name", async () => {
    expect(await send("/api/events", { host: "evil.example" })).toMatchObject({ status: 403 });
  });

  it.each([
    ["/assets/lamp.svg", 200],
    ["/assets/..%2fdemo.json", 404],
    ["/assets/none.svg", 404],
    ["/api/attachments/none", 404],
    ["/api/calls/none", 404],
    ["/elsewhere", 404],
  ])("answers %s with %d", async (path, status) => {
    expect((await send(path)).status).toBe(status);
  });

  it("lets pages of other origins show pictures and files, and nothing else", async () => {
    const file = { name: "a.png", contentType: "image/png", content: "AAAA" };
    const { body } = await page.command({ type: "uploadFile", file });
    const paths = ["/assets/lamp.svg", new URL(String(body.url)).pathname, "/", "/page.js", "/api/node-types"];
    const answers = await Promise.all(paths.map((path) => send(path)));
    expect(answers.map(({ status, headers }) => [status, headers["cross-origin-resource-policy"]])).toEqual([
      [200, "cross-origin"],
      [200, "cross-origin"],
      [200, "same-origin"],
      [200, "same-origin"],
      [200, "same-origin"],
    ]);
  });

  it("greets in the official widget, whose first message the Endpoint's settings name", async () => {
    const answer = await fetch(sandbox.webchat.url);
    expect(await answer.json()).toMatchObject({
      settings: {
        startBehavior: { startBehavior: "injection", getStartedPayload: "Hello" },
        fileStorageSettings: { enabled: true },
      },
    });
  });

  it("tells the descriptors of the loaded Extension", async () => {
    const types = JSON.parse((await send("/api/node-types")).text);
    expect(types.handoverToRingCentral).toMatchObject({
      label: "Handover to RingCentral",
      exits: [
        { label: "Handed over" },
        { label: "No agent available" },
        { label: "Outside business hours" },
        { label: "Error" },
      ],
    });
    expect(types.handoverToRingCentral.fields.map(({ key }: { key: string }) => key)).not.toContain("connection");
  });
});

describe("commands", () => {
  it.each<[string, string, string | undefined]>([
    ["another shape", '{"type":"newCustomer","age":3}', "application/json"],
    ["no JSON", "{", "application/json"],
    ["an unknown type", '{"type":"format"}', "application/json"],
  ])("of %s get 400", async (_name, body, type = "") => {
    expect((await send("/api/commands", { "content-type": type }, body)).status).toBe(400);
  });

  it("that a form could send get 415", async () => {
    const type = { "content-type": "text/plain" };
    expect((await send("/api/commands", type, '{"type":"resetSandbox"}')).status).toBe(415);
  });

  it("that the platform refuses get 422 and its words", async () => {
    expect(await page.command({ type: "takeTask", taskId: "none", agentId: ana() })).toEqual({
      status: 422,
      body: { error: { message: "Record not found" } },
    });
  });

  it("bring new customers", async () => {
    const { body } = await page.command({ type: "newCustomer", name: "Ada Byron" });
    const view = await page.until(({ messaging }) => messaging.customers.length === 2);
    expect(view.messaging.customers[1]).toEqual({ id: body.customerId, name: "Ada Byron" });
  });

  it("let files through whose type is safe, and others as a download only", async () => {
    const customerId = channelCustomer(await page.until(() => true));
    for (const contentType of ["image/png", "text/html"]) {
      const attachment = { name: "a", contentType, content: Buffer.from("<b>").toString("base64") };
      await page.command({ type: "customerWrites", customerId, text: contentType, attachment });
    }
    const view = await page.until((state) => chatOf(state).filter(({ from }) => from === "customer").length === 2);
    const files = chatOf(view).flatMap(({ attachments }) => attachments);
    const [png, html] = await Promise.all(files.map(({ url }) => send(url)));
    expect(png).toMatchObject({ status: 200, text: "<b>", headers: { "content-type": "image/png" } });
    expect(html?.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment",
      "x-content-type-options": "nosniff",
    });
  });

  it("keep files of Webchat and show them at the desk", async () => {
    const client = await handOver();
    const file = { name: "bill.png", contentType: "image/png", content: Buffer.from("bytes").toString("base64") };
    const { body } = await page.command({ type: "uploadFile", file });
    client.send({ text: "", data: { attachments: [{ url: body.url, type: "image/png" }] } });
    const view = await page.until((state) => threadOn(state, "bridge")?.messages.at(-1)?.attachments.length === 1);
    expect(threadOn(view, "bridge")?.messages.at(-1)?.attachments).toEqual([
      { name: "bill.png", contentType: "image/png", url: expect.stringContaining("/api/uploads/"), bytes: 5 },
    ]);
    expect(await send(new URL(String(body.url)).pathname)).toMatchObject({ status: 200, text: "bytes" });
  });
});

test("A handover from Webchat: queue, agent, answer, end, and everything in the state without a secret", async () => {
  const client = await handOver();
  await say(client, "Are you there?");
  const queued = await page.until(
    (view) => threadOn(view, "bridge")?.messages.some(({ text }) => text === "Are you there?") ?? false,
  );
  const [entry] = queued.desk.queue;
  expect(entry).toMatchObject({ position: 1, source: "Webchat" });
  expect(threadOn(queued, "bridge")).toMatchObject({
    state: "queued",
    taskId: entry?.taskId,
    customer: { profile: expect.arrayContaining([["E-mail", expect.stringContaining("@example.com")]]) },
  });

  await page.command({ type: "takeTask", taskId: entry?.taskId ?? "", agentId: ana() });
  await sandbox.settle();
  const threadId = entry?.threadId ?? "";
  await page.command({
    type: "agentReplies",
    threadId,
    agentId: ana(),
    text: "<b>Hello</b><script>x</script>",
    format: "html",
  });
  await sandbox.settle();
  const taken = await page.until((view) => threadOn(view, "bridge")?.interventionId !== undefined);
  expect(taken.desk.agents.find(({ id }) => id === ana())).toMatchObject({ status: "available", load: 1 });
  const interventionId = threadOn(taken, "bridge")?.interventionId ?? "";
  await page.command({ type: "closeIntervention", interventionId, agentId: ana() });
  await sandbox.settle();

  // Webchat's queue display and Request Rating have no text.
  const texts = client.received.map(({ text, data }) => readOutput(text, data).text).filter((text) => text !== "");
  // Engage may tell the position before the node has ended.
  expect(texts.slice(0, 2).sort()).toEqual([
    "I am connecting you with a colleague. What you write now goes to them.",
    "You are number 1 in the queue. It takes about 1 min.",
  ]);
  expect(texts.slice(2)).toEqual([
    "Ana Example has joined.",
    "Hellox",
    "My colleague has left the chat, and I am back. Is there anything else?",
  ]);
  const view = await page.until((state) => threadOn(state, "bridge")?.state === "closed");
  expect(view.numbers.conversations).toEqual({ customers: 1, work: expect.any(Number) });
  const handover = view.executions.flatMap(({ steps }) => steps).find(({ type }) => type === "handoverToRingCentral");
  expect(handover).toMatchObject({
    exitLabel: "Handed over",
    wrote: { "input.engageHandover": { status: expect.stringMatching(/handedOver/i) } },
  });
  expect(new Set(view.calls.map(({ from, kind }) => `${from} ${kind}`))).toEqual(
    new Set([
      "Engage Webhook",
      "Engage Channel SDK",
      "Extension REST",
      "Extension Realtime",
      "Extension inject",
      "Extension notify",
      "Relay Realtime",
    ]),
  );
  expect(view.calls.filter(({ kind }) => kind === "Realtime")).toHaveLength(2);

  const details = await Promise.all(view.calls.map(async ({ id }) => (await send(`/api/calls/${id}`)).text));
  const everything = JSON.stringify(view) + details.join();
  const { seed, domain } = sandbox.engage;
  const secrets = [...domain.webhooks.values()].flatMap(({ secret, verify_token }) => [secret, verify_token]);
  for (const secret of [...secrets, seed.tokens.bot, seed.realtimeAccessToken, sandbox.hub.URLToken]) {
    expect(everything).not.toContain(secret);
  }
  expect(everything).not.toMatch(/v1\.\d{13}\./);
  expect(details.join()).toContain("Are you there?");
});

test("A conversation on Engage Messaging: greeting, a choice, its answer", async () => {
  const customerId = channelCustomer(await page.until(() => true));
  await page.command({ type: "customerTypes", customerId, text: "He" });
  await page.command({ type: "customerWrites", customerId, text: "Hello" });
  const greeted = await page.until((view) => chatOf(view).length === 2);
  const greeting = chatOf(greeted)[1];
  expect(greeting).toMatchObject({ from: "bot", structured: { type: "select" } });
  const reply = { payload: "my orders", inReplyTo: greeting?.id ?? "" };
  await page.command({ type: "customerWrites", customerId, text: "My orders", reply });
  const view = await page.until((state) => chatOf(state).some(({ structured }) => structured?.type === "carousel"));
  expect(threadOn(view, "channel")).toMatchObject({ state: "bot", source: "Engage Messaging" });
  expect(threadOn(view, "channel")?.messages.find(({ text }) => text === "My orders")).toMatchObject({
    author: "customer",
    reply: "my orders",
  });
});

function lastShown({ received }: SocketClient): string {
  return readOutput(received.at(-1)?.text, received.at(-1)?.data).text;
}

describe("faults", () => {
  it("hit every call until they are reset, and the Flow tells the customer", async () => {
    await page.command({ type: "setFaults", faults: { engage: "errors" } });
    const client = await handOver();
    expect(lastShown(client)).toMatch(/cannot reach my colleagues/);
    const view = await page.until(({ calls }) => calls.some(({ kind }) => kind === "Realtime"));
    const hit = view.calls.filter(({ to }) => to === "Engage");
    expect(hit.length).toBeGreaterThan(3);
    for (const call of hit) {
      expect(call).toMatchObject({ status: 500, marks: ["fault: status"] });
    }

    await page.command({ type: "resetFaults" });
    await say(client, "try again, a person please");
    expect(client.received.map(({ text }) => text)).toContainEqual(expect.stringMatching(/I am connecting you/));
  });

  it.each([
    ["throttling", { status: 429, marks: ["fault: status"] }],
    ["resets", { status: 0, marks: ["fault: reset"] }],
    ["slow", { status: 200, marks: ["fault: delay"] }],
  ] as const)("of kind %s", async (engage, shown) => {
    await page.command({ type: "setFaults", faults: { engage } });
    const { apiUrl, seed } = sandbox.engage;
    const headers = { authorization: `Bearer ${seed.tokens.bot}` };
    await fetch(`${apiUrl}/categories`, { headers }).catch(() => {});
    const view = await page.until(({ calls }) =>
      calls.some(({ status, path }) => path === "/1.0/categories" && status !== undefined),
    );
    expect(view.calls.filter(({ path }) => path === "/1.0/categories")).toMatchObject([shown]);
  });

  it("with a wrong secret: refused, told when Engage gives up, mended when it is switched off", async () => {
    await page.command({ type: "setFaults", faults: { wrongSecret: true, retrySpeed: 100 } });
    const customerId = channelCustomer(await page.until(() => true));
    for (let turn = 0; turn < 5; turn += 1) {
      await page.command({ type: "customerWrites", customerId, text: `Hello ${turn}` });
    }
    const refused = await page.until(({ notices }) =>
      notices.some((notice) => /switched the webhook off/.test(notice)),
    );
    expect(refused.calls.filter(({ status }) => status === 401).length).toBeGreaterThan(0);
    expect(chatOf(refused).every(({ from }) => from === "customer")).toBe(true);

    await page.command({ type: "resetFaults" });
    const mended = await page.until(({ notices }) => notices.length === 1);
    expect(mended.faults).toMatchObject({ wrongSecret: false, retrySpeed: 1 });
    await sandbox.settle();
    await page.command({ type: "customerWrites", customerId, text: "Hello again" });
    await page.until((view) => chatOf(view).some(({ from }) => from === "bot"));
  });

  it("of webhooks: twice and out of order, and still one answer each", async () => {
    await page.command({ type: "setFaults", faults: { webhooksDuplicated: true, webhooksReordered: true } });
    const customerId = channelCustomer(await page.until(() => true));
    await page.command({ type: "customerWrites", customerId, text: "Hello" });
    await sandbox.settle();
    const view = await page.until(({ calls }) => calls.some(({ marks }) => marks.includes("duplicate")));
    expect(chatOf(view).filter(({ from }) => from === "bot")).toHaveLength(1);
  });
});

test("A reset brings both platforms back to the start, connected", async () => {
  await handOver();
  await page.command({ type: "setFaults", faults: { engage: "slow" } });
  await page.command({ type: "newCustomer" });
  await page.command({ type: "resetSandbox" });
  await sandbox.settle();
  const view = await page.until(({ messaging, desk }) => messaging.customers.length === 1 && desk.threads.length === 0);
  expect(view).toMatchObject({
    numbers: { conversations: { customers: 0, work: 0 }, restCalls: { total: 0 }, flowExecutions: 0 },
    faults: { engage: "none" },
    notices: ["Port 1 is in use."],
  });
  const customerId = channelCustomer(view);
  await page.command({ type: "customerWrites", customerId, text: "Hello" });
  const greeted = await page.until((state) => chatOf(state).some(({ from }) => from === "bot"));
  const { text, structured } = chatOf(greeted).find(({ from }) => from === "bot") ?? {};
  expect(JSON.stringify({ text, structured })).toContain("Welcome to Lumen & Oak!");
  expect(text?.match(/Welcome/g) ?? []).toHaveLength(1);
});

test("The Flow file: its change is in effect at once, and a broken one leaves the Flow running", async () => {
  const original = await readFile(flowFile(), "utf8");
  const client = sandbox.webchat.connect("visitor-1", "session-1");
  await page.until(({ flow }) => flow.name === "Demo");

  await writeFile(flowFile(), original.replace('"Demo"', '"Changed"').replaceAll("Welcome to Lumen & Oak!", "Ahoy!"));
  await page.until(({ flow }) => flow.name === "Changed");
  await say(client, "Hello");
  expect(lastShown(client)).toMatch(/^Ahoy! [^\n]+$/);

  await writeFile(flowFile(), original.replace('"type": "if"', '"type": "iff"'));
  const broken = await page.until(({ flow }) => flow.error !== undefined);
  expect(broken.flow).toMatchObject({
    name: "Changed",
    error: expect.stringMatching(
      /not valid at "nodes\.0\.children.*in the node "has-position": the type "iff" does not exist; use one of say, lookup, if,/,
    ),
    nodes: expect.arrayContaining([expect.objectContaining({ id: "receive" })]),
  });
  expect(broken.notices).toEqual(["Port 1 is in use."]);
  await say(client, "Are you still there?");
  expect(lastShown(client)).toMatch(/^I did not get that/);

  await writeFile(flowFile(), original);
  const mended = await page.until(({ flow }) => flow.error === undefined);
  expect(mended.flow.name).toBe("Demo");
});
