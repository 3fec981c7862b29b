/** CONFIG as it may be after editing by hand: each entry of each transformer, with each kind of value that is wrong there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BareTransformer, bareResponse } from "../../harness/BareTransformer";
import { paths } from "../../scripts/paths";
import { replaceSetting } from "../../scripts/replaceSetting";
import { type ConfigEntry, TRANSFORMERS } from "../../scripts/transformerConfig";
import { parseRealtimeUrl } from "../../src/engage/engageUrls";

/** A working value of what has no default. */
const FILLED: Record<string, unknown> = {
  ENGAGE_API_URL: "acme.api.engagement.dimelo.com",
  ENGAGE_ACCESS_TOKEN: "token-1",
  ENGAGE_BOT_CATEGORY_ID: "bot-category",
  ENGAGE_AGENT_CATEGORY_ID: "agent-category",
  ENGAGE_WEBHOOK_SECRET: "secret-1",
  ENGAGE_VERIFICATION_TOKEN: "verify-1",
  ENGAGE_REALTIME_ENDPOINT_URL: "https://acme.engagement.dimelo.com/realtime/sdk/s1",
  ENGAGE_REALTIME_ACCESS_TOKEN: "realtime-1",
  ENGAGE_BASE_URI_KEY: "key-1",
};

/** As the value stands in the file; without one the line is deleted. */
const VALUES: (string | undefined)[] = [
  undefined,
  "undefined",
  "null",
  "5",
  "-1",
  "NaN",
  "true",
  "{}",
  "{ a: 1 }",
  "[]",
  '["a", 5]',
  "[[]]",
  "[null]",
  '""',
  '"  "',
  '"true"',
  '" FALSE "',
  '"12"',
  '"x y"',
  '"<PLACE_HOLDER>"',
  '["<PLACE_HOLDER>"]',
  "() => 1",
];

type Verdict = "used" | "default" | "stop";

/** What the documentation says of a value. */
function verdictOn({ name, value: byDefault }: ConfigEntry, value: string | undefined): Verdict {
  const isText = value?.startsWith('"') && !value.startsWith('"<');
  const isFilled = isText && value !== '""' && value !== '"  "';
  switch (name) {
    case "ENGAGE_BASE_URI_KEY":
      return value === undefined || value === "undefined" ? "default" : isText ? "used" : "stop";
    case "ENGAGE_REALTIME_ENDPOINT_URL":
      return "stop";
    case "signaturePolicy":
      return "default";
    case "botName":
      return isFilled ? "used" : "default";
    // A list of what is to be masked protects somebody: what cannot be read stops the relay.
    case "maskBeforeSending":
    case "maskPatterns": {
      const isEmpty = value === "[]" || value === '""' || value === '"  "';
      const isPattern = name === "maskPatterns" && (isText || value === '["a", 5]');
      return value === undefined || value === "undefined" ? "default" : isEmpty || isPattern ? "used" : "stop";
    }
  }
  if (name.startsWith("ENGAGE_")) {
    return isFilled ? "used" : "stop";
  }
  if (Array.isArray(byDefault)) {
    return isText || value === "[]" || value === '["a", 5]' ? "used" : "default";
  }
  switch (typeof byDefault) {
    case "boolean":
      return ["true", '"true"', '" FALSE "'].includes(String(value)) ? "used" : "default";
    case "number":
      return ["5", '"12"'].includes(String(value)) ? "used" : "default";
    default:
      return isText ? "used" : "default";
  }
}

function sourceWith(file: string, name: string, value: string | undefined): string {
  const template = readFileSync(join(paths.transformers, file), "utf8");
  const filled = Object.entries(FILLED)
    .filter(([setting]) => template.includes(`  ${setting}: `))
    .reduce((source, [setting, text]) => replaceSetting(source, setting, text), template);
  const line = new RegExp(`^  ${name}: .*\n`, "m");
  expect(filled).toMatch(line);
  return filled.replace(line, () => (value === undefined ? "" : `  ${name}: ${value},\n`));
}

type HandlerCall = readonly ["handleInput" | "handleOutput" | "handleInject" | "handleNotify", object];

/** One run of each handler, as the platform would call it. */
function callsOf(file: string): HandlerCall[] {
  const request = (body: object, method = "POST") => ({
    request: { method, headers: { "x-dimelo-secret": "secret-1" }, query: {}, body },
  });
  const message = { userId: "u", sessionId: "s", text: "Hi", data: {} };
  const hub: HandlerCall[] = [
    ["handleInput", request({ events: [] })],
    ["handleInput", request({}, "GET")],
    ["handleInput", request({ action: "implementation.info" })],
  ];
  const relay: HandlerCall[] = [
    ["handleInput", file.includes("socket") ? { payload: message } : request(message)],
    ["handleNotify", request(message)],
  ];
  return [
    ...(file === "engage-hub.js" ? hub : relay),
    ["handleOutput", { userId: "u", sessionId: "s", output: { text: "Hi", data: {} } }],
    ["handleInject", request(message)],
  ];
}

const cases = TRANSFORMERS.flatMap(({ file, config }) => config.map((entry) => [file, entry.name, entry] as const));

test.each(cases)("%s: whatever is in %s, nothing throws, and one line names it", async (file, name, entry) => {
  const prefix = file === "engage-hub.js" ? "engage-hub" : "engage-relay";
  for (const value of VALUES) {
    const verdict = verdictOn(entry, value);
    const transformer = new BareTransformer(sourceWith(file, name, value));
    for (const [handler, args] of callsOf(file)) {
      transformer.errors.length = 0;
      const response = bareResponse();
      await transformer.handlers[handler]?.({ ...args, response });
      const about = `${name}: ${value} in ${handler}`;
      const lines = transformer.errors.filter((line) => line.startsWith(`${prefix}: configuration: `));
      const answersBySelf = "request" in args && handler !== "handleOutput";
      expect([about, lines, response.code === 500]).toEqual([
        about,
        verdict === "used" ? [] : [expect.stringContaining(name)],
        verdict === "stop" && answersBySelf,
      ]);
      if (verdict === "default") {
        const shown = name === "ENGAGE_BASE_URI_KEY" ? "" : entry.value;
        expect(lines[0]).toContain(`its default ${JSON.stringify(shown)} is used`);
      }
      if (response.code === 500) {
        expect(response.body).toContain(name);
      }
    }
  }
});

test.each(TRANSFORMERS)(
  "$file: without CONFIG every setting that is needed is named, and nothing throws",
  async ({ file, config }) => {
    const source = sourceWith(file, config[0]?.name ?? "", undefined).replace(/const CONFIG = \{[\s\S]*?\n\};/, "");
    const transformer = new BareTransformer(source);
    for (const [handler, args] of callsOf(file)) {
      transformer.errors.length = 0;
      await transformer.handlers[handler]?.({ ...args, response: bareResponse() });
      const needed = config.filter(
        ({ name }) =>
          name.startsWith("ENGAGE_") && !/KEY/.test(name) && !(file === "engage-hub.js" && /REALTIME/.test(name)),
      );
      expect(transformer.errors).toEqual([expect.stringContaining("configuration: ")]);
      for (const { name } of needed) {
        expect(transformer.errors[0]).toContain(`${name} is not filled in`);
      }
    }
  },
);

test("Spaces around values do not count", async () => {
  const requests: unknown[] = [];
  const source = Object.entries(FILLED).reduce(
    (text, [name, value]) => replaceSetting(text, name, `  ${value}\t`),
    readFileSync(join(paths.transformers, "engage-hub.js"), "utf8"),
  );
  const transformer = new BareTransformer(source, async (options) => {
    requests.push(options);
    return { id: "c2" };
  });
  const { handleInput, handleOutput } = transformer.handlers;
  const answer = bareResponse();
  const query = { "hub.mode": "subscribe", "hub.challenge": "c-1", "hub.verify_token": "verify-1" };
  await handleInput({ request: { method: "GET", headers: {}, query }, response: answer });
  expect([answer.code, answer.body]).toEqual([200, "c-1"]);
  transformer.session("u", "s").replyTarget = { contentId: "c1" };
  await handleOutput({ userId: "u", sessionId: "s", output: { text: "Hi" } });
  expect(requests).toMatchObject([
    { uri: "https://acme.api.engagement.dimelo.com/1.0/contents", headers: { Authorization: "Bearer token-1" } },
  ]);
  expect(transformer.errors).toEqual([]);
});

describe("The Realtime Endpoint URL", () => {
  const withUrl = (file: string, url: string) => {
    const source = replaceSetting(
      sourceWith(file, "forwardOnlyHandovers", "false"),
      "ENGAGE_REALTIME_ENDPOINT_URL",
      url,
    );
    const requests: unknown[] = [];
    const transformer = new BareTransformer(source, async (options) => {
      requests.push(options);
      return "ok";
    });
    return { transformer, requests };
  };
  const RELAYS = ["engage-relay.socket.js", "engage-relay.webhook.js"];
  const writes = async (file: string, { handlers }: BareTransformer) => {
    const message = { userId: "u", sessionId: "s", text: "Hi", data: {} };
    await handlers.handleInput(
      file.includes("socket") ? { payload: message } : { request: { body: message }, response: bareResponse() },
    );
  };

  test.each(
    [
      "acme.engagement.dimelo.com/realtime/sdk/s1",
      "https://acme.engagement.dimelo.com/realtime/sdk/s1/",
      "acme.engagement.dimelo.com/realtime/sdk/s1?key=1#top",
      "HTTPS://acme.engagement.dimelo.com/realtime/sdk/s1",
    ].flatMap((url) => RELAYS.map((file) => [url, file] as const)),
  )("%s is where %s writes, in the form that the Connection makes of it", async (url, file) => {
    const { transformer, requests } = withUrl(file, url);
    await writes(file, transformer);
    expect(transformer.errors).toEqual([]);
    const uris = requests.map((request) => new URL(Object(request).uri).href);
    expect(uris).toEqual([parseRealtimeUrl(url).url]);
  });

  test.each(RELAYS)("that ends in no source stops %s, as it stops the hub", async (file) => {
    const { transformer, requests } = withUrl(file, "https://acme.engagement.dimelo.com/realtime/s1");
    await writes(file, transformer);
    const problem = "ENGAGE_REALTIME_ENDPOINT_URL does not end in /realtime/sdk/{source id}";
    expect(transformer.errors[0]).toContain(problem);
    expect(requests).toEqual([]);
  });
});
