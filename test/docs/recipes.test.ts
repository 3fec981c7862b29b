/** The recipes' Flow files show their point in the sandbox, as `npm start -- --flow` runs them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IN_ONE_THREAD } from "../../harness/patience";
import { openSandbox } from "../../harness/sandboxClient";
import { startSandbox } from "../../sandbox/app/startSandbox";
import { parseSettings, SANDBOX_SETTINGS } from "../../sandbox/app/transformerSettings";
import { root } from "../../scripts/paths";

async function run(recipe: string) {
  const flowFile = join(root, "docs/recipes/flows", `${recipe}.json`);
  const sandbox = await startSandbox({ flowFile, runNodesInProcess: true, cognigy: IN_ONE_THREAD });
  const page = await openSandbox(sandbox.url);
  const customer = sandbox.webchat.connect("visitor-1", "session-1");
  const heard = () => customer.received.map(({ text }) => text);
  return {
    heard,
    page,
    sandbox,
    async say(text: string) {
      const before = heard().length;
      customer.send({ text });
      await sandbox.settle();
      return heard().slice(before);
    },
    /** Categories of the conversation that was handed over last. */
    categories: () => [...sandbox.engage.domain.threads.values()].at(-1)?.thread_category_ids,
    async close() {
      page.close();
      await sandbox.close();
    },
  };
}

test("Return to the bot: the phrase brings the customer back, and Engage's conversation is the bot's", async () => {
  const { say, sandbox, categories, close } = await run("return-to-the-bot");
  try {
    expect(await say("a person, please")).toContain("One moment. Write 'back to the bot' to leave.");
    expect(await say("back to the bot")).toEqual(["You're back with me. How can I help?"]);
    expect(categories()).toEqual([sandbox.engage.seed.categories.bot.id]);
    expect(await say("hello?")).toEqual(["I'm the bot. Ask me, or say: a person, please."]);
  } finally {
    await close();
  }
});

test("Long wait: it's reported once the clock has moved on", async () => {
  const { say, heard, page, sandbox, close } = await run("long-wait");
  try {
    expect(await say("a person, please")).toContain("You're number 1 in the queue.");
    await page.command({ type: "moveClock", seconds: 180 });
    await sandbox.settle();
    expect(heard()).toContain("It takes longer today. Write 'back to the bot' to leave.");
    expect(await say("back to the bot")).toEqual(["You're back with me."]);
  } finally {
    await close();
  }
});

test.each([
  ["orders", "Our orders team is with you in a moment."],
  ["returns", "Our returns team is with you in a moment."],
])("Several teams: %s reach their team", async (topic, words) => {
  const { say, sandbox, categories, close } = await run("several-teams");
  try {
    expect(await say(topic)).toContain(words);
    const { agent } = sandbox.engage.seed.categories;
    const returns = [...sandbox.engage.domain.categories.values()].find(({ name }) => name === "Returns");
    expect(categories()).toEqual([topic === "orders" ? agent.id : returns?.id]);
  } finally {
    await close();
  }
});

test("Business hours: a closed shop says when it opens", async () => {
  const { say, page, sandbox, close } = await run("business-hours");
  try {
    await page.command({ type: "setShopHours", hours: "shop" });
    const { clock, now } = await page.until((view) => view.clock.hours === "shop");
    if (clock.isOpen) {
      await page.command({ type: "moveClock", seconds: Math.ceil(((clock.changesAt ?? 0) - now) / 1000) + 60 });
      await sandbox.settle();
    }
    expect(await say("a person, please")).toEqual([expect.stringMatching(/^We're closed\. We open .+ at 9:00\.$/)]);
  } finally {
    await close();
  }
});

test("Nobody available: with everyone away, the bot says so", async () => {
  const { say, page, close } = await run("nobody-available");
  try {
    for (const { id } of (await page.until(() => true)).desk.agents) {
      await page.command({ type: "setAgentStatus", agentId: id, status: "away" });
    }
    expect(await say("a person, please")).toEqual(["Nobody is free right now. Can I help?"]);
  } finally {
    await close();
  }
});

test("Summary: the agent reads what the page says, above the conversation", async () => {
  const { say, sandbox, close } = await run("summary");
  try {
    await say("a person, please");
    const page = readFileSync(join(root, "docs/recipes/summary.md"), "utf8");
    const [, briefing = "none"] = /## What the agent reads\n\n```text\n([\s\S]*?)\n```/.exec(page) ?? [];
    const opening = [...sandbox.engage.domain.contents.values()].find(({ body }) => body?.startsWith("Reason: "));
    expect(opening?.body).toBe(`${briefing}\n\na person, please`);
  } finally {
    await close();
  }
});

describe("--set", () => {
  test("changes a setting in hub and relay, by the type of its default", () => {
    const { hub, relay } = parseSettings(["longestWaitMinutes=5", "cancelPhrases=stop", 'ownIdentityIds=["a","b"]']);
    expect(hub).toEqual({ ...SANDBOX_SETTINGS.hub, longestWaitMinutes: 5, ownIdentityIds: ["a", "b"] });
    expect(relay).toEqual({ ...SANDBOX_SETTINGS.relay, longestWaitMinutes: 5, cancelPhrases: ["stop"] });
  });

  test.each([
    ["longestWait=5", "--set can't use"],
    ["ENGAGE_API_URL=https://example.org", "--set can't use"],
    ["sendQueueEvent", "--set can't use"],
    ["longestWaitMinutes=soon", "--set longestWaitMinutes takes a value such as 0, not soon."],
    ["sendQueueEvent=yes", "--set sendQueueEvent takes a value such as false, not yes."],
  ])("rejects %s", (order, message) => {
    expect(() => parseSettings([order])).toThrow(message);
  });
});
