/** A script is played step by step, up to its end or the first step that fails, with the reason. */
import { signal } from "@preact/signals";
import type { ChatEntry } from "../../../sandbox/page/customer/chatEntry";
import { createReplay, type ReplayState } from "../../../sandbox/page/script/createReplay";
import type { ScriptStage } from "../../../sandbox/page/script/ScriptStage";
import { parseScript } from "../../../scripts/rehearsal/parseScript";

/** A Webchat whose bot answers some words, and a desk that nobody works at. */
function openReplay(answers: Record<string, string>) {
  const entries = signal<ChatEntry[]>([]);
  const add = (from: ChatEntry["from"], text: string) => {
    const id = String(entries.value.length);
    entries.value = [...entries.value, { id, at: 0, from, name: "", text, choices: [], cards: [], media: [] }];
  };
  const stage: ScriptStage = {
    view: () => undefined,
    webchat: () => ({ isOnline: true, sessionId: "session-1", entries: entries.value }),
    choose: () => {},
    startWebchat: () => {},
    say(text) {
      add("customer", text);
      const answer = answers[text];
      if (answer !== undefined) {
        add("bot", answer);
      }
    },
    sendFile: async () => false,
    addCustomer: async () => undefined,
    writeAsCustomer: async () => false,
    makeAvailable: async () => undefined,
    take: async () => false,
    answer: async () => false,
    close: async () => false,
  };
  return createReplay(stage, { pauseMs: 0 });
}

async function play(
  steps: string,
  answers: Record<string, string> = {},
): Promise<Omit<ReplayState, "script"> | undefined> {
  const replay = openReplay(answers);
  await replay.play(parseScript(`name: Test\ntimeout: 0.01\nsteps:\n${steps}`));
  const { script: _, ...ended } = replay.state.value ?? { index: -1, phase: "playing" };
  return ended;
}

test("What is expected comes: it has passed", async () => {
  const steps = `
  - customer says: Hello
  - expect: { from: bot, text: welcome }
  - customer says: Bye
  - expect: { from: bot, text: /^See you/ }`;
  expect(await play(steps, { Hello: "Welcome!", Bye: "See you soon." })).toEqual({ index: 3, phase: "passed" });
});

test("What doesn't come fails the step, and says what came instead", async () => {
  const steps = `
  - customer says: Hello
  - expect: { from: bot, text: Good morning }
  - customer says: Bye`;
  expect(await play(steps, { Hello: "Welcome!" })).toEqual({
    index: 1,
    phase: "failed",
    failure: 'It didn\'t happen within 0.01 s. This arrived: "Welcome!"',
  });
});

test("What was said before somebody acted is no answer to it, and each answer counts once", async () => {
  const twice = "\n  - customer says: Hello\n  - expect: { from: bot, text: Welcome }";
  expect(await play(`${twice}\n  - expect: { from: bot, text: Welcome }`, { Hello: "Welcome!" })).toMatchObject({
    index: 2,
    phase: "failed",
  });
  const late = "\n  - customer says: Hello\n  - customer says: Bye\n  - expect: { from: bot, text: Welcome }";
  expect(await play(late, { Hello: "Welcome!" })).toMatchObject({ index: 2, phase: "failed" });
});

test("Nobody to take over: the step says so", async () => {
  expect(await play("\n  - customer says: Hello\n  - agent takes")).toEqual({
    index: 1,
    phase: "failed",
    failure: "The conversation isn't in the queue.",
  });
});

test("It can be stopped, and leaves no result", async () => {
  const replay = openReplay({});
  const playing = replay.play(parseScript("name: Test\nsteps:\n  - expect: { from: bot, text: never }"));
  replay.stop();
  await playing;
  expect(replay.state.value).toBeUndefined();
});
