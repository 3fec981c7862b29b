/** `npm run sandbox:headless`, as a process: what it prints is what works, and at last it ends cleanly. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { root } from "../../scripts/paths";
import { TRANSFORMERS } from "../../scripts/transformerConfig";

let busy: Server;
let busyPort: number;
let child: ChildProcessWithoutNullStreams;
let ended: Promise<unknown>;
let printed = "";

beforeAll(async () => {
  busy = createServer();
  await once(busy.listen(0, "127.0.0.1"), "listening");
  busyPort = (busy.address() as AddressInfo).port;
  const script = [join(root, "node_modules/ts-node/dist/bin.js"), join(root, "sandbox/headless.ts")];
  const ports = [
    "--engage-port",
    String(busyPort),
    "--cognigy-port",
    "0",
    "--control-port",
    "0",
    "--management-port",
    "0",
  ];
  child = spawn(process.execPath, [...script, ...ports]);
  ended = once(child, "exit");
  child.stderr.pipe(process.stderr);
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`It ended with ${code}: ${printed}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.includes("Ctrl-C ends it.")) {
        resolve();
      }
    });
  });
});
afterAll(async () => {
  busy.close();
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  expect(await ended).toEqual([0, null]);
  clearTimeout(patience);
});

const commands = () => [...printed.matchAll(/^ {2}curl .+$/gm)].map(([line]) => line);

/** The same request as curl makes of such a line. */
async function run(line: string): Promise<{ status: number; body: unknown }> {
  const headers = [...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = "", value = ""]) => [name, value]);
  const body = /-d '([^']+)'/.exec(line)?.[1];
  const url = line.split(" ").at(-1) ?? "";
  const init = body === undefined ? {} : { method: "POST", body };
  const response = await fetch(url, { ...init, headers: Object.fromEntries(headers) });
  return { status: response.status, body: await response.json() };
}

const find = (part: string) => commands().find((line) => line.includes(part)) ?? "";

async function runUntil(line: string, isThere: (text: string) => boolean): Promise<string> {
  for (;;) {
    const text = JSON.stringify((await run(line)).body);
    if (isThere(text)) {
      return text;
    }
  }
}

test("A busy port is told, and the next free one used", () => {
  const [, used] = new RegExp(`Port ${busyPort} is taken: engage uses (\\d+)\\.`).exec(printed) ?? [];
  expect(Number(used)).toBeGreaterThan(busyPort);
  expect(printed).toContain(`http://127.0.0.1:${used}/1.0`);
});

test("Addresses, tokens, category ids, the Connection", () => {
  expect(printed).toMatch(/API access token +bot-token\n/);
  expect(printed).toMatch(/Category Agent +[\da-f]{24}\n/);
  expect(printed).toMatch(/accessToken +bot-token\n/);
  expect(printed).toMatch(/cognigyEndpointUrl +http:\/\/127\.0\.0\.1:\d+\n/);
  expect(printed).toMatch(/new SocketClient\("http:\/\/127\.0\.0\.1:\d+", "[\da-f]{64}"\)/);
});

test("The ports, the Flow file, and an .env as npm run fill takes it", () => {
  expect(printed).toMatch(/Control +\d+ \(--control-port\)\n/);
  expect(printed).toMatch(/File +sandbox\/headless\/flow\.json /);
  const names = [...printed.matchAll(/^((?:ENGAGE|COGNIGY)_\w+)=\S+$/gm)].map(([, name]) => name);
  const filled = TRANSFORMERS.flatMap(({ config }) => config.filter(({ name }) => name.startsWith("ENGAGE_")));
  expect(names).toEqual(expect.arrayContaining(filled.map(({ name }) => name)));
  expect(names).toEqual(
    expect.arrayContaining(["COGNIGY_API_URL", "COGNIGY_API_KEY", "COGNIGY_PROJECT_ID", "COGNIGY_HUB_URL"]),
  );
});

test("Every printed command is answered", async () => {
  expect(commands().length).toBeGreaterThanOrEqual(10);
  for (const line of commands()) {
    expect({ line, ...(await run(line)) }).toMatchObject({ status: 200 });
  }
});

test("The Webhook Endpoint's bot answers and hands over to Engage", async () => {
  await run(find(`"text":"Hello"`));
  await runUntil(find("/sandbox/sent/webhook"), (text) => text.includes("Bot: Hello"));
  await run(find("I want an agent"));
  await runUntil(find("/sandbox/sent/webhook"), (text) => text.includes("I am connecting you."));
  const [, sourceId = "?"] = /Source Channel SDK +(\w+)/.exec(printed) ?? [];
  await runUntil(find("/content_threads"), (text) => text.includes(`"source_id":"${sourceId}"`));
  // The sandbox's relays have a cancel phrase.
  await run(find("I want an agent").replace("I want an agent", "back to the bot"));
  await runUntil(find("/sandbox/sent/webhook"), (text) => text.includes("You are back with me."));
});

test("The bot answers a customer on Engage's own channel", async () => {
  await run(find("customerWrites"));
  const { body } = await run(find("/content_threads"));
  expect(JSON.stringify(body)).toContain("Hello");
  await runUntil(find("/content_threads").replace("/content_threads", "/contents"), (text) =>
    text.includes("Bot: Hello"),
  );
});

test.each<[string, object, number]>([
  ["an unknown command", { type: "dance" }, 400],
  ["what Engage refuses", { type: "takeTask", taskId: "none", agentId: "none" }, 422],
  ["an upload", { type: "uploadFile", file: { name: "a", contentType: "text/plain", content: "" } }, 422],
])("The control refuses %s", async (_name, command, status) => {
  const line = find("resetSandbox").replace(/-d '[^']+'/, `-d '${JSON.stringify(command)}'`);
  expect(await run(line)).toEqual({ status, body: { error: { message: expect.any(String) } } });
});

test("The control refuses pages from elsewhere, and knows only its Endpoints", async () => {
  const foreign = find("resetSandbox").replace("-H '", "-H 'Origin: https://example.org' -H '");
  expect((await run(foreign)).status).toBe(403);
  expect((await run(find("/sandbox/sent/webhook").replace("webhook", "none"))).status).toBe(404);
});
