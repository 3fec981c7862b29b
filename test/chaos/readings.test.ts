/** Under every reading something of the product matters: without that safeguard, a promise is broken there. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { CONVERSATIONS } from "../../chaos/readings/conversations";
import { findOutageEnd } from "../../chaos/readings/outages";
import { createRows, OUTAGES } from "../../chaos/readings/rows";
import { findCulprits, playRow } from "../../chaos/readings/runRow";
import { packedExtension } from "../../harness/packedExtension";
import { readBundle } from "../../sandbox/app/readBundle";
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import { QUESTIONS, type Readings } from "../../sandbox/readings";
import { axiosCore } from "../../scripts/axiosCore";
import { root } from "../../scripts/paths";
import { toReadableName } from "../../scripts/toReadableName";

jest.setTimeout(120_000);

let extension: LoadedExtension;
let folder: string;
beforeAll(async () => {
  extension = await packedExtension();
  folder = await mkdtemp(join(tmpdir(), "broken-nodes-"));
});
afterAll(async () => {
  await stop();
  await extension.close();
  await rm(folder, { recursive: true, force: true });
});

const only = (...names: string[]) => CONVERSATIONS.filter(({ name }) => names.includes(name));

describe("The array", () => {
  const rows = createRows(2);

  test("any two readings meet, outages aside", () => {
    const open = QUESTIONS.map(({ id, readings }) => ({
      id,
      names: readings.filter(({ outage }) => outage === undefined).map(({ name }) => name),
    })).filter(({ names }) => names.length > 1);
    const missing = open.flatMap(({ id, names }, index) =>
      open
        .slice(index + 1)
        .flatMap((other) =>
          names.flatMap((name) =>
            other.names
              .filter((otherName) => !rows.some((row) => row[id] === name && row[other.id] === otherName))
              .map((otherName) => `${id}=${name}, ${other.id}=${otherName}`),
          ),
        ),
    );
    expect(missing).toEqual([]);
  });

  test("each outage has an end that is checked", () => {
    expect(OUTAGES.filter((readings) => findOutageEnd(readings) === undefined)).toEqual([]);
  });
});

test("The readings to blame are those that must come together", async () => {
  const readings: Readings = { httpLibrary: "request", importTime: "20 s", tokenOwner: "unknown", badToken: "403" };
  const culprits = await findCulprits(
    readings,
    async (fewer) => fewer.importTime === "20 s" && fewer.badToken === "403",
  );
  expect(culprits).toEqual([
    ["importTime", "20 s"],
    ["badToken", "403"],
  ]);
});

interface Safeguard {
  readings: Readings;
  /** A transformer as built, or a source of the nodes. */
  file: string;
  safeguard: string;
  instead: string;
  conversations: string[];
  /** What breaks. */
  expected: string;
}

describe("Without its safeguard a promise is broken, and with it none is", () => {
  test.each<[string, Safeguard]>([
    [
      "trying Rails' way to write JSON",
      {
        readings: { signedJson: "Rails" },
        file: "engage-hub.js",
        safeguard: "(form & HTML && /[<>&\\u2028\\u2029]/.test(plain) ? HTML : 0)",
        instead: "0",
        conversations: ["c4"],
        expected: "transcript customer",
      },
    ],
    [
      "a fingerprint in place of content_id",
      {
        readings: { contentId: "absent" },
        file: "engage-hub.js",
        safeguard: 'readId(params, "content_id") || fingerprint(',
        instead: 'readId(params, "content_id") || (() => "")(',
        conversations: ["c2"],
        expected: "lost agentMessage",
      },
    ],
    [
      "reading a location",
      {
        readings: { sharedLocation: "location" },
        file: "engage-hub.js",
        safeguard: 'said.trim() === "" ? readLocation(metadata) : void 0',
        instead: "void 0",
        conversations: ["c3"],
        expected: "transcript customer",
      },
    ],
    [
      "answering as privately as the customer wrote",
      {
        readings: { privateFlag: "true" },
        file: "engage-hub.js",
        safeguard: "...target.isPrivate && { private: true }",
        instead: "",
        conversations: ["c1"],
        expected: "transcript customer",
      },
    ],
    [
      "finishing a pending handover when its import is announced",
      {
        readings: { importTime: "20 s" },
        file: "engage-hub.js",
        safeguard: "if (!isOpening(event)) { return void 0; }",
        instead: "return void 0;",
        conversations: ["c2"],
        expected: "transcript customer",
      },
    ],
    [
      "hiding angle brackets in sealed work",
      {
        readings: { inputSanitization: "escapes" },
        file: "engage-hub.js",
        safeguard: "text.replace(/</g, HIDDEN_LESS).replace(/>/g, HIDDEN_GREATER)",
        instead: "text",
        conversations: ["c4"],
        expected: "lost agentMessage",
      },
    ],
    [
      "looking again at what a change of categories did",
      {
        readings: { categoryAnswer: "stale once" },
        file: "src/engage/recategorizeThread.ts",
        safeguard: "const look = await lookAgain(engage, answered.id);",
        instead: "const look: Thread | undefined = answered;",
        conversations: ["c1"],
        expected: "transcript customer",
      },
    ],
    [
      "an intervention for the bot's answer",
      {
        readings: { replyNeedsIntervention: "403" },
        file: "src/nodes/receiveEngageEvents.ts",
        safeguard: 'node.config.openIntervention === "never" ||',
        instead: 'node.config.openIntervention !== "never" ||',
        conversations: ["c1"],
        expected: "transcript customer",
      },
    ],
    [
      "trying slashes as PHP writes them",
      {
        readings: { signedJson: "slashes" },
        file: "engage-hub.js",
        safeguard: '(form & SLASH && plain.includes("/") ? SLASH : 0)',
        instead: "0",
        conversations: ["c4"],
        expected: "transcript customer",
      },
    ],
    [
      "not waiting for a transcript",
      {
        readings: { transcript: "hangs" },
        file: "src/nodes/shared/nodeApi.ts",
        safeguard: "await within(TRANSCRIPT_MS, answer, late)",
        instead: "await within(3_600_000, answer, late)",
        conversations: ["c2"],
        expected: "transcript customer",
      },
    ],
  ])("%s", async (_, { readings, file, safeguard, instead, conversations, expected }) => {
    const scope = { conversations: only(...conversations) };
    const broken = file.startsWith("src/")
      ? { nodes: await withBrokenNodes(file, safeguard, instead) }
      : { readBundle: breakBundle(file, safeguard, instead) };
    expect((await playRow(readings, extension, scope)).violations).toEqual([]);
    const { violations } = await playRow(readings, broken.nodes ?? extension, {
      ...scope,
      ...(broken.readBundle && { readBundle: broken.readBundle }),
    });
    expect(violations.map(({ invariant, kind }) => `${invariant} ${kind}`)).toContain(expected);
  });
});

function breakBundle(file: string, safeguard: string, instead: string): typeof readBundle {
  return (name, config) => {
    const source = readBundle(name === file ? toReadableName(name) : name, config);
    return name === file ? replaceOnce(source, safeguard, instead) : source;
  };
}

/** The packed module, bundled from sources of which one is changed. */
async function withBrokenNodes(file: string, safeguard: string, instead: string): Promise<LoadedExtension> {
  const modulePath = join(folder, `${file.replace(/\W/g, "-")}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: ["src/module.ts"],
    outfile: modulePath,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node18.17",
    logLevel: "warning",
    plugins: [
      axiosCore(),
      {
        name: "without a safeguard",
        setup({ onLoad }) {
          onLoad({ filter: new RegExp(`${file.replace(/[/.]/g, "\\$&")}$`) }, async ({ path }) => ({
            contents: replaceOnce(await readFile(path, "utf8"), safeguard, instead),
            loader: "ts",
          }));
        },
      },
    ],
  });
  return { ...extension, modulePath };
}

/** The readable twin has line breaks where the safeguard is given with spaces. */
function replaceOnce(source: string, safeguard: string, instead: string): string {
  const pattern = new RegExp(safeguard.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+"));
  const changed = source.replace(pattern, () => instead);
  expect(changed).not.toBe(source);
  return changed;
}
