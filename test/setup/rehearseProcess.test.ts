/** From two empty accounts to a green rehearsal, as processes; then people's scripts at what was installed. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/paths";
import { install } from "../../setup/install/install";
import type { RehearsalResult } from "../../setup/rehearse/RehearsalResult";
import { createAssistant } from "./assistant";
import { type InstallLab, openInstallLab, PACE } from "./installLab";
import { openScriptedCustomer } from "./rehearsalLab";
import { Terminal } from "./Terminal";

const TS_NODE = join(root, "node_modules/ts-node/dist/bin.js");
const FOLDER = join(root, "dist/rehearsal-sandbox");

test("npm run rehearse:sandbox: two empty accounts, install, and a green rehearsal on both routes without an id typed", async () => {
  const output = await new Promise<string>((resolve, reject) => {
    const script = join(root, "scripts/rehearseSandbox.ts");
    execFile(process.execPath, [TS_NODE, script], { maxBuffer: 4_000_000 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stdout + stderr)),
    );
  });
  const [, seconds] = /^Green after (\d+\.\d) s\. Report: dist\/rehearsal-sandbox\/rehearsal\.md$/m.exec(output) ?? [];
  expect(Number(seconds)).toBeGreaterThan(0);
  expect(output).not.toMatch(/^ {2}FAIL/m);
  const result: RehearsalResult = JSON.parse(readFileSync(join(FOLDER, "rehearsal.json"), "utf8"));
  expect(result.conversations.map(({ route }) => route)).toEqual(["bridge", "channel"]);
  expect(result.conversations.flatMap(({ hops }) => hops).filter(({ outcome }) => outcome === "failed")).toEqual([]);
  expect(result.calls).toBeLessThan(60);
  const secrets = Object.entries(readDotEnv())
    .filter(([name]) => /TOKEN|SECRET|KEY$/.test(name))
    .map(([, value]) => value);
  expect(secrets.length).toBeGreaterThan(4);
  const files = ["rehearsal.md", "rehearsal.json", "rehearsal.junit.xml"].map((name) =>
    readFileSync(join(FOLDER, name), "utf8"),
  );
  for (const text of [output, ...files]) {
    for (const secret of secrets) {
      expect(text).not.toContain(secret);
    }
  }
}, 120_000);

function readDotEnv(): Record<string, string> {
  const text = readFileSync(join(FOLDER, ".env"), "utf8");
  return Object.fromEntries([...text.matchAll(/^(\w+)=(.+)$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

describe("at what install has built", () => {
  let lab: InstallLab;
  let customer: Awaited<ReturnType<typeof openScriptedCustomer>>;
  let assistant: Awaited<ReturnType<typeof createAssistant>>;

  beforeAll(async () => {
    [lab, assistant] = await Promise.all([openInstallLab(), createAssistant()]);
    const { engage } = lab;
    customer = await openScriptedCustomer(engage, lab.cognigy);
    const values = {
      ENGAGE_ROUTES: "bridge,channel",
      ENGAGE_SOURCE_IDS: "Web messaging",
      ENGAGE_AGENT_EMAILS: "Support",
      ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
      ENGAGE_REALTIME_ACCESS_TOKEN: engage.seed.realtimeAccessToken,
    };
    expect(await install(lab.context({ values }).context, PACE)).toBeLessThan(2);
    const { COGNIGY_HUB_URL, ENGAGE_BASE_URI_KEY } = lab.stored();
    engage.domain.setBaseUri(engage.seed.sources.sdk.id, `${COGNIGY_HUB_URL}?key=${ENGAGE_BASE_URI_KEY}`);
    await engage.idle();
    await assistant.bundle();
  }, 60_000);
  afterAll(async () => {
    await customer.close();
    await Promise.all([lab.close(), assistant.remove()]);
  });

  /** All that an admin has in .env by now. */
  const values = () => ({
    ...Object.fromEntries(Object.entries(lab.stored()).flatMap(([name, value]) => (value ? [[name, value]] : []))),
    COGNIGY_PROJECT_ID: lab.api.projectId,
    REHEARSAL_CUSTOMER_URL: customer.url,
  });

  test.each([
    ["handover.yaml", "bridge"],
    ["engage-channel.yaml", "channel"],
  ])(
    "the example %s is green, exits included",
    async (name, route) => {
      const script = join(root, "setup/rehearse/examples", name);
      const { exitCode, output, errors } = await assistant.runProcess(
        ["rehearse", "--yes", "--script", script],
        values(),
      );
      expect({ errors, failures: output.match(/^ {2}(FAIL|warn|skip).*/gm) }).toEqual({ errors: "", failures: null });
      expect(exitCode).toBe(0);
      expect(output).toMatch(/expect exit onHandedOver: the bot says what is below onHandedOver/);
      const junit = readFileSync(join(assistant.folder, "dist/rehearsal.junit.xml"), "utf8");
      expect(junit).toContain(`classname="rehearsal.${route}"`);
      expect(junit).not.toContain("<failure");
    },
    60_000,
  );

  test("what transformers see is asked by an Endpoint that is gone afterwards", async () => {
    const before = lab.api.userInterface.names();
    // One that was killed has left its own.
    lab.api.userInterface.createEndpoint({ name: "eg: rehearsal", channel: "webhook", flowName: "eg: hub" });
    const { output } = await assistant.runProcess(["rehearse", "--yes", "--route", "bridge"], values());
    expect(output).toMatch(/ok {3}the error of .* \(axios\) \[httpLibrary\]/);
    expect(output).toMatch(/ok {3}`request\.rawBody` is not there .* \(absent\) \[rawBody\]/);
    expect(lab.writes().slice(-3)).toEqual(["POST /endpoints", "PATCH /endpoints/*", "DELETE /endpoints/*"]);
    expect(lab.api.userInterface.names()).toEqual(before);
  }, 60_000);

  test("Ctrl+C at the process: what is open is closed, and the exit code is 2", async () => {
    const { engage } = lab;
    const before = new Set(engage.domain.threads.keys());
    const places = ["--dot-env", assistant.dotEnv, "--output", join(assistant.folder, "dist")];
    const child = spawn(
      process.execPath,
      [await assistant.bundle(), "rehearse", "--yes", "--route", "bridge", ...places],
      {
        env: values(),
      },
    );
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      // The agent has it, and much is still to come.
      if (!output.includes("[agent_answers]") && (output + text).includes("[agent_answers]")) {
        child.kill("SIGINT");
      }
      output += text;
    });
    const exitCode = await new Promise((resolve) => child.once("exit", resolve));
    expect(exitCode).toBe(2);
    expect(output).toMatch(/Interrupted: closing what was opened/);
    expect(output).toMatch(/ok {3}Nothing is left open/);
    const threads = [...engage.domain.threads.values()].filter(({ id }) => !before.has(id));
    expect(threads.map(({ thread_category_ids }) => thread_category_ids)).toEqual([
      [lab.stored().ENGAGE_BOT_CATEGORY_ID],
    ]);
    const ids = threads.map(({ id }) => id);
    expect(
      [...engage.domain.interventions.values()].filter((one) => !one.closed && ids.includes(one.thread_id)),
    ).toEqual([]);
  }, 60_000);

  test("Ctrl+C in a terminal while it asks what transformers see: the temporary Endpoint is deleted", async () => {
    const before = lab.api.userInterface.names();
    const from = lab.api.calls.length;
    const terminal = new Terminal(await assistant.bundle(), 100, values(), "rehearse --route bridge");
    await terminal.shows(/Start the rehearsal\?/);
    terminal.type("y");
    const isAsking = () =>
      lab.api.calls.slice(from).some(({ method, path }) => method === "POST" && path.endsWith("/endpoints"));
    while (!isAsking()) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    terminal.type("\x03");
    expect(await terminal.exitCode()).toBe(2);
    expect(lab.api.userInterface.names()).toEqual(before);
    expect(terminal.screen).toMatch(/Interrupted: closing what was opened/);
  }, 60_000);

  test("without --yes and without a terminal nothing is started", async () => {
    const from = lab.engage.exchanges.length;
    const { exitCode, output } = await assistant.runProcess(["rehearse"], values());
    expect(exitCode).toBe(2);
    expect(output).toMatch(/no terminal to ask at, so nothing was started/);
    expect(lab.engage.exchanges.length).toBe(from);
  });
});
