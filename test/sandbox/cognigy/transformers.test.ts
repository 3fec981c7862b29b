/** What a transformer can do, sees and may not: its globals, handlers, limits and errors. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CognigyStandIn, type Endpoint, startCognigy } from "../../../sandbox/cognigy/startCognigy";
import { closeStandIns, definition, exchange, MESSAGE, post, standIn, transformer } from "./standIn";

afterEach(closeStandIns);

const PASS = "return {};";

describe("an Endpoint refuses a transformer that cannot work", () => {
  test.each<[what: string, source: string, message: string]>([
    ["no constructor", "const a = 1;", "does not call createWebhookTransformer"],
    ["another type", "createRestTransformer({})", "calls createRestTransformer; a webhook Endpoint needs"],
    ["two constructors", "createWebhookTransformer({}); createWebhookTransformer({})", "more than one constructor"],
    ["unknown handler", "createWebhookTransformer({ handleInputs: async () => {} })", `"handleInputs"`],
    ["import", `import x from "y"; createWebhookTransformer({})`, "import"],
    ["require", `require("http"); createWebhookTransformer({})`, "require is not defined"],
    ["exception at the start", `throw new Error("broken")`, "broken"],
    ["endless start", "for (;;);", "timed out"],
  ])("%s", async (_what, source, message) => {
    const cognigy = await standIn({ transformerLimits: { handlerMs: 50 } });
    expect(() => cognigy.addEndpoint(definition({ transformer: source }))).toThrow(message);
    expect(cognigy.endpoints).toEqual([]);
  });
});

describe("globals", () => {
  let cognigy: CognigyStandIn;
  let endpoint: Endpoint;

  beforeAll(async () => {
    cognigy = await startCognigy({ now: () => 1_000 });
    const before = "const AsyncFunction = (async () => {}).constructor;";
    const run = `new AsyncFunction("request", "response", "return " + request.body.expression)(request, response)`;
    const handleInput = `response.json({ value: await ${run} }); return null;`;
    endpoint = cognigy.addEndpoint(
      definition({ transformer: transformer({ handleInput }, { before }), abortOnError: true }),
    );
  });
  afterAll(() => cognigy.close());

  const evaluate = async (expression: string): Promise<unknown> => {
    const { body } = await post(endpoint.url, { expression });
    expect(endpoint.transformerErrors).toEqual([]);
    return JSON.parse(body).value;
  };

  test.each([
    "setTimeout",
    "setInterval",
    "setImmediate",
    "fetch",
    "URL",
    "process",
    "require",
    "module",
    "global",
    "structuredClone",
    "TextEncoder",
    "_",
    "moment",
  ])("%s does not exist", async (name) => expect(await evaluate(`typeof ${name}`)).toBe("undefined"));

  test.each<[expression: string, value: unknown]>([
    [`crypto.createHmac("sha512", "k").update("ä", "utf8").digest("hex").length`, 128],
    [`crypto.createHash("sha256").update(Buffer.from("a")).digest().toString("base64").length`, 44],
    [`crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("a"))`, true],
    [`crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("b"))`, false],
    [
      `(() => { try { crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("")) } catch (e) { return e instanceof Error } })()`,
      true,
    ],
    [`Buffer.concat([Buffer.from("a"), Buffer.from("62", "hex")]).toString("utf8")`, "ab"],
    [`[...Buffer.from("ab")]`, [97, 98]],
    [
      `(() => { const b = Buffer.alloc(2); b[1] = 7; return [b[0], b[1], b.length, Buffer.isBuffer(b), b instanceof Buffer] })()`,
      [0, 7, 2, true, true],
    ],
    [`Buffer.from("a").equals(Buffer.from("a"))`, true],
    [`/^[0-9a-f-]{36}$/.test(uuid.v4()) && uuid.v4() !== uuid.v4()`, true],
    [`[typeof console.warn, typeof console.error]`, ["undefined", "function"]],
  ])("%s", async (expression, value) => expect(await evaluate(expression)).toEqual(value));

  test.each([
    "Buffer.constructor",
    "crypto.createHash.constructor",
    "Buffer.from('a').constructor",
    "crypto.__proto__",
    "Object.getPrototypeOf(crypto.createHmac)",
    "Object.getOwnPropertyDescriptor(Buffer, 'prototype')",
    "Buffer.__lookupGetter__('__proto__').constructor",
  ])("%s leads nowhere", async (expression) =>
    expect(await evaluate(`String(${expression})`)).toMatch(/null|undefined/),
  );

  test.each([
    "console.log",
    "httpRequest",
    "getSessionStorage",
    "uuid.v4",
    "createWebhookTransformer",
    "request.get",
    "response.json",
  ])("%s is of the transformer's own realm", async (name) =>
    expect(await evaluate(`await ${name}.constructor("return typeof process")()`)).toBe("undefined"),
  );

  test("the host's Buffer cannot be changed", async () => {
    await evaluate("(() => { try { Buffer.from = null } catch {} return 1 })()");
    expect(typeof Buffer.from).toBe("function");
  });

  test("the time is the stand-in's", async () => {
    expect(
      await evaluate("[Date.now(), new Date().toISOString(), new Date(5).getTime(), new Date() instanceof Date]"),
    ).toEqual([1_000, "1970-01-01T00:00:01.000Z", 5, true]);
  });

  test("console writes to the logs", async () => {
    const { cognigy } = await exchange({
      handleInput: `console.log("a", { b: 1 }); console.info(undefined); console.error(2)`,
    });
    expect(cognigy.logs.map(({ level, message, endpoint, origin }) => ({ level, message, endpoint, origin }))).toEqual([
      { level: "debug", message: `a {"b":1}`, endpoint: "e", origin: "transformer" },
      { level: "info", message: "undefined", endpoint: "e", origin: "transformer" },
      { level: "error", message: "2", endpoint: "e", origin: "transformer" },
    ]);
  });
});

test("module-level variables do not survive a call, unless contexts are kept", async () => {
  const handlers = { handleInput: "count += 1; console.log(count); return null;" };
  for (const [callsPerContext, seen] of [
    [1, ["1", "1", "1"]],
    [2, ["1", "2", "1"]],
  ] as const) {
    const cognigy = await standIn({ transformerLimits: { callsPerContext } });
    const endpoint = cognigy.addEndpoint(
      definition({ transformer: transformer(handlers, { before: "let count = 0;" }) }),
    );
    for (let call = 0; call < 3; call += 1) {
      await post(endpoint.url);
    }
    expect(cognigy.logs.map(({ message }) => message)).toEqual(seen);
  }
});

describe("the run time of a handler is limited", () => {
  test.each<[what: string, body: string]>([
    ["a promise that is never resolved", "await new Promise(() => {})"],
    ["an endless loop", "for (;;);"],
    ["an endless loop after an await", "await null; for (;;);"],
    ["endless microtasks", "for (;;) await null;"],
    ["an endless loop after a host call", `await getSessionStorage("a", "b"); for (;;);`],
  ])("%s", async (_what, body) => {
    const { endpoint, cognigy } = await exchange(
      { handleInput: body },
      { options: { transformerLimits: { handlerMs: 40 } }, change: { abortOnError: true } },
    );
    expect(endpoint.transformerErrors).toEqual(["handleInput: handleInput ran longer than 40 ms and was stopped."]);
    expect(cognigy.executions).toEqual([]);
  });

  test("a killed handler does nothing more, and its request is cut off", async () => {
    await withServer(
      () => {},
      async (url) => {
        const { cognigy, endpoint } = await exchange(
          {
            handleInput: `try { await httpRequest({ uri: "${url}" }) } finally { (await getSessionStorage("a", "b")).late = 1 }`,
          },
          { options: { transformerLimits: { handlerMs: 200 } }, change: { abortOnError: true } },
        );
        expect(endpoint.transformerErrors).toHaveLength(1);
        expect(endpoint.storage.read("a", "b")).toEqual({});
        expect(cognigy.calls).toMatchObject([{ url: `${url}/`, error: "Error: ESOCKETTIMEDOUT" }]);
      },
    );
  });
});

describe("errors", () => {
  const bad = {
    exception: `throw new Error("no")`,
    "no Error": `throw "no"`,
    "user id is a number": "return { userId: 1 }",
    "user id is long": `return { userId: "x".repeat(257) }`,
    "session id is null": "return { sessionId: null }",
    "text is long": `return { text: "x".repeat(10001) }`,
    "text is null": "return { text: null }",
    "data is a list": "return { data: [] }",
    "data is a text": `return { data: "x" }`,
    circular: "const a = {}; a.a = a; return a;",
  };

  test.each(Object.entries(bad))("%s: logged, and the raw request runs the Flow", async (_what, body) => {
    const { cognigy, endpoint, answer, messages } = await exchange({ handleInput: body });
    expect(endpoint.transformerErrors).toHaveLength(1);
    expect(messages).toEqual([`error: ${endpoint.transformerErrors[0]}`]);
    expect(answer).toMatchObject({ status: 200, body: "{}" });
    expect(cognigy.executions).toMatchObject([{ inputAtStart: MESSAGE }]);
    expect(endpoint.conversations).toBe(1);
  });

  test.each(Object.entries(bad))("%s: with Abort on Error nothing runs", async (_what, body) => {
    const { cognigy, endpoint, answer } = await exchange({ handleInput: body }, { change: { abortOnError: true } });
    expect(endpoint.transformerErrors).toHaveLength(1);
    expect(answer.status).toBe(500);
    expect(cognigy.executions).toEqual([]);
    expect(endpoint.conversations).toBe(0);
  });

  test("an answer that was sent before the error stays", async () => {
    const { cognigy, answer } = await exchange({
      handleInput: `response.status(202).send("mine"); throw new Error("no")`,
    });
    expect(answer).toMatchObject({ status: 202, body: "mine" });
    expect(cognigy.executions).toHaveLength(1);
  });

  test.each<[abortOnError: boolean, sent: unknown[]]>([
    [false, [{ text: "hi", raw: { AIOutput: { text: "hi" } } }]],
    [true, []],
  ])("of the output transformer, Abort on Error %s", async (abortOnError, sent) => {
    const { endpoint } = await exchange({ handleOutput: `throw new Error("no")` }, { change: { abortOnError } });
    expect(endpoint.sent).toMatchObject(sent);
  });
});

test("a rejection that nobody handles is an error in the logs, and harms nothing", async () => {
  const { cognigy, endpoint, messages } = await exchange({
    handleInput: `Promise.reject(new Error("lost")); await getSessionStorage("a", "b"); return {};`,
  });
  expect(messages).toEqual(["error: A promise was rejected, and nothing handles it: lost"]);
  expect(endpoint.transformerErrors).toEqual([]);
  expect(cognigy.executions).toHaveLength(1);
});

describe("what a handler returns", () => {
  test.each<[value: string, seen: object]>([
    ["{}", MESSAGE],
    ["true", MESSAGE],
    ["7", MESSAGE],
    [`{ userId: "x" }`, { ...MESSAGE, userId: "x" }],
    [
      `{ userId: "x", sessionId: "y", text: "t", data: { z: 1 } }`,
      { userId: "x", sessionId: "y", text: "t", data: { z: 1 } },
    ],
    [`{ text: undefined, data: { z: 1 } }`, { ...MESSAGE, data: { z: 1 } }],
    [`{ userId: "x".repeat(256), text: "y".repeat(10000) }`, { userId: "x".repeat(256), text: "y".repeat(10_000) }],
  ])("%s runs the Flow", async (value, seen) => {
    const { cognigy, endpoint } = await exchange({ handleInput: `return ${value}` });
    expect(endpoint.transformerErrors).toEqual([]);
    expect(cognigy.executions[0]?.inputAtStart).toMatchObject(seen);
    expect(endpoint.conversations).toBe(1);
  });

  test.each(["null", "undefined", "false", "0", `""`])("%s does not, and nothing is counted", async (value) => {
    const { cognigy, endpoint, answer } = await exchange({ handleInput: `return ${value}` });
    expect(answer).toMatchObject({ status: 200, body: "{}" });
    expect(cognigy.executions).toEqual([]);
    expect(endpoint.conversations).toBe(0);
  });

  test.each<[value: string, sent: unknown[]]>([
    ["null", []],
    [
      "processedOutput",
      [{ text: "hi", raw: { userId: "u", sessionId: "s", AIOutput: { text: "hi", data: {}, source: "bot" } } }],
    ],
    ["{ text: output.text + userId + sessionId, x: 1 }", [{ text: "hius", raw: { text: "hius", x: 1 } }]],
  ])("handleOutput: %s", async (value, sent) => {
    const { endpoint } = await exchange({ handleOutput: `return ${value}` });
    expect(endpoint.sent).toMatchObject(sent);
  });

  test.each(["input", "output"] as const)("the handler of %s does nothing while it is off", async (toggle) => {
    const { cognigy, endpoint } = await exchange(
      {
        handleInput: toggle === "input" ? "return null" : PASS,
        handleOutput: toggle === "output" ? "return null" : "return output",
      },
      { change: { toggles: { [toggle]: false } } },
    );
    expect(cognigy.executions).toHaveLength(1);
    expect(endpoint.sent).toHaveLength(1);
  });
});

describe("httpRequest", () => {
  const call = (options: string, more: Parameters<typeof exchange>[1] = {}) =>
    exchange(
      {
        handleInput: `try { console.log(JSON.stringify(await httpRequest(${options}))) } catch (e) { console.error(JSON.stringify({ ...e, message: e.message })) } return null;`,
      },
      more,
    );

  test("sends what the options say, and resolves with the body", async () => {
    await withServer(echo, async (url) => {
      const { cognigy, messages } = await call(
        `{ uri: "${url}/p?x=1", method: "post", qs: { y: "ä" }, headers: { "X-A": 1 }, body: { a: 1 }, json: true }`,
      );
      expect(JSON.parse(messages[0]?.replace("debug: ", "") ?? "")).toMatchObject({
        method: "POST",
        url: "/p?x=1&y=%C3%A4",
        headers: { "x-a": "1", "content-type": "application/json", accept: "application/json" },
        body: `{"a":1}`,
      });
      expect(cognigy.calls).toEqual([
        {
          endpoint: "e",
          handler: "handleInput",
          method: "POST",
          url: `${url}/p?x=1&y=%C3%A4`,
          headers: expect.objectContaining({ "x-a": "1" }),
          body: { a: 1 },
          startedAt: expect.any(Number),
          status: 200,
          responseText: expect.stringContaining('"method":"POST"'),
          ms: expect.any(Number),
        },
      ]);
    });
  });

  test.each<[options: string, body: string, type: string | undefined]>([
    [`{ method: "POST", form: { a: "1 2" } }`, "a=1+2", "application/x-www-form-urlencoded"],
    [`{ method: "POST", json: { a: 1 } }`, `{"a":1}`, "application/json"],
    [`{ method: "POST", body: "plain" }`, "plain", undefined],
    [`{ method: "POST", json: true, body: '{"a": 1}' }`, `{"a": 1}`, "application/json"],
  ])("%s", async (options, body, type) => {
    await withServer(echo, async (url) => {
      const { messages } = await call(`Object.assign(${options}, { url: "${url}" })`);
      const value = JSON.parse(messages[0]?.replace("debug: ", "") ?? "");
      const seen = typeof value === "string" ? JSON.parse(value) : value;
      expect(seen.body).toBe(body);
      expect(seen.headers["content-type"]).toBe(type);
    });
  });

  test("rejects on a status other than 2xx", async () => {
    await withServer(
      (_request, respond) => respond(404, `{"e":1}`),
      async (url) => {
        const { messages, cognigy } = await call(`{ uri: "${url}", json: true }`);
        expect(JSON.parse(messages[0]?.replace("error: ", "") ?? "")).toEqual({
          name: "StatusCodeError",
          statusCode: 404,
          error: { e: 1 },
          message: `404 - {"e":1}`,
        });
        expect(cognigy.calls).toMatchObject([{ status: 404 }]);
      },
    );
  });

  test("its timeout rejects, and the handler goes on", async () => {
    await withServer(
      () => {},
      async (url) => {
        expect((await call(`{ uri: "${url}", timeout: 20 }`)).messages[0]).toContain("ESOCKETTIMEDOUT");
      },
    );
  });

  test.each<[what: string, options: string, message: string]>([
    ["no URL", "{}", "Invalid URI"],
    ["nobody listens", `"http://127.0.0.1:1"`, "ECONNREFUSED"],
    ["an object as body", `{ uri: "http://127.0.0.1:1", method: "POST", body: { a: 1 } }`, "options.body"],
  ])("rejects: %s", async (_what, options, message) => {
    expect((await call(options)).messages[0]).toContain(message);
  });

  test.each([1, 2])("the limit is %i per execution", async (httpRequests) => {
    await withServer(echo, async (url) => {
      const { cognigy, messages } = await exchange(
        {
          handleInput: `for (let i = 0; i < 3; i++) await httpRequest("${url}").catch((e) => console.error(e.message)); return {};`,
          handleOutput: `await httpRequest("${url}"); return null;`,
        },
        { options: { transformerLimits: { httpRequests } } },
      );
      expect(messages).toHaveLength(3 - httpRequests);
      expect(messages[0]).toBe(`error: The limit of HTTP requests per execution is ${httpRequests}.`);
      expect(cognigy.calls.map(({ handler }) => handler)).toEqual([
        ...Array(httpRequests).fill("handleInput"),
        "handleOutput",
      ]);
    });
  });

  test.each(["127.0.0.1", "localhost"])("not to Endpoints (%s)", async (host) => {
    const { cognigy, messages } = await exchange({
      handleInput: `await httpRequest("http://${host}:" + request.headers.host.split(":")[1] + "/inject/" + endpoint.URLToken).catch((e) => console.error(e.message)); return null;`,
    });
    expect(messages).toEqual(["error: A transformer cannot send requests to Endpoints."]);
    expect(cognigy.calls).toEqual([]);
  });

  test("a request that nobody waited for goes out, and idle() waits for it", async () => {
    await withServer(echo, async (url) => {
      const { cognigy } = await exchange({ handleInput: `httpRequest("${url}"); return null;` });
      expect(cognigy.calls).toMatchObject([{ status: 200 }]);
    });
  });
});

type Respond = (status: number, body: string) => void;

function echo(request: { method: string; url: string; headers: object; body: string }, respond: Respond): void {
  respond(200, JSON.stringify(request));
}

async function withServer(
  handle: (request: { method: string; url: string; headers: object; body: string }, respond: Respond) => void,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      handle({ method, url, headers, body }, (status, text) => response.writeHead(status).end(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
