/** A stand-in with a clock of its own: transformers, nodes, inputs and records all have its time. */
import { type LoadedExtension, loadExtension } from "../../../sandbox/cognigy/loadExtension";
import { packExtension } from "./packExtension";
import { closeStandIns, definition, post, standIn, transformer } from "./standIn";

const EXTENSION = `{
  nodes: [
    { type: "tellTime",
      function: async ({ cognigy: { api } }) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        api.addToInput("time", { now: Date.now(), year: new Date().getFullYear(), same: new Date(0).getTime() });
        api.addToInput("yearOfOtherFile", require("./other.js").year());
      } },
  ],
  connections: [],
}`;
const NEXT_CENTURY = Date.UTC(2101, 5, 1);

let extension: LoadedExtension;

beforeAll(async () => {
  const files = { "build/other.js": "exports.year = () => new Date().getFullYear();" };
  const { tarball, remove } = await packExtension({ extension: EXTENSION, files });
  extension = await loadExtension(tarball);
  await remove();
});
afterEach(closeStandIns);
afterAll(() => extension.close());

async function tellTime(options: { runNodesInProcess: boolean; now?: () => number }) {
  const cognigy = await standIn({ extension, ...options });
  const { url } = cognigy.addEndpoint(
    definition({
      flow: { nodes: [{ type: "extension", node: "tellTime", config: {} }] },
      transformer: transformer({ handleInput: "return { userId: 'u', sessionId: 's', text: String(Date.now()) };" }),
    }),
  );
  await post(url);
  await cognigy.idle();
  return cognigy.executions[0];
}

describe.each([true, false])("nodes in this process: %s", (runNodesInProcess) => {
  test("all see the clock of the platform", async () => {
    const execution = await tellTime({ runNodesInProcess, now: () => NEXT_CENTURY });
    const { text, time, yearOfOtherFile } = execution?.input ?? {};
    expect(yearOfOtherFile).toBe(2101);
    expect(text).toBe(String(NEXT_CENTURY));
    expect(time).toEqual({ now: expect.any(Number), year: 2101, same: 0 });
    expect(Object(time).now - NEXT_CENTURY).toBeGreaterThanOrEqual(0);
    expect(Object(time).now - NEXT_CENTURY).toBeLessThan(60_000);
    expect(execution?.startedAt).toBe(NEXT_CENTURY);
  });

  test("two platforms keep their own time, also at the same moment", async () => {
    const year = (years: number) => () => Date.UTC(2000 + years, 5, 1);
    const both = await Promise.all([31, 32].map((years) => tellTime({ runNodesInProcess, now: year(years) })));
    expect(both.map((execution) => Object(execution?.input.time).year)).toEqual([2031, 2032]);
  });

  test("without one it is the machine's", async () => {
    const execution = await tellTime({ runNodesInProcess });
    expect(Math.abs(Object(execution?.input.time).now - Date.now())).toBeLessThan(60_000);
  });
});
