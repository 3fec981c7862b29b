/** `install` against both stand-ins: from empty accounts to a working handover, again, and with people's changes. */

import { install } from "../../setup/install/install";
import { type InstallLab, openInstallLab, PACE, type RunOptions } from "./installLab";

const labs: InstallLab[] = [];
afterEach(() => Promise.all(labs.splice(0).map((lab) => lab.close())));

async function open(...options: Parameters<typeof openInstallLab>): Promise<InstallLab> {
  const lab = await openInstallLab(...options);
  labs.push(lab);
  return lab;
}

const SECRETS = ["bot-token", "cognigy-api-key", "demo-channel-token-0001"];

async function run(lab: InstallLab, options: RunOptions = {}) {
  const { context, result } = lab.context(options);
  const exitCode = await install(context, PACE);
  await lab.engage.idle();
  const made = result();
  for (const secret of [...SECRETS, ...generatedSecrets(lab)]) {
    expect(made.printed).not.toContain(secret);
  }
  return { exitCode, ...made };
}

function generatedSecrets(lab: InstallLab): string[] {
  const { ENGAGE_WEBHOOK_SECRET, ENGAGE_VERIFICATION_TOKEN, ENGAGE_BASE_URI_KEY } = lab.stored();
  return [ENGAGE_WEBHOOK_SECRET, ENGAGE_VERIFICATION_TOKEN, ENGAGE_BASE_URI_KEY].filter((one) => one !== undefined);
}

const CHANNEL = { ENGAGE_ROUTES: "channel", ENGAGE_SOURCE_IDS: "Web messaging", ENGAGE_AGENT_EMAILS: "Support" };

test("route channel: from two empty accounts to a bot that answers and hands over", async () => {
  const lab = await open();
  const { exitCode, findings } = await run(lab, { values: CHANNEL });
  expect(findings.filter(({ level }) => level === "fail")).toEqual([]);
  expect(exitCode).toBeLessThan(2);
  const { engage, cognigy } = lab;
  const { sources, identities, agents } = engage.seed;
  const { thread } = engage.domain.customerWrites({
    sourceId: sources.messaging.id,
    identityId: identities.knownCustomer.id,
    body: "Please give me an agent",
  });
  for (let round = 0; round < 5; round++) {
    await engage.idle();
    await cognigy.idle();
  }
  const texts = [...engage.domain.contents.values()]
    .filter(({ thread_id }) => thread_id === thread.id)
    .map(({ body }) => body);
  expect(texts).toEqual(
    expect.arrayContaining([expect.stringContaining("virtual assistant"), expect.stringContaining("passing you on")]),
  );
  expect(thread.thread_category_ids).toEqual([lab.stored().ENGAGE_AGENT_CATEGORY_ID]);
  expect(agents.ana.category_ids).toContain(lab.stored().ENGAGE_AGENT_CATEGORY_ID);
}, 60_000);

test("a second run changes nothing", async () => {
  const lab = await open();
  await run(lab, { values: CHANNEL });
  const from = lab.api.calls.length;
  const { findings } = await run(lab);
  expect(lab.writes(from)).toEqual([]);
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["connection_current", "flow_current"]));
}, 60_000);
