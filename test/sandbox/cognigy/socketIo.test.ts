/** The Socket.IO protocol of socket Endpoints, as the official client speaks it. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { SocketClient } from "@cognigy/socket-client";
import { startTwoPlatforms } from "../../../harness/twoPlatforms";
import type { CognigyStandIn, Endpoint, EndpointDefinition } from "../../../sandbox/cognigy/startCognigy";
import { closeStandIns, definition, ECHO, post, standIn, transformer } from "./standIn";

type Options = Partial<SocketClient["socketOptions"]>;

const clients: SocketClient[] = [];
let restoreConsole: () => void;
beforeAll(() => {
  // The client tells the console about every reconnection.
  const spies = [jest.spyOn(console, "log"), jest.spyOn(console, "error")].map((spy) => spy.mockReturnValue());
  restoreConsole = () => {
    for (const spy of spies) {
      spy.mockRestore();
    }
  };
});
afterAll(() => restoreConsole());
afterEach(async () => {
  for (const client of clients.splice(0)) {
    client.disconnect();
  }
  await closeStandIns();
});

function createClient(url: string, token: string, options: Options = {}): SocketClient {
  const client = new SocketClient(url, token, {
    userId: "u",
    sessionId: "s",
    forceWebsockets: !options.disableWebsockets,
    reconnection: false,
    ...options,
  });
  clients.push(client);
  return client;
}

async function openClient(url: string, token: string, options: Options = {}): Promise<SocketClient> {
  const client = createClient(url, token, options);
  await client.connect();
  return client;
}

function textsOf(client: SocketClient): string[] {
  const texts: string[] = [];
  client.on("output", ({ text }) => texts.push(text));
  return texts;
}

async function ask(client: SocketClient, text: string, data?: object): Promise<void> {
  const ended = once(client, "finalPing");
  client.sendMessage(text, data);
  await ended;
}

async function socketEndpoint(
  change: Partial<EndpointDefinition> = {},
): Promise<{ cognigy: CognigyStandIn; endpoint: Endpoint }> {
  const cognigy = await standIn();
  return { cognigy, endpoint: cognigy.addEndpoint(definition({ type: "socket", ...change })) };
}

/** Tells which events come in. */
const LISTENER = transformer(
  {
    handleInput: `if (payload.data && payload.data._cognigy) console.log(payload.data._cognigy.event.type); return payload;`,
  },
  { kind: "Socket" },
);
const heardBy = ({ logs }: CognigyStandIn) => logs.map(({ message }) => message);

test.each<[string, Options]>([
  ["websocket", {}],
  ["polling", { disableWebsockets: true }],
  ["ids in a handshake", { enableInnerSocketHandshake: true }],
  ["no confirmations", { emitWithAck: false }],
  ["ids that need encoding", { userId: "ü&= %41/?", sessionId: "s+s" }],
])("Text and data in, text and data out: %s", async (_name, options) => {
  const { cognigy, endpoint } = await socketEndpoint({
    flow: { nodes: [{ type: "say", text: "{{input.text}}", data: { seen: "{{input.data.color}}" } }] },
  });
  const client = createClient(cognigy.url, endpoint.URLToken, options);
  const events: unknown[] = [];
  client.on("output", ({ text, data }) => events.push({ text, data }));
  client.on("typingStatus", ({ status }) => events.push(status));
  await client.connect();
  // With a handshake the client's own promise does not wait for the Endpoint: it keeps the message until then.
  await ask(client, "hi", { color: "green" });
  expect(events).toEqual(["typingOn", { text: "hi", data: { seen: "green" } }, "typingOff"]);
  expect(cognigy.executions[0]?.inputAtStart).toMatchObject({
    userId: options.userId ?? "u",
    sessionId: options.sessionId ?? "s",
    text: "hi",
    data: { color: "green" },
    channel: "socket-client",
    endpointType: "webchat3",
    URLToken: endpoint.URLToken,
  });
});

test("A notify reaches every open socket of the session, and no other one", async () => {
  const { cognigy, endpoint } = await socketEndpoint();
  const [first, second, other] = await Promise.all(
    ["s", "s", "other"].map((sessionId) => openClient(cognigy.url, endpoint.URLToken, { sessionId })),
  );
  const texts = [first, second, other].map((client) => (client ? textsOf(client) : []));
  await post(endpoint.notifyUrl, { userId: "u", sessionId: "s", text: "from an agent" });
  await cognigy.idle();
  expect(texts).toEqual([["from an agent"], ["from an agent"], []]);
});

test("Each client of a session gets the answers, and the session counts once", async () => {
  const { cognigy, endpoint } = await socketEndpoint();
  const desk = await openClient(cognigy.url, endpoint.URLToken);
  const phone = await openClient(cognigy.url, endpoint.URLToken);
  const texts = [textsOf(desk), textsOf(phone)];
  await ask(desk, "one");
  await ask(phone, "two");
  await cognigy.idle();
  expect(texts).toEqual([
    ["one", "two"],
    ["one", "two"],
  ]);
  expect(endpoint.conversations).toBe(1);
});

test("Connecting and disconnecting are told to the input transformer", async () => {
  const { cognigy, endpoint } = await socketEndpoint({ transformer: LISTENER });
  const client = await openClient(cognigy.url, endpoint.URLToken);
  await ask(client, "hi");
  await closedAtServer(cognigy, endpoint, () => client.disconnect());
  expect(heardBy(cognigy)).toEqual(["user-connected", "user-disconnected"]);
  expect(cognigy.executions).toHaveLength(1);
});

/** The stand-in notices the end of a socket a moment later: then its session gets no output any more. */
async function closedAtServer(cognigy: CognigyStandIn, endpoint: Endpoint, close: () => void): Promise<void> {
  close();
  do {
    await post(endpoint.notifyUrl, { userId: "u", sessionId: "s", text: "?" });
  } while (endpoint.sent.at(-1)?.delivered);
  await cognigy.idle();
}

describe("when the network fails", () => {
  /** Stands between client and stand-in, and can cut the line. */
  async function cable(target: string): Promise<{ url: string; cut(): void; close(): void }> {
    const ends = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(Number(new URL(target).port), "127.0.0.1");
      for (const end of [near, far]) {
        ends.add(end);
        end.on("error", () => end.destroy());
      }
      near.pipe(far).pipe(near);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const cut = () => {
      for (const end of ends) {
        end.destroy();
      }
      ends.clear();
    };
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      cut,
      close: () => {
        cut();
        server.close();
      },
    };
  }

  test("the client comes back to its session with what was written meanwhile", async () => {
    const { cognigy, endpoint } = await socketEndpoint();
    const line = await cable(cognigy.url);
    const client = await openClient(line.url, endpoint.URLToken, { reconnection: true, interval: 20 });
    const texts = textsOf(client);
    await ask(client, "before");
    const lost = once(client, "socket/disconnect");
    line.cut();
    await lost;
    await ask(client, "while it was down");
    client.disconnect();
    line.close();
    expect(texts).toEqual(["before", "while it was down"]);
    expect(new Set(cognigy.executions.map(({ sessionId }) => sessionId))).toEqual(new Set(["s"]));
    expect(endpoint.conversations).toBe(1);
  });

  test("nobody is told when the customer is back within the grace", async () => {
    const { cognigy, endpoint } = await socketEndpoint({ transformer: LISTENER });
    endpoint.connect("u", "s").disconnect();
    endpoint.connect("u", "s");
    await cognigy.idle();
    expect(heardBy(cognigy)).toEqual(["user-connected", "user-connected"]);
  });

  test("one socket less is no disconnect while the session has another one", async () => {
    const { cognigy, endpoint } = await socketEndpoint({ transformer: LISTENER });
    const line = await cable(cognigy.url);
    const lost = await openClient(line.url, endpoint.URLToken);
    const kept = await openClient(cognigy.url, endpoint.URLToken);
    const disconnected = once(lost, "socket/disconnect");
    line.close();
    await disconnected;
    await ask(kept, "hi");
    await cognigy.idle();
    expect(heardBy(cognigy)).toEqual(["user-connected", "user-connected"]);
  });
});

describe("is refused", () => {
  test.each<[string, (endpoints: { socket: Endpoint; webhook: Endpoint }) => string, Options]>([
    ["a wrong token", () => "wrong", {}],
    ["the token of another kind of Endpoint", ({ webhook }) => webhook.URLToken, {}],
    ["an empty user id", ({ socket }) => socket.URLToken, { userId: "" }],
    ["a session id that is too long", ({ socket }) => socket.URLToken, { sessionId: "s".repeat(257) }],
    ["a wrong token over polling", () => "wrong", { disableWebsockets: true }],
  ])("%s", async (_name, token, options) => {
    const { cognigy, endpoint: socket } = await socketEndpoint();
    const webhook = cognigy.addEndpoint(definition());
    await expect(openClient(cognigy.url, token({ socket, webhook }), options)).rejects.toThrow("Error connecting");
  });

  test("a wrong token in the handshake", async () => {
    const { cognigy } = await socketEndpoint();
    const client = createClient(cognigy.url, "wrong", { enableInnerSocketHandshake: true });
    const told = once(client, "exception");
    const closed = once(client, "socket/disconnect");
    await client.connect();
    expect(await told).toEqual([{ message: "There is no socket Endpoint with this URL token." }]);
    await closed;
  });

  test("a message for another session", async () => {
    const { cognigy, endpoint } = await socketEndpoint();
    const client = await openClient(cognigy.url, endpoint.URLToken);
    const told = once(client, "exception");
    client.socketOptions.sessionId = "somebody-else";
    client.sendMessage("hi");
    expect(await told).toEqual([{ message: expect.stringContaining("must be those") }]);
    expect(cognigy.executions).toEqual([]);
  });

  test("a message beyond the limit: the socket is closed, the next one works", async () => {
    const { cognigy, endpoint } = await socketEndpoint();
    const client = await openClient(cognigy.url, endpoint.URLToken);
    const closed = once(client, "socket/disconnect");
    client.sendMessage("x".repeat(1_100_000));
    await closed;
    await ask(await openClient(cognigy.url, endpoint.URLToken), "hi");
    expect(cognigy.executions).toHaveLength(1);
  });

  test("a page that is not of this machine", async () => {
    const { cognigy, endpoint } = await socketEndpoint();
    const url = `${cognigy.url}/socket.io/?EIO=3&transport=polling&urlToken=${endpoint.URLToken}&userId=u&sessionId=s`;
    const answers = await Promise.all(
      ["http://localhost:8080", "http://127.0.0.1:1", "https://example.org", "http://localhost.example.org"].map(
        async (origin) => {
          const { status, headers } = await fetch(url, { headers: { origin } });
          return [status, headers.get("access-control-allow-origin")];
        },
      ),
    );
    expect(answers).toEqual([
      [200, "http://localhost:8080"],
      [200, "http://127.0.0.1:1"],
      [403, null],
      [403, null],
    ]);
  });
});

test("A Flow that fails is told as an error, and the bot is done", async () => {
  const { cognigy, endpoint } = await socketEndpoint({
    flow: { nodes: [{ id: "again", type: "goto", target: "again" }] },
  });
  const client = await openClient(cognigy.url, endpoint.URLToken);
  const errors: unknown[] = [];
  client.on("error", (error) => errors.push(error));
  const ended = new Promise((resolve) => client.on("finalPing", resolve));
  client.sendMessage("hi");
  await ended;
  expect(errors).toEqual([{ message: "The Flow ended in an error." }]);
});

test("The Endpoints' own routes go on, and closing the stand-in closes the sockets", async () => {
  const { cognigy, endpoint } = await socketEndpoint({ flow: { nodes: ECHO } });
  const client = await openClient(cognigy.url, endpoint.URLToken);
  expect((await post(endpoint.injectUrl)).status).toBe(200);
  const closed = once(client, "socket/disconnect");
  await closeStandIns();
  await closed;
  expect(client.connected).toBe(false);
});

test("A handover and back, with the official client as the customer", async () => {
  const platforms = await startTwoPlatforms({ hubConfig: { sendActiveEvent: true } });
  try {
    const { engage, cognigy, webchat, settle } = platforms;
    const { domain, seed } = engage;
    const client = await openClient(cognigy.url, webchat.URLToken, { userId: "user-1", sessionId: "session-1" });
    const texts = textsOf(client);
    await ask(client, "Hello");
    await ask(client, "I want an agent");
    await settle();
    const task = [...domain.tasks.values()].find(
      ({ queue, thread_id }) => queue !== "history" && domain.threads.get(thread_id)?.source_id === seed.sources.sdk.id,
    );
    domain.agentTakes(task?.id ?? "", seed.agents.ana.id);
    await settle();
    const imported = new Promise<void>((resolve) => domain.on(({ type }) => type === "content.imported" && resolve()));
    client.sendMessage("Where is my order?");
    await imported;
    const reply = domain.agentReplies(task?.thread_id ?? "", seed.agents.ana.id, "On its way");
    await settle();
    domain.agentCloses(reply.intervention_id ?? "", seed.agents.ana.id);
    await settle();
    await ask(client, "Thanks");

    expect([...domain.contents.values()].map(({ body }) => body)).toContain("Where is my order?");
    expect(texts.filter((text) => !/number \d/.test(text))).toEqual([
      "Bot: Hello",
      "I am connecting you.",
      "An agent is with you now.",
      "On its way",
      "The agent has left. I am back.",
      "Bot: Thanks",
    ]);
  } finally {
    await platforms.close();
  }
});
