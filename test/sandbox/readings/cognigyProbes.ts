/** What shows under which reading the stand-in of Cognigy.AI runs, question by question. */
import { type LoadedExtension, loadExtension } from "../../../sandbox/cognigy/loadExtension";
import type { CognigyOptions, FlowNode } from "../../../sandbox/cognigy/startCognigy";
import type { StandInOptions } from "../../../sandbox/readings/Question";
import { packExtension } from "../cognigy/packExtension";
import { definition, exchange, MESSAGE, post, standIn, transformer } from "../cognigy/standIn";
import { withServer } from "../cognigy/withServer";

export type Probe = (options: StandInOptions) => Promise<unknown>;

const EXTENSION = `{
  nodes: [
    { type: "wait", function: () => new Promise((resolve) => setTimeout(resolve, 150)) },
    { type: "sayAndWait", function: async ({ cognigy: { api } }) => {
      api.output("first");
      await new Promise((resolve) => setTimeout(resolve, 150));
    } },
    { type: "transcript", function: async ({ cognigy: { api } }) => {
      if (!api.getConversationTranscript) return api.addToInput("transcript", "absent");
      const late = new Promise((resolve) => setTimeout(resolve, 150, "hangs"));
      const answer = api.getConversationTranscript("json").then((value) => Array.isArray(value) ? "list" : typeof value, () => "fails");
      api.addToInput("transcript", await Promise.race([answer, late]));
    } },
    { type: "look", function: ({ cognigy: { api, input } }) => {
      api.addToInput("added", 1);
      api.addToInput("seen", input.added === 1);
    } },
  ],
  connections: [],
}`;

let extension: LoadedExtension | undefined;

export async function closeProbes(): Promise<void> {
  await extension?.close();
  extension = undefined;
}

async function load(): Promise<LoadedExtension> {
  if (extension === undefined) {
    const { tarball, remove } = await packExtension({ extension: EXTENSION });
    extension = await loadExtension(tarball);
    await remove();
  }
  return extension;
}

const node = (name: string): FlowNode => ({ type: "extension", node: name, config: {} });
const say = (text: string): FlowNode => ({ type: "say", text });

async function start(nodes: FlowNode[], options: CognigyOptions = {}, handlers?: Record<string, string>) {
  const cognigy = await standIn({ extension: await load(), runNodesInProcess: true, ...options });
  const endpoint = cognigy.addEndpoint(
    definition({ flow: { nodes }, ...(handlers && { transformer: transformer(handlers) }) }),
  );
  return { cognigy, endpoint };
}

/** `/slow` answers late, `/missing` with 404. */
async function withShop(use: (url: string) => Promise<void>): Promise<void> {
  await withServer(({ url }, respond) => {
    const status = url === "/missing" ? 404 : 200;
    setTimeout(() => respond(status, "{}", { "content-type": "application/json" }), url === "/slow" ? 200 : 0);
  }, use);
}

/** What a handler logs about a request. */
async function logOf(call: (url: string) => string, { cognigy }: StandInOptions): Promise<unknown> {
  let log: unknown;
  await withShop(async (url) => {
    const { messages } = await exchange({ handleInput: `${call(url)}; return null;` }, { options: cognigy ?? {} });
    log = messages;
  });
  return log;
}

export const COGNIGY_PROBES: Readonly<Record<string, Probe>> = {
  httpLibrary: (options) =>
    logOf(
      (url) => `try { await httpRequest({ uri: "${url}/missing" }) } catch (e) { console.log(String(e.isAxiosError)) }`,
      options,
    ),
  httpTimeout: (options) =>
    logOf(
      (url) =>
        `try { await httpRequest({ uri: "${url}/slow", timeout: 50 }); console.log("answered") } catch (e) { console.log("given up") }`,
      options,
    ),
  httpResult: (options) =>
    logOf((url) => `console.log(Object.keys(await httpRequest({ uri: "${url}", json: true })).join())`, options),
  async rawBody({ hub = {} }) {
    const { messages } = await exchange(
      { handleInput: "console.log(typeof request.rawBody); return null;" },
      { change: hub },
    );
    return messages;
  },
  async sessionStorage({ cognigy: options = {} }) {
    const seen: unknown[] = [];
    await withShop(async (url) => {
      const handleInput = `const storage = await getSessionStorage("u", "s"); console.log(request.body.text + String(storage.noted));
        if (request.body.text === "first") { storage.noted = true; await httpRequest({ uri: "${url}/slow" }); } return null;`;
      const { cognigy, endpoint } = await start([], options, { handleInput });
      const first = post(endpoint.url, { ...MESSAGE, text: "first" });
      await new Promise((resolve) => setTimeout(resolve, 100));
      await post(endpoint.url, { ...MESSAGE, text: "meanwhile" });
      await first;
      await post(endpoint.url, { ...MESSAGE, text: "afterwards" });
      seen.push(...cognigy.logs.map(({ message }) => message));
    });
    return seen;
  },
  async sessionInputs({ cognigy: options }) {
    const { cognigy, endpoint } = await start([node("wait")], options);
    await Promise.all([post(endpoint.url), post(endpoint.url)]);
    await cognigy.idle();
    const [first, second] = cognigy.executions;
    return (second?.startedAt ?? 0) >= (first?.endedAt ?? 0);
  },
  async outputOrder({ cognigy: options = {} }) {
    let sent: unknown;
    await withShop(async (url) => {
      const handleOutput = `if (output.text === "first") { await httpRequest({ uri: "${url}/slow" }); } return processedOutput;`;
      const { cognigy, endpoint } = await start([say("first"), say("second")], options, { handleOutput });
      await post(endpoint.url);
      await cognigy.idle();
      sent = endpoint.sent.map(({ text }) => text);
    });
    return sent;
  },
  async nodeOutputs({ cognigy: options }) {
    const { cognigy, endpoint } = await start([node("sayAndWait")], options);
    await post(endpoint.url);
    const isSaid = () => endpoint.sent.length > 0;
    while (cognigy.executions.at(-1)?.endedAt === undefined && !isSaid()) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const wasSaidMeanwhile = cognigy.executions.at(-1)?.endedAt === undefined;
    await cognigy.idle();
    return { wasSaidMeanwhile, said: endpoint.sent.length };
  },
  async silentAnswer({ cognigy: options }) {
    const { cognigy, endpoint } = await start([node("wait")], options);
    const request = { method: "POST", body: JSON.stringify(MESSAGE), headers: { "content-type": "application/json" } };
    try {
      await fetch(endpoint.injectUrl, { ...request, signal: AbortSignal.timeout(1_000) });
    } catch {
      return "never";
    }
    const hasEnded = cognigy.executions.at(-1)?.endedAt !== undefined;
    await cognigy.idle();
    return hasEnded ? "after the Flow" : "at once";
  },
  async notifyThroughOutput({ cognigy: options }) {
    const { endpoint, cognigy } = await start([], options, { handleOutput: `return { text: "changed" };` });
    await post(endpoint.notifyUrl);
    await cognigy.idle();
    return endpoint.sent.map(({ text }) => text);
  },
  async notifySource({ cognigy: options }) {
    const { endpoint, cognigy } = await start([], options);
    await post(endpoint.notifyUrl);
    await cognigy.idle();
    return endpoint.sent.map(({ raw }) => Object(Object(raw).AIOutput).source);
  },
  async inputSanitization({ cognigy: options }) {
    const { endpoint, cognigy } = await start([], options);
    await post(endpoint.url, { ...MESSAGE, text: "1 < 2", data: { list: [{ b: "<b>" }] } });
    await cognigy.idle();
    const { text, data } = Object(cognigy.executions[0]?.inputAtStart);
    return { text, data };
  },
  async transcript({ cognigy: options }) {
    const { endpoint, cognigy } = await start([node("transcript")], options);
    await post(endpoint.url);
    await cognigy.idle();
    return cognigy.executions[0]?.input.transcript;
  },
  async addToInput({ cognigy: options }) {
    const inProcess = await start([node("look")], options);
    const inItsOwn = await start([node("look")], { ...options, runNodesInProcess: false });
    const seen = [];
    for (const { endpoint, cognigy } of [inProcess, inItsOwn]) {
      await post(endpoint.url);
      await cognigy.idle();
      seen.push(cognigy.executions[0]?.input.seen);
    }
    return seen;
  },
  async webhookKey({ hub = {} }) {
    const cognigy = await standIn();
    const endpoint = cognigy.addEndpoint(definition(hub));
    const { status } = await post(endpoint.url);
    await cognigy.idle();
    return status;
  },
};
