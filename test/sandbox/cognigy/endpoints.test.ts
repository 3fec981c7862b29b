/** The Endpoint service over HTTP and sockets: requests, answers, outputs, notify and inject. */
import { request as httpRequest } from "node:http";
import type { CognigyOptions, EndpointDefinition } from "../../../sandbox/cognigy/startCognigy";
import { closeStandIns, definition, exchange, MESSAGE, post, standIn, transformer, withoutThreads } from "./standIn";

beforeEach(withoutThreads);
afterEach(closeStandIns);

describe("requests", () => {
  const see = async (
    path: string,
    body: unknown,
    headers?: Record<string, string>,
    change: Partial<EndpointDefinition> = {},
  ) => {
    const cognigy = await standIn();
    const endpoint = cognigy.addEndpoint(
      definition({
        transformer: transformer({ handleInput: "response.json({ ...request }); return null;" }),
        ...change,
      }),
    );
    const { body: text, status } = await post(endpoint.url + path, body, headers);
    return { status, seen: JSON.parse(text), path: new URL(endpoint.url).pathname };
  };

  test("look like Express'", async () => {
    const { seen, path } = await see(
      "?hub.mode=subscribe&a=1&a=2&b[]=3&c[d]=4",
      { x: 1 },
      { "content-type": "application/json", "X-Secret": "S" },
    );
    expect(seen).toMatchObject({
      method: "POST",
      url: `${path}?hub.mode=subscribe&a=1&a=2&b[]=3&c[d]=4`,
      path,
      headers: { "x-secret": "S" },
      query: { "hub.mode": "subscribe", a: ["1", "2"], b: ["3"], c: { d: "4" } },
      body: { x: 1 },
    });
    expect(seen.rawBody).toBeUndefined();
  });

  test.each<[type: string, text: string, body: unknown]>([
    ["application/json; charset=utf-8", ` [1, {"ä": 2}]`, [1, { ä: 2 }]],
    ["application/json", "", {}],
    ["application/x-www-form-urlencoded", "a=1&b=x+y", { a: "1", b: "x y" }],
    ["text/plain", "text", {}],
  ])("body of type %s: %s", async (type, text, body) => {
    expect((await see("", text, { "content-type": type })).seen.body).toEqual(body);
  });

  test.each<[rawBody: EndpointDefinition["rawBody"], expression: string]>([
    [true, "request.rawBody"],
    ["buffer", "request.rawBody.toString('utf8') + (Buffer.isBuffer(request.rawBody) ? '' : '!')"],
  ])("rawBody %s", async (rawBody = false, expression) => {
    const handlers = { handleInput: `response.send(${expression}); return null;` };
    const { answer } = await exchange(handlers, { change: { rawBody }, body: `{ "ä" : 1 }` });
    expect(answer.body).toBe(`{ "ä" : 1 }`);
  });

  test("GET reaches the input transformer", async () => {
    const cognigy = await standIn();
    const source = transformer({
      handleInput: `response.status(200).send(request.query["hub.challenge"]); return null;`,
    });
    const { url } = cognigy.addEndpoint(definition({ transformer: source }));
    expect(await (await fetch(`${url}?hub.challenge=c`)).text()).toBe("c");
  });

  test.each<[what: string, body: string, options: CognigyOptions, status: number]>([
    ["invalid JSON", "{", {}, 400],
    ["JSON without object", `"x"`, {}, 400],
    ["too large", `{"a":"${"x".repeat(200)}"}`, { bodyLimitBytes: 100 }, 413],
  ])("refused before the transformer runs: %s", async (_what, body, options, status) => {
    const { answer, messages } = await exchange({ handleInput: "console.log('ran')" }, { body, options });
    expect(answer.status).toBe(status);
    expect(messages).toEqual([]);
  });

  test.each([
    ["PUT", (token: string) => `/${token}`],
    ["HEAD", (token: string) => `/${token}`],
    ["DELETE", (token: string) => `/${token}`],
    ["POST", (token: string) => `/${token}/below`],
    ["POST", () => "/unknown"],
    ["POST", () => "/notify/unknown"],
    ["GET", (token: string) => `/inject/${token}`],
  ])("%s elsewhere is 404", async (method, path) => {
    const cognigy = await standIn();
    const { URLToken } = cognigy.addEndpoint(definition());
    expect((await fetch(cognigy.url + path(URLToken), { method })).status).toBe(404);
    expect(cognigy.executions).toEqual([]);
  });
});

describe("response", () => {
  test.each<[body: string, status: number, text: string, headers: Record<string, string>]>([
    [`response.status(401).send("Unauthorized")`, 401, "Unauthorized", { "content-type": "text/html; charset=utf-8" }],
    ["response.sendStatus(200)", 200, "OK", { "content-type": "text/plain; charset=utf-8" }],
    ["response.sendStatus(418)", 418, "I'm a Teapot", {}],
    [`response.json({ a: 1 })`, 200, `{"a":1}`, { "content-type": "application/json; charset=utf-8" }],
    [`response.send([1])`, 200, "[1]", { "content-type": "application/json; charset=utf-8" }],
    [`response.set("Content-Type", "text/xml").send("<a/>")`, 200, "<a/>", { "content-type": "text/xml" }],
    [
      `response.setHeader("X-A", 1); response.header({ "x-b": "2" }); response.end("e")`,
      200,
      "e",
      { "x-a": "1", "x-b": "2" },
    ],
    ["response.statusCode = 204; response.end()", 204, "", {}],
    [
      `response.redirect("https://example.com/x")`,
      302,
      "Redirecting to https://example.com/x",
      { location: "https://example.com/x" },
    ],
    [`response.redirect(301, "/y")`, 301, "Redirecting to /y", { location: "/y" }],
    [
      `const before = response.headersSent; response.send(""); if (before || !response.headersSent) throw new Error("x")`,
      200,
      "",
      {},
    ],
    [
      `response.send("first"); try { response.send("second") } catch (e) { if (e.message.startsWith("Cannot set headers")) return null } throw new Error("x")`,
      200,
      "first",
      {},
    ],
  ])("%s", async (body, status, text, headers) => {
    const { answer, endpoint, cognigy } = await exchange({ handleInput: `${body}; return null;` });
    expect(endpoint.transformerErrors).toEqual([]);
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body: text });
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect(cognigy.executions).toEqual([]);
  });

  test("sent, and a value returned: the Flow runs, and nobody answers twice", async () => {
    const { answer, cognigy } = await exchange({
      handleInput: `response.status(201).json({ mine: true }); return {};`,
    });
    expect(answer).toMatchObject({ status: 201, body: `{"mine":true}` });
    expect(cognigy.executions).toHaveLength(1);
  });

  test("is on its way while the handler still runs", async () => {
    const cognigy = await standIn({ transformerLimits: { handlerMs: 200 } });
    const source = transformer({ handleInput: `response.send("now"); await new Promise(() => {})` });
    const { url, transformerErrors } = cognigy.addEndpoint(definition({ transformer: source, abortOnError: true }));
    expect((await post(url)).body).toBe("now");
    expect(transformerErrors).toEqual([]);
    await cognigy.idle();
    expect(transformerErrors).toHaveLength(1);
  });

  test("the platform's own answers can be set", async () => {
    const answers = { accepted: { status: 202, body: "taken" } };
    expect((await exchange({}, { options: { answers } })).answer).toMatchObject({ status: 202, body: `"taken"` });
  });
});

describe("without a transformer", () => {
  test.each<[what: string, body: unknown, status: number, executed: boolean]>([
    ["a message", MESSAGE, 200, true],
    ["text only", { userId: "u", sessionId: "s", text: "t" }, 200, true],
    ["data only", { userId: "u", sessionId: "s", data: {} }, 200, true],
    ["neither text nor data", { userId: "u", sessionId: "s" }, 400, false],
    ["invalid text and data", { userId: "u", sessionId: "s", text: 1, data: "x" }, 400, false],
    ["no user", { sessionId: "s", text: "t" }, 400, false],
    ["a foreign body", { events: [] }, 400, false],
  ])("%s", async (_what, body, status, executed) => {
    const cognigy = await standIn();
    const endpoint = cognigy.addEndpoint(definition());
    expect((await post(endpoint.url, body)).status).toBe(status);
    await cognigy.idle();
    expect(cognigy.executions).toHaveLength(executed ? 1 : 0);
    expect(cognigy.logs).toHaveLength(executed ? 0 : 1);
  });

  test("conversations are sessions, not messages", async () => {
    const cognigy = await standIn();
    const endpoint = cognigy.addEndpoint(definition());
    for (const sessionId of ["s", "s", "t"]) {
      await post(endpoint.url, { ...MESSAGE, sessionId });
    }
    expect(endpoint.conversations).toBe(2);
  });
});

test("the endpoint argument has the members of an Endpoint", async () => {
  const { messages } = await exchange(
    { handleInput: "console.log(JSON.stringify(endpoint)); return null;" },
    { change: { URLToken: "token", webhookUrl: "http://127.0.0.1:1", settings: { own: 1 } } },
  );
  expect(JSON.parse(messages[0]?.replace("debug: ", "") ?? "")).toMatchObject({
    _id: expect.stringMatching(/^[0-9a-f]{24}$/),
    name: "e",
    URLToken: "token",
    channel: "webhook",
    settings: { webhookUrl: "http://127.0.0.1:1", own: 1 },
  });
});

describe("webhook outputs", () => {
  const receive = async (options: CognigyOptions, handlers: Record<string, string>, nodes = [1, 2, 3, 4, 5]) => {
    const cognigy = await standIn(options);
    const target = cognigy.addEndpoint(
      definition({
        name: "target",
        transformer: transformer({ handleInput: "console.log(JSON.stringify(request.body)); return null;" }),
      }),
    );
    const endpoint = cognigy.addEndpoint(
      definition({
        webhookUrl: target.url,
        flow: { nodes: nodes.map((number) => ({ type: "say" as const, text: String(number), data: { number } })) },
        transformer: transformer(handlers),
      }),
    );
    await post(endpoint.url);
    await cognigy.idle();
    return { cognigy, endpoint, bodies: cognigy.logs.map(({ message }) => JSON.parse(message)) };
  };

  test("each is posted", async () => {
    const { cognigy, endpoint, bodies } = await receive({}, {}, [1]);
    const body = {
      userId: "u",
      sessionId: "s",
      AIOutput: {
        text: "1",
        data: { number: 1 },
        traceId: expect.any(String),
        disableSensitiveLogging: false,
        source: "bot",
      },
    };
    expect(bodies).toEqual([body]);
    expect(endpoint.sent).toEqual([
      { userId: "u", sessionId: "s", text: "1", data: { number: 1 }, raw: body, source: "flow", delivered: true },
    ]);
    expect(cognigy.calls).toMatchObject([{ endpoint: "e", handler: "webhook", method: "POST", status: 200 }]);
  });

  test("as the output transformer returns it, or not at all", async () => {
    const { bodies } = await receive(
      {},
      { handleOutput: "return output.data.number % 2 ? { n: output.data.number } : null" },
    );
    expect(bodies.map(({ n }) => n).sort()).toEqual([1, 3, 5]);
  });

  /** The first waits longest. */
  const SLOW_FIRST = `for (let i = output.data.number; i < 6; i++) await getSessionStorage("a", "b"); return output;`;
  test.each<[order: CognigyOptions["outputOrder"], texts: string]>([
    [undefined, "5,4,3,2,1"],
    ["serial", "1,2,3,4,5"],
    [{ shuffleSeed: 1 }, "2,3,1,5,4"],
    [{ shuffleSeed: 2 }, "3,2,4,1,5"],
  ])("order %j", async (outputOrder, texts) => {
    const { endpoint } = await receive(outputOrder ? { outputOrder } : {}, { handleOutput: SLOW_FIRST });
    expect(endpoint.sent.map(({ text }) => text).join()).toBe(texts);
  });

  test("a webhook that does not take it is an error in the logs", async () => {
    const cognigy = await standIn();
    const endpoint = cognigy.addEndpoint(definition({ webhookUrl: "http://127.0.0.1:1" }));
    await post(endpoint.url);
    await cognigy.idle();
    expect(endpoint.sent).toMatchObject([{ text: "hi", delivered: false }]);
    expect(cognigy.logs).toMatchObject([{ level: "error", origin: "platform" }]);
  });

  test("the answer does not wait for them", async () => {
    const { answer, endpoint } = await exchange(
      { handleOutput: "await new Promise(() => {})" },
      { options: { transformerLimits: { handlerMs: 60 } } },
    );
    expect(answer.status).toBe(200);
    expect(endpoint.transformerErrors).toHaveLength(1);
  });
});

describe("REST", () => {
  const ask = async (handlers: Record<string, string>) => {
    const cognigy = await standIn();
    const endpoint = cognigy.addEndpoint(
      definition({
        type: "rest",
        flow: {
          nodes: [
            { type: "say", text: "a", data: { x: 1 } },
            { type: "say", text: "b" },
          ],
        },
        transformer: transformer(handlers, { kind: "Rest" }),
      }),
    );
    const answer = await post(endpoint.url);
    return { cognigy, endpoint, answer };
  };

  test("answers with all outputs", async () => {
    const { answer, endpoint } = await ask({});
    expect(JSON.parse(answer.body)).toMatchObject({
      text: "a b",
      data: { x: 1 },
      outputStack: [{ text: "a", data: { x: 1 } }, { text: "b" }],
      userId: "u",
      sessionId: "s",
    });
    expect(endpoint.sent.map(({ text }) => text)).toEqual(["a", "b"]);
  });

  test.each<[what: string, handlers: Record<string, string>, body: string]>([
    [
      "outputs of the output transformer",
      {
        handleOutput: "return output.text === 'a' ? null : { t: output.text }",
        handleExecutionFinished: "return { outputs, ids: [userId, sessionId] }",
      },
      `{"outputs":[{"t":"b"}],"ids":["u","s"]}`,
    ],
    ["processedOutput", { handleExecutionFinished: "return processedOutput.text" }, `"a b"`],
    ["nothing", { handleExecutionFinished: "return null" }, ""],
    [
      "answered in handleExecutionFinished",
      { handleExecutionFinished: "response.send('mine'); return processedOutput" },
      "mine",
    ],
    [
      "answered in handleInput",
      { handleInput: "response.sendStatus(200); return {}", handleExecutionFinished: "return null" },
      "OK",
    ],
  ])("%s", async (_what, handlers, body) => {
    const { answer } = await ask(handlers);
    expect(answer).toMatchObject({ status: 200, body });
  });

  test.each(["notifyUrl", "injectUrl"] as const)("has no %s", async (url) => {
    const { endpoint } = await ask({});
    expect((await post(endpoint[url])).status).toBe(404);
  });
});

describe("socket", () => {
  const connect = async (handlers: Record<string, string>, change: Partial<EndpointDefinition> = {}) => {
    const cognigy = await standIn();
    const endpoint = cognigy.addEndpoint(
      definition({ type: "socket", transformer: transformer(handlers, { kind: "Socket" }), ...change }),
    );
    const client = endpoint.connect("u", "s");
    await cognigy.idle();
    return { cognigy, endpoint, client };
  };

  test("a message and its output", async () => {
    const { cognigy, endpoint, client } = await connect({});
    const heard: unknown[] = [];
    client.onMessage = ({ text }) => heard.push(text);
    client.send({ text: "hi", data: { a: 1 } });
    await cognigy.idle();
    expect(cognigy.executions[0]?.inputAtStart).toMatchObject({
      ...MESSAGE,
      endpointType: "webchat3",
      channel: "webchat3",
    });
    expect(client.received).toMatchObject([
      { text: "hi", data: {}, raw: { type: "output", data: { text: "hi", data: {}, source: "bot" } } },
    ]);
    expect(heard).toEqual(["hi"]);
    expect(endpoint.sent).toMatchObject([{ text: "hi", source: "flow", delivered: true }]);
  });

  test("the payload of the input transformer, and what it may change", async () => {
    const { cognigy, client } = await connect({
      handleInput: `if (payload.data && payload.data._cognigy) return payload; console.log(JSON.stringify(payload)); return { ...payload, text: "new", channel: "own" };`,
    });
    client.send({ text: "hi" });
    await cognigy.idle();
    expect(JSON.parse(cognigy.logs[0]?.message ?? "")).toMatchObject({
      userId: "u",
      sessionId: "s",
      text: "hi",
      channel: "webchat3",
    });
    expect(cognigy.executions[0]?.inputAtStart).toMatchObject({
      text: "new",
      channel: "own",
      endpointType: "webchat3",
    });
  });

  test("connecting and disconnecting pass the input transformer, but no Flow runs", async () => {
    const { cognigy, endpoint, client } = await connect({
      handleInput: "console.log(payload.data._cognigy.event.type, payload.userId); return payload;",
    });
    client.disconnect();
    client.disconnect();
    await cognigy.idle();
    expect(cognigy.logs.map(({ message }) => message)).toEqual(["user-connected u", "user-disconnected u"]);
    expect(cognigy.executions).toEqual([]);
    expect(endpoint.conversations).toBe(0);
    expect(() => client.send({ text: "x" })).toThrow("closed");
  });

  test("a session that comes and goes within the grace is told as disconnected once", async () => {
    const { cognigy, endpoint, client } = await connect({
      handleInput: "console.log(payload.data._cognigy.event.type); return payload;",
    });
    client.disconnect();
    endpoint.connect("u", "s").disconnect();
    await cognigy.idle();
    expect(cognigy.logs.map(({ message }) => message).filter((type) => type === "user-disconnected")).toHaveLength(1);
  });

  test("a reset forgets who has left", async () => {
    const cognigy = await standIn({ disconnectGraceMs: 60_000 });
    const endpoint = cognigy.addEndpoint(definition({ type: "socket" }));
    endpoint.connect("u", "s").disconnect();
    cognigy.reset();
    // There is nothing to wait for.
    await cognigy.idle();
  });

  test("close() does not wait for the grace of a disconnect", async () => {
    const cognigy = await standIn({ disconnectGraceMs: 60_000 });
    cognigy
      .addEndpoint(definition({ type: "socket" }))
      .connect("u", "s")
      .disconnect();
    await closeStandIns();
  });

  test("only sockets of the session get an output; without one it is lost", async () => {
    const { cognigy, endpoint, client } = await connect({});
    const other = endpoint.connect("u", "other");
    await post(endpoint.notifyUrl, { ...MESSAGE, text: "n" });
    await post(endpoint.notifyUrl, { ...MESSAGE, sessionId: "gone" });
    await cognigy.idle();
    expect([client.received, other.received].map((received) => received.map(({ text }) => text))).toEqual([["n"], []]);
    expect(endpoint.sent.map(({ delivered }) => delivered)).toEqual([true, false]);
  });

  test("other Endpoints have no sockets", async () => {
    const cognigy = await standIn();
    expect(() => cognigy.addEndpoint(definition()).connect("u", "s")).toThrow("no socket Endpoint");
  });
});

describe.each(["notify", "inject"] as const)("%s", (route) => {
  const handler = route === "notify" ? "handleNotify" : "handleInject";
  const call = async (
    handlers: Record<string, string>,
    body: unknown = MESSAGE,
    more: { change?: Partial<EndpointDefinition>; options?: CognigyOptions } = {},
  ) => {
    const cognigy = await standIn(more.options);
    const endpoint = cognigy.addEndpoint(definition({ transformer: transformer(handlers), ...more.change }));
    const answer = await post(route === "notify" ? endpoint.notifyUrl : endpoint.injectUrl, body);
    await cognigy.idle();
    return { cognigy, endpoint, answer, results: route === "notify" ? endpoint.sent : cognigy.executions };
  };

  test.each<[what: string, handlers: Record<string, string>, status: number, results: unknown[]]>([
    ["the body's members", {}, 200, [{ userId: "u", sessionId: "s" }]],
    [
      "the handler's value",
      { [handler]: `return { userId: "x", sessionId: "y" }` },
      200,
      [{ userId: "x", sessionId: "y" }],
    ],
    ["nothing", { [handler]: "return null" }, 200, []],
    ["an own answer", { [handler]: "response.sendStatus(403); return null" }, 403, []],
    ["an error", { [handler]: "throw new Error('no')" }, 200, [{ userId: "u", sessionId: "s" }]],
    ["an invalid value", { [handler]: "return { userId: 1 }" }, 200, [{ userId: "u", sessionId: "s" }]],
  ])("%s", async (_what, handlers, status, expected) => {
    const { answer, results } = await call(handlers);
    expect(answer.status).toBe(status);
    expect(results).toMatchObject(expected);
    expect(results).toHaveLength(expected.length);
  });

  test("off, the handler does nothing", async () => {
    const { results } = await call({ [handler]: "return null" }, MESSAGE, { change: { toggles: { [route]: false } } });
    expect(results).toHaveLength(1);
  });

  test("an error with Abort on Error", async () => {
    const { answer, results } = await call({ [handler]: "throw new Error('no')" }, MESSAGE, {
      change: { abortOnError: true },
    });
    expect(answer.status).toBe(500);
    expect(results).toEqual([]);
  });

  test("a body that is no message", async () => {
    expect((await call({}, { text: "x" })).answer.status).toBe(400);
  });
});

test("notify goes through the output transformer but not through the Flow", async () => {
  for (const notifyThroughOutput of [true, false]) {
    const cognigy = await standIn({ notifyThroughOutput });
    const source = transformer({ handleOutput: "return { text: '<' + output.text + '>', data: output.data }" });
    const endpoint = cognigy.addEndpoint(definition({ transformer: source }));
    await post(endpoint.notifyUrl);
    await cognigy.idle();
    expect(endpoint.sent).toMatchObject([
      { text: notifyThroughOutput ? "<hi>" : "hi", data: { a: 1 }, source: "notify" },
    ]);
    expect(cognigy.executions).toEqual([]);
    expect(endpoint.conversations).toBe(0);
  }
});

test("inject runs the Flow in the session", async () => {
  const cognigy = await standIn();
  const endpoint = cognigy.addEndpoint(definition());
  await post(endpoint.url);
  await post(endpoint.injectUrl, { ...MESSAGE, text: "injected" });
  await cognigy.idle();
  expect(cognigy.executions[1]?.inputAtStart).toMatchObject({ text: "injected", data: { a: 1 }, execution: 2 });
  expect(endpoint.sent.map(({ text }) => text)).toEqual(["hi", "injected"]);
  expect(endpoint.conversations).toBe(1);
});

test("reset() forgets everything but the Endpoints", async () => {
  const { cognigy, endpoint } = await exchange({
    handleInput: `(await getSessionStorage("a", "b")).x = 1; await httpRequest("http://127.0.0.1:1").catch(() => {}); throw new Error("no");`,
  });
  expect(
    [cognigy.logs, cognigy.executions, cognigy.calls, endpoint.sent, endpoint.transformerErrors].map(
      ({ length }) => length,
    ),
  ).toEqual([1, 1, 1, 1, 1]);
  cognigy.reset();
  expect(
    [cognigy.logs, cognigy.executions, cognigy.calls, endpoint.sent, endpoint.transformerErrors].map(
      ({ length }) => length,
    ),
  ).toEqual([0, 0, 0, 0, 0]);
  expect(endpoint.storage.read("a", "b")).toEqual({});
  expect(endpoint.conversations).toBe(0);
  await post(endpoint.url);
  await cognigy.idle();
  expect(cognigy.executions[0]?.inputAtStart.execution).toBe(1);
});

test("two Endpoints with one token are refused", async () => {
  const cognigy = await standIn();
  cognigy.addEndpoint(definition({ URLToken: "t" }));
  expect(() => cognigy.addEndpoint(definition({ URLToken: "t" }))).toThrow(`"t"`);
});

test("after close() nothing listens", async () => {
  const cognigy = await standIn();
  const { port } = new URL(cognigy.url);
  await closeStandIns();
  const error = await new Promise<NodeJS.ErrnoException>((resolve) =>
    httpRequest({ host: "127.0.0.1", port }).on("error", resolve).end(),
  );
  expect(error.code).toBe("ECONNREFUSED");
});
