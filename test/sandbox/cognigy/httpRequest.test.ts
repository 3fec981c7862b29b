/** `httpRequest` of transformers, on either library that the platform may send it with. */
import { closeStandIns, exchange, withoutThreads } from "./standIn";
import { echo, type Received, withServer } from "./withServer";

beforeEach(withoutThreads);
afterEach(closeStandIns);

const call = async (options: string, more: Parameters<typeof exchange>[1] = {}) => {
  const { messages, cognigy } = await exchange(
    {
      handleInput: `try { console.log(JSON.stringify(await httpRequest(${options}))) } catch (e) { console.error(JSON.stringify({ ...e, message: e.message })) } return null;`,
    },
    more,
  );
  const [level, text = ""] = (messages[0] ?? "").split(/: (.*)/s);
  return { cognigy, isError: level === "error", value: JSON.parse(text) };
};

describe("With axios", () => {
  test("sends what the options say, and resolves with the parsed body", async () => {
    await withServer(echo, async (url) => {
      const { cognigy, value } = await call(
        `{ uri: "${url}/p?x=1", method: "post", qs: { y: "ä" }, headers: { "X-A": 1 }, json: { a: "ä" } }`,
      );
      expect(value).toMatchObject({
        method: "POST",
        url: "/p?x=1&y=%C3%A4",
        headers: { "x-a": "1", "content-type": "application/json", accept: "application/json, text/plain, */*" },
        body: `{"a":"ä"}`,
      });
      expect(cognigy.calls).toEqual([
        {
          endpoint: "e",
          handler: "handleInput",
          method: "POST",
          url: `${url}/p?x=1&y=%C3%A4`,
          headers: expect.objectContaining({ "x-a": "1", "content-type": "application/json" }),
          body: { a: "ä" },
          startedAt: expect.any(Number),
          status: 200,
          responseText: expect.stringContaining('"method":"POST"'),
          ms: expect.any(Number),
        },
      ]);
    });
  });

  test.each<[options: string, body: string]>([
    [`{ body: "plain" }`, ""],
    [`{ body: '{"a":1}', json: true, headers: { "Content-Type": "application/json" } }`, ""],
    [`{ data: { a: 1 }, params: { a: 1 } }`, ""],
    [`{ form: { a: "1 ä" } }`, "a=1+%C3%A4"],
    [`{ json: [1] }`, "[1]"],
  ])("takes only options of the vendor's list: %s", async (options, body) => {
    await withServer(echo, async (url) => {
      expect((await call(`Object.assign(${options}, { url: "${url}", method: "POST" })`)).value).toMatchObject({
        url: "/",
        body,
      });
    });
  });

  test("has no timeout of its own: the platform stops the handler", async () => {
    await withServer(
      () => {},
      async (url) => {
        const { endpoint, messages } = await exchange(
          { handleInput: `await httpRequest({ uri: "${url}", timeout: 10 }).catch(() => console.log("caught"))` },
          { options: { transformerLimits: { handlerMs: 100 } }, change: { abortOnError: true } },
        );
        expect(endpoint.transformerErrors).toEqual([
          "handleInput: handleInput ran longer than 100 ms and was stopped.",
        ]);
        expect(messages.join()).not.toContain("caught");
      },
    );
  });

  test("rejects on a status other than 2xx, with its own shape, which holds the request", async () => {
    await withServer(
      (_request, respond) => respond(404, `{"e":1}`),
      async (url) => {
        const { value, isError, cognigy } = await call(
          `{ uri: "${url}", method: "POST", json: { a: 1 }, headers: { Authorization: "Bearer t" } }`,
        );
        expect(isError).toBe(true);
        expect(value).toMatchObject({
          name: "AxiosError",
          message: "Request failed with status code 404",
          code: "ERR_BAD_REQUEST",
          response: { status: 404, statusText: "Not Found", data: { e: 1 } },
          config: { data: `{"a":1}`, headers: { authorization: "Bearer t" } },
        });
        expect(value).not.toHaveProperty("statusCode");
        expect(value).not.toHaveProperty("error");
        expect(cognigy.calls).toMatchObject([{ status: 404, responseText: `{"e":1}` }]);
      },
    );
  });

  test("leaves what is no JSON a text, and follows redirects, of a POST by a GET", async () => {
    await withServer(
      ({ method, url }, respond) =>
        url === "/login" ? respond(200, `<html>${method}`) : respond(302, "", { location: "/login" }),
      async (url) => expect((await call(`{ uri: "${url}", method: "POST", json: { a: 1 } }`)).value).toBe("<html>GET"),
    );
  });

  test("may resolve with the response", async () => {
    await withServer(echo, async (url) => {
      const { value } = await call(`{ uri: "${url}" }`, { options: { httpResult: "response" } });
      expect(value).toMatchObject({ status: 200, statusText: "OK", data: { method: "GET" }, headers: {} });
    });
  });

  test.each<[what: string, options: string, error: object]>([
    ["no URL", "{}", { message: expect.stringContaining("Invalid URI") }],
    ["nobody listens", `"http://127.0.0.1:1"`, { code: "ECONNREFUSED", isAxiosError: true }],
  ])("rejects: %s", async (_what, options, error) => {
    const { value, isError } = await call(options);
    expect(isError).toBe(true);
    expect(value).toMatchObject(error);
    expect(value).not.toHaveProperty("response");
  });
});

describe("With request", () => {
  const more = { options: { httpLibrary: "request" } } as const;

  test("sends what the options say, and resolves with the body", async () => {
    await withServer(echo, async (url) => {
      const { cognigy, value } = await call(
        `{ uri: "${url}/p?x=1", method: "post", qs: { y: "ä" }, headers: { "X-A": 1 }, body: { a: 1 }, json: true }`,
        more,
      );
      expect(value).toMatchObject({
        method: "POST",
        url: "/p?x=1&y=%C3%A4",
        headers: { "x-a": "1", "content-type": "application/json", accept: "application/json" },
        body: `{"a":1}`,
      });
      expect(cognigy.calls).toMatchObject([
        { method: "POST", url: `${url}/p?x=1&y=%C3%A4`, body: { a: 1 }, status: 200 },
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
      const { value } = await call(`Object.assign(${options}, { url: "${url}" })`, more);
      const seen: Received = typeof value === "string" ? JSON.parse(value) : value;
      expect([seen.body, seen.headers["content-type"]]).toEqual([body, type]);
    });
  });

  test("rejects on a status other than 2xx", async () => {
    await withServer(
      (_request, respond) => respond(404, `{"e":1}`),
      async (url) => {
        const { value, cognigy } = await call(`{ uri: "${url}", json: true }`, more);
        expect(value).toEqual({
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
      async (url) =>
        expect((await call(`{ uri: "${url}", timeout: 20 }`, more)).value).toMatchObject({ code: "ESOCKETTIMEDOUT" }),
    );
  });

  test.each<[what: string, options: string, message: string]>([
    ["no URL", "{}", "Invalid URI"],
    ["nobody listens", `"http://127.0.0.1:1"`, "ECONNREFUSED"],
    ["an object as body", `{ uri: "http://127.0.0.1:1", method: "POST", body: { a: 1 } }`, "options.body"],
  ])("rejects: %s", async (_what, options, message) => {
    expect((await call(options, more)).value.message).toContain(message);
  });
});

describe("With either", () => {
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
