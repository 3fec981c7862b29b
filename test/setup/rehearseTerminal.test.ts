/** `rehearse` in a pseudo-terminal: it asks first, and Ctrl+C at any moment leaves nothing open. */
import { type Assistant, createAssistant } from "./assistant";
import { openRehearsalLab, type RehearsalLab } from "./rehearsalLab";
import { Terminal } from "./Terminal";

let assistant: Assistant;
let bundle: string;
let lab: RehearsalLab;

beforeAll(async () => {
  [assistant, lab] = await Promise.all([createAssistant(), openRehearsalLab()]);
  bundle = await assistant.bundle();
}, 60_000);
afterAll(() => Promise.all([assistant.remove(), lab.close()]));

const CTRL_C = "\x03";

const open = () => new Terminal(bundle, 100, lab.values, "rehearse --route bridge");
const openInterventions = () =>
  [...lab.platforms.engage.domain.interventions.values()].filter(({ closed }) => !closed).length;

test("asks before it starts; no means that nothing was asked of Engage", async () => {
  const from = lab.platforms.engage.exchanges.length;
  const terminal = open();
  await terminal.shows(/at most 60 requests to Engage/);
  await terminal.shows(/Start the rehearsal\?/);
  terminal.type("n");
  await terminal.shows(/Nothing was started\. \[not_confirmed\]/);
  expect(await terminal.exitCode()).toBe(1);
  expect(lab.platforms.engage.exchanges.length).toBe(from);
}, 60_000);

test("Ctrl+C while the agent has it: closed, with exit code 2", async () => {
  const terminal = open();
  await terminal.shows(/Start the rehearsal\?/);
  terminal.type("y");
  await terminal.shows(/\[agent_answers\]/);
  terminal.type(CTRL_C);
  await terminal.shows(/Interrupted: closing what was opened/);
  await terminal.shows(/Nothing is left open/);
  expect(await terminal.exitCode()).toBe(2);
  expect(openInterventions()).toBe(0);
  for (const secret of [lab.values.ENGAGE_ACCESS_TOKEN ?? "", lab.values.ENGAGE_REALTIME_ACCESS_TOKEN ?? ""]) {
    expect(terminal.screen).not.toContain(secret);
  }
}, 60_000);
