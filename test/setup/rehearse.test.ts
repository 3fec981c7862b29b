/** `rehearse` against both stand-ins: hop by hop on both routes, what is left of it, and what it finds out. */

import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findReading } from "../../sandbox/readings";
import { root } from "../../scripts/paths";
import { openRehearsalLab, type RehearsalLab } from "./rehearsalLab";

const labs: RehearsalLab[] = [];
afterEach(() => Promise.all(labs.splice(0).map((lab) => lab.close())));

async function open(...options: Parameters<typeof openRehearsalLab>): Promise<RehearsalLab> {
  const lab = await openRehearsalLab(...options);
  labs.push(lab);
  return lab;
}

const UPLOADS = { webchatSettings: { fileStorageSettings: { enabled: true } } };
const failed = (hops: readonly string[]) => hops.filter((hop) => hop.startsWith("failed"));
const EXAMPLES = join(root, "setup/rehearse/examples");

/** Everything of conversations that begin with the rehearsal's mark. */
function leftOf({ platforms: { engage } }: RehearsalLab) {
  const { domain, seed } = engage;
  const isOurs = (threadId: string) =>
    [...domain.contents.values()].some(
      ({ thread_id, body }) => thread_id === threadId && /\[Rehearsal [0-9a-f]{6}\]/.test(body),
    );
  const threads = [...domain.threads.values()].filter(({ id }) => isOurs(id));
  const ids = threads.map(({ id }) => id);
  return {
    threads: threads.map(({ thread_category_ids }) => thread_category_ids),
    openInterventions: [...domain.interventions.values()].filter(
      ({ closed, thread_id }) => !closed && ids.includes(thread_id),
    ).length,
    waitingTasks: [...domain.tasks.values()].filter(
      ({ completed_at, thread_id, queue }) => completed_at === null && ids.includes(thread_id) && queue === "global",
    ).length,
    bot: [seed.categories.bot.id],
  };
}

test("a whole handover on both routes: every hop passes, in fewer than 60 requests, and nothing is left open", async () => {
  const lab = await open(UPLOADS);
  const { hops, result, exitCode, findings } = await lab.run();
  expect(hops.filter((hop) => !hop.startsWith("passed"))).toEqual(["skipped nothing_twice"]);
  expect(hops).toHaveLength(46);
  expect(exitCode).toBe(0);
  expect(result.calls).toBeLessThan(60);
  expect(findings.find(({ code }) => code === "thread_found")?.message).toMatch(
    /^Engage has the conversation: thread [0-9a-f]{24}, found by its id after \d\.\d s \(\d\.\d s\)$/,
  );
  await lab.platforms.settle();
  const { threads, openInterventions, waitingTasks, bot } = leftOf(lab);
  expect({ threads, openInterventions, waitingTasks }).toEqual({
    threads: [bot, bot],
    openInterventions: 0,
    waitingTasks: 0,
  });
}, 60_000);

test("the files name times, ids and readings, and nothing secret or of anybody's", async () => {
  const lab = await open();
  const { file, printed, result } = await lab.run();
  const { seed } = lab.platforms.engage;
  for (const text of [file("rehearsal.md"), file("rehearsal.json"), file("rehearsal.junit.xml"), printed]) {
    for (const secret of [seed.tokens.bot, seed.realtimeAccessToken, lab.values.ENGAGE_WEBHOOK_SECRET ?? ""]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/Gr\u00fc\u00dfe|I am connecting you|Mia Keller|bot@example\.com/);
  }
  expect(file("rehearsal.md")).toMatch(/^It worked\. Started 20\d\d-.*, \d\d requests to Engage, version 1\.0\.0\.$/m);
  expect(file("rehearsal.md")).toMatch(
    /^\| The agent answers \| ok \| \d+\.\d s \| 1 \| message [0-9a-f]{24} accepted by Engage \|$/m,
  );
  // Each is a question of the docs, with readings that are there.
  for (const { question, readings } of result.readings) {
    for (const reading of readings) {
      expect(findReading(question, reading).name).toBe(reading);
    }
  }
  expect(result.readings.map(({ question }) => question)).toEqual(
    expect.arrayContaining(["foreignKeyword", "importedCategories", "importTime", "privateFlag", "tokenOwner"]),
  );
}, 60_000);

test.each<[string, Parameters<typeof openRehearsalLab>[0], "bridge" | "channel", Record<string, string>]>([
  [
    "a search that knows foreign_id",
    { engage: { rules: { foreignKeyword: "foreign_id" } } },
    "bridge",
    { foreignKeyword: "foreign_id" },
  ],
  [
    "a search that knows neither",
    { engage: { rules: { foreignKeyword: "none" } } },
    "bridge",
    { foreignKeyword: "neither" },
  ],
  [
    "fields under another name",
    { engage: { rules: { interventionFields: "custom_field_values" } } },
    "bridge",
    { interventionFields: "custom_field_values" },
  ],
  [
    "the administrator's token",
    { engage: { rules: { tokenOwner: "administrator" } } },
    "bridge",
    { tokenOwner: "the administrator" },
  ],
  [
    "a token that may not ask who it is",
    { engage: { rules: { tokenOwner: "unknown" } } },
    "bridge",
    { tokenOwner: "unknown" },
  ],
  ["agents' words as the agent's", { cognigy: { notifySource: "agent" } }, "bridge", { notifySource: "agent" }],
  ["no transcript", { cognigy: { transcript: "absent" } }, "bridge", { transcript: "absent" }],
  [
    "messages that aren't private",
    { engage: { rules: { isMessagingPrivate: false } } },
    "channel",
    { privateFlag: "false" },
  ],
])(
  "readings of the account are seen: %s",
  async (_what, options, route, expected) => {
    const lab = await open(options);
    const { hops, result } = await lab.run({ route });
    expect(failed(hops)).toEqual([]);
    const seen = Object.fromEntries(result.readings.map(({ question, readings }) => [question, readings[0]]));
    expect(seen).toMatchObject(expected);
  },
  60_000,
);

describe("where Engage imports slowly, the requests suffice for both conversations and their end", () => {
  /** Both at once: the Extension's nodes look for what was imported for as long as they would in a real account. */
  let slow: RehearsalLab;
  let slowRun: ReturnType<RehearsalLab["run"]>;
  let stuckRun: typeof slowRun;
  const opened: RehearsalLab[] = [];
  beforeAll(async () => {
    const slowest = findReading("importTime", "20 s").options.engage;
    const stuck = await openRehearsalLab({ engage: { importDelayMs: 3_600_000 } });
    slow = await openRehearsalLab({ ...UPLOADS, ...(slowest && { engage: slowest }) });
    opened.push(slow, stuck);
    slowRun = slow.run();
    stuckRun = stuck.run();
    await Promise.allSettled([slowRun, stuckRun]);
  });
  afterAll(() => Promise.all(opened.map((lab) => lab.close())));

  test("as slowly as any reading says: fewer looks, and what is left out says why", async () => {
    const { hops, result, findings, exitCode } = await slowRun;
    expect(failed(hops)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(result.calls).toBeLessThan(60);
    expect(hops.filter((hop) => hop === "passed tidied_up")).toHaveLength(2);
    const leftOut = hops.filter((hop) => hop.startsWith("skipped") && hop !== "skipped nothing_twice");
    expect(leftOut).toContain("skipped structured_message");
    expect(findings.filter(({ level, code }) => level === "skip" && code === "structured_message")).toMatchObject([
      { message: expect.stringMatching(/: \d+ requests are left, and the hops that follow need them$/) },
    ]);
    await slow.platforms.settle();
    expect(leftOf(slow)).toMatchObject({ openInterventions: 0, waitingTasks: 0 });
  });

  test("never on one route: it fails in time for the other one", async () => {
    const { hops, result } = await stuckRun;
    expect(failed(hops)).toEqual(["failed thread_found"]);
    expect(hops.filter((hop) => hop === "passed bot_answers_again")).toHaveLength(1);
    expect(hops.filter((hop) => hop === "passed tidied_up")).toHaveLength(2);
    expect(result.calls).toBeLessThan(60);
  });
});

test("an account whose conversations begin without a category: the bot is silent, and the setting is named", async () => {
  const lab = await open({ engage: { rules: { importedCategories: "none" } } });
  const { hops, result, exitCode } = await lab.run({ route: "channel" }, { patienceMs: 1_000 });
  expect(exitCode).toBe(2);
  expect(failed(hops)).toEqual(["failed bot_answers"]);
  expect(result.readings.find(({ question }) => question === "importedCategories")).toMatchObject({
    readings: ["none"],
    setting: expect.stringContaining("onlyBotCategory: false"),
  });
});

test("without a terminal and without --yes nothing is started", async () => {
  const lab = await open();
  const from = lab.platforms.engage.exchanges.length;
  const { exitCode, findings } = await lab.run({}, { prompt: { confirm: async () => false } });
  expect(exitCode).toBe(2);
  expect(findings).toMatchObject([{ code: "not_confirmed", fix: expect.stringContaining("--yes") }]);
  expect(lab.platforms.engage.exchanges.length).toBe(from);
});

describe("what fails half-way is closed", () => {
  test("an agent who may not answer", async () => {
    const lab = await open();
    const { bot } = lab.platforms.engage.seed.users;
    bot.permissions[lab.platforms.engage.seed.sources.sdk.id] = ["read"];
    const { hops, findings, exitCode } = await lab.run({ route: "bridge" });
    expect(exitCode).toBe(2);
    expect(failed(hops)).toEqual(["failed agent_answers"]);
    expect(findings.find(({ code }) => code === "agent_answers")?.fix).toMatch(/`reply` on the source/);
    expect(hops.at(-1)).toBe("passed tidied_up");
    expect(leftOf(lab)).toMatchObject({ openInterventions: 0, waitingTasks: 0, threads: [leftOf(lab).bot] });
  });

  test("what Engage doesn't let it close is named, with its place", async () => {
    const lab = await open();
    const { engage } = lab.platforms;
    engage.seed.users.bot.permissions[engage.seed.sources.sdk.id] = ["read"];
    engage.faults.inject({ kind: "status", status: 403 }, { method: "DELETE", path: /cancel/, times: 9 });
    const { findings } = await lab.run({ route: "bridge" });
    expect(findings.find(({ code }) => code === "tidied_up")).toMatchObject({
      level: "fail",
      message: expect.stringMatching(
        /A person must close: intervention [0-9a-f]{24} \(403.*\) \(thread [0-9a-f]{24}\)/,
      ),
      fix: expect.stringMatching(/\/content_threads\/[0-9a-f]{24}\?view=permalink$/),
    });
  });

  test("an intervention whose opening got no answer", async () => {
    const lab = await open();
    const { engage } = lab.platforms;
    engage.faults.inject(
      { kind: "status", status: 502, after: "after" },
      { method: "POST", path: /interventions$/, times: 1 },
    );
    const { hops } = await lab.run({ route: "bridge" });
    expect(failed(hops)).toEqual([]);
    expect(leftOf(lab)).toMatchObject({ openInterventions: 0, waitingTasks: 0 });
  }, 60_000);

  test("Ctrl+C between two hops: the next one isn't begun, and the other route isn't played", async () => {
    const lab = await open();
    const running = lab.run({}, { onFinding: (code) => code === "agent_takes" && process.emit("SIGINT") });
    const { hops, exitCode, file } = await running;
    expect(exitCode).toBe(2);
    expect(hops.slice(-4)).toEqual([
      "passed agent_takes",
      "failed agent_answers",
      "passed tidied_up",
      "failed not_played",
    ]);
    expect(file("rehearsal.md")).toMatch(/^It failed\./m);
    expect(leftOf(lab)).toMatchObject({ openInterventions: 0, waitingTasks: 0, threads: [leftOf(lab).bot] });
  }, 60_000);

  test("Ctrl+C while it waits", async () => {
    // By the machine's clock: the wait itself is what ends.
    const lab = await open({}, { leaps: false });
    const { domain } = lab.platforms.engage;
    const script = lab.write(
      "name: Long\nsteps:\n  - customer says: agent please\n  - agent takes\n  - expect: { from: agent, text: never, within: 60 }\n  - agent closes",
    );
    const running = lab.run({ script });
    while ([...domain.interventions.values()].every(({ closed }) => closed)) {
      await pause(20);
    }
    process.emit("SIGINT");
    const { hops, exitCode } = await running;
    expect(exitCode).toBe(2);
    expect(hops.slice(-2)).toEqual(["failed step_3", "passed tidied_up"]);
    expect(leftOf(lab)).toMatchObject({ openInterventions: 0, waitingTasks: 0 });
    expect(process.listenerCount("SIGINT")).toBe(lab.listeners);
  });
});

test("a person at the desk plays the agent with --manual", async () => {
  const lab = await open();
  const { engage } = lab.platforms;
  const { domain, seed } = engage;
  const threadId = () =>
    [...domain.threads.values()].find(({ source_id }) => source_id === seed.sources.sdk.id)?.id ?? "";
  const interventionId = () =>
    [...domain.interventions.values()].find(({ thread_id }) => thread_id === threadId())?.id ?? "";
  const sendFile = () => {
    const id = domain.newId("attachment");
    domain.attachments.set(id, {
      id,
      filename: "a.txt",
      content_type: "text/plain",
      size: 1,
      isPublic: true,
      foreign_id: null,
      bytes: Buffer.from("a"),
      ...domain.timestamps(),
    });
    domain.agentReplies(threadId(), seed.agents.ana.id, "See the file", { attachmentIds: [id] });
  };
  const asked: string[] = [];
  const onNote = (note: string) => {
    const [, what] = /^As the agent, within 5 minutes: (\w+)/.exec(note) ?? [];
    if (what === undefined) {
      return;
    }
    asked.push(what);
    if (what === "take") {
      const task = [...domain.tasks.values()].find((one) => one.thread_id === threadId() && one.queue === "global");
      domain.agentTakes(task?.id ?? "", seed.agents.ana.id);
      domain.agentReplies(threadId(), seed.agents.ana.id, "Ana here");
    } else if (what === "send") {
      sendFile();
    } else if (what === "close") {
      domain.agentCloses(interventionId(), seed.agents.ana.id);
    }
  };
  const { hops, result } = await lab.run({ route: "bridge", isManual: true }, { onNote });
  expect(asked).toEqual(["take", "write", "send", "close"]);
  expect(failed(hops)).toEqual([]);
  expect(result.isManual).toBe(true);
  expect(hops).toEqual(
    expect.arrayContaining(["passed agent_takes", "passed customer_reads", "passed bot_answers_again"]),
  );
}, 60_000);

describe("scripts", () => {
  test("files.yaml: files both ways and a choice, with JUnit for CI", async () => {
    const lab = await open(UPLOADS);
    const { hops, exitCode, file } = await lab.run({ script: join(EXAMPLES, "files.yaml") });
    expect(failed(hops)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(file("rehearsal.junit.xml")).toMatch(
      /<testsuite name="Files and choices" tests="16" failures="0" skipped="0"/,
    );
  });

  test("what doesn't come is a failure with its step, and the exit code is 2", async () => {
    const lab = await open();
    const script = lab.write(
      "name: Wrong\nsteps:\n  - customer says: Hello\n  - expect: { from: bot, text: Good bye, within: 0.5 }",
    );
    const { hops, exitCode, file } = await lab.run({ script });
    expect(exitCode).toBe(2);
    expect(hops).toEqual(["passed customer_connects", "passed step_1", "failed step_2", "passed tidied_up"]);
    expect(file("rehearsal.junit.xml")).toMatch(
      /<failure type="step_2" message="It didn't come within 0\.5 s; 1 other message came\.">/,
    );
  });

  test("a category that doesn't come: what it has instead, and who sets it", async () => {
    const lab = await open();
    const script = lab.write(
      "name: Wrong\nroute: bridge\nsteps:\n  - customer says: agent please\n  - agent takes\n  - expect: { category: bot, within: 0.5 }",
    );
    const { findings } = await lab.run({ script });
    expect(findings.find(({ code }) => code === "step_3")).toMatchObject({
      message: expect.stringMatching(/After 0\.5 s the conversation has Agent instead\./),
      fix: expect.stringMatching(/^Something must give it back: Close Engage Conversation/),
    });
  });

  test("a script that can't be read is named with its line", async () => {
    const lab = await open();
    await expect(lab.run({ script: lab.write("name: x\nsteps: [agent dances]") })).rejects.toThrow(
      /script\.yaml: Line 2/,
    );
    await expect(lab.run({ script: "/nowhere.yaml" })).rejects.toThrow("There is no script /nowhere.yaml.");
  });
});
