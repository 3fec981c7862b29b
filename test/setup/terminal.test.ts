/** The assistant in a pseudo-terminal: prompts, lists that can be searched, Ctrl+C, narrow width. */
import { IN_ONE_THREAD } from "../../harness/patience";
import { type CognigyStandIn, startCognigy } from "../../sandbox/cognigy/startCognigy";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { emptyAccount } from "../../sandbox/headless/emptyAccount";
import { type Assistant, createAssistant } from "./assistant";
import { Terminal } from "./Terminal";

let assistant: Assistant;
let bundle: string;
let engage: EngageStandIn;
let cognigy: CognigyStandIn;

beforeAll(async () => {
  [assistant, engage, cognigy] = await Promise.all([
    createAssistant(),
    startEngage(),
    startCognigy({ management: true, ...IN_ONE_THREAD }),
  ]);
  emptyAccount(engage);
  bundle = await assistant.bundle();
}, 60_000);
afterAll(() => Promise.all([assistant.remove(), engage.close(), cognigy.close()]));

const ENTER = "\r";
const TAB = "\t";
const CTRL_C = "\x03";

const values = () => ({
  ENGAGE_API_URL: engage.apiUrl,
  ENGAGE_ACCESS_TOKEN: engage.seed.tokens.bot,
  COGNIGY_API_URL: cognigy.management?.url ?? "",
  COGNIGY_API_KEY: cognigy.management?.apiKey ?? "",
  COGNIGY_ENDPOINT_URL: cognigy.url,
});

test("asks from lists that are searched by typing, and saves each answer at once", async () => {
  const terminal = new Terminal(bundle, 100, values());
  await terminal.shows(/Continue with install/);
  terminal.type("y");
  await terminal.shows(/Where do your customers write\?/);
  terminal.type("owns");
  await terminal.shows(/Search: owns/);
  terminal.type(`${TAB}${ENTER}`);
  await terminal.shows(/Which sources does the bot answer on\?/);
  terminal.type("messaging");
  await terminal.shows(/Search: messaging/);
  terminal.type(`${TAB}${ENTER}`);
  await terminal.shows(/Who takes over from the bot\?/);
  expect(terminal.stored()).toMatchObject({
    ENGAGE_ROUTES: "channel",
    ENGAGE_SOURCE_IDS: engage.seed.sources.messaging.id,
  });
  terminal.type(CTRL_C);
  expect(await terminal.exitCode()).toBe(2);
  expect(terminal.screen).not.toContain(engage.seed.tokens.bot);
  expect(cognigy.management?.calls.filter(({ method }) => method !== "GET")).toEqual([]);
}, 60_000);

test("Ctrl+C says what was saved", async () => {
  const { COGNIGY_API_KEY: _, ENGAGE_ACCESS_TOKEN: token, ...rest } = values();
  const terminal = new Terminal(bundle, 100, rest);
  await terminal.shows(/API access token of Engage\s+│ {2}In Engage: Admin > API access tokens\./);
  terminal.type(`${token}${ENTER}`);
  await terminal.shows(/API key of Cognigy\.AI/);
  expect(terminal.stored().ENGAGE_ACCESS_TOKEN).toBe(token);
  terminal.type(CTRL_C);
  await terminal.shows(/Stopped\. Saved in/);
  expect(await terminal.exitCode()).toBe(2);
  expect(terminal.screen).not.toContain(token);
}, 60_000);

test("a token that Engage doesn't accept: what people can do about it", async () => {
  const terminal = new Terminal(bundle, 100, { ...values(), ENGAGE_ACCESS_TOKEN: "wrong-token" });
  await terminal.shows(/Engage doesn't accept these values\. What now\?/);
  await terminal.shows(/Correct the values[\s\S]*Continue anyway[\s\S]*Stop/);
  terminal.type(CTRL_C);
  expect(await terminal.exitCode()).toBe(2);
}, 60_000);

test("a narrow terminal wraps at words", async () => {
  const terminal = new Terminal(bundle, 50, values());
  await terminal.shows(/Ctrl\+C ends/);
  await terminal.shows(/Continue with install/);
  terminal.type(CTRL_C);
  await terminal.exitCode();
  const lines = terminal.screen.split(/\r?\n/).filter((line) => line.startsWith("  ") && !line.includes("/"));
  expect(lines.filter((line) => line.length > 50)).toEqual([]);
}, 60_000);

test("a transformer that isn't ours is kept if people only press Enter", async () => {
  const transformer = `createWebhookTransformer({ handleInput: async () => ({ userId: "u", sessionId: "s", text: "Hi" }) });`;
  const theirs = cognigy.addEndpoint({ name: "Tickets", type: "webhook", flow: { nodes: [] }, transformer });
  const given = {
    ENGAGE_ROUTES: "channel",
    ENGAGE_SOURCE_IDS: engage.seed.sources.messaging.id,
    ENGAGE_AGENT_EMAILS: "Support",
    ENGAGE_TIME_SHEET_ID: "Default",
    COGNIGY_HUB_URL: theirs.url,
  };
  const terminal = new Terminal(bundle, 100, { ...values(), ...given }, "install");
  await terminal.shows(/"Tickets" has a transformer that isn't ours/);
  await terminal.shows(/Replace it\?/);
  await terminal.shows(/Yes \/ . No/);
  terminal.type(ENTER);
  await terminal.shows(/The transformer of "Tickets" stays as it is\./);
  expect(await terminal.exitCode()).toBe(1);
  expect(cognigy.management?.calls.filter(({ method }) => method !== "GET")).toEqual([]);
}, 60_000);
