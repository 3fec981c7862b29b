/** What a transformer can do, sees and may not: its globals, handlers, limits and errors. */
import { type CognigyStandIn, type Endpoint, startCognigy } from "../../../sandbox/cognigy/startCognigy";
import { closeStandIns, definition, exchange, MESSAGE, post, standIn, transformer, withoutThreads } from "./standIn";
import { withServer } from "./withServer";

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
      { options: { transformerLimits: { handlerMs: 200 } }, change: { abortOnError: true } },
    );
    expect(endpoint.transformerErrors).toEqual(["handleInput: handleInput ran longer than 200 ms and was stopped."]);
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
        expect(cognigy.calls).toMatchObject([{ url: `${url}/`, error: "canceled" }]);
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
  beforeEach(withoutThreads);

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
