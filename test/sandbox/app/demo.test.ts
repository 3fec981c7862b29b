/** What the demo Flow can show, and the clock and the desk that it needs for that: over HTTP, as the page uses it. */
import { IN_ONE_THREAD } from "../../../harness/patience";
import { openSandbox, type SandboxClient } from "../../../harness/sandboxClient";
import type { Command } from "../../../sandbox/app/commands";
import { type Sandbox, startSandbox } from "../../../sandbox/app/startSandbox";
import type { SandboxView, ThreadView } from "../../../sandbox/app/view";
import type { SocketClient } from "../../../sandbox/cognigy/startCognigy";
import { readOutput } from "../../../src/core/content/cognigyOutput";

const MINUTES = 60;
const HOURS = 3600;
const CARD = "4111 1111 1111 1111";

let sandbox: Sandbox;
let page: SandboxClient;
let sessions = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ runNodesInProcess: true, cognigy: IN_ONE_THREAD });
  page = await openSandbox(sandbox.url);
});
beforeEach(async () => {
  await page.command({ type: "resetSandbox" });
  await sandbox.settle();
});
afterAll(async () => {
  page.close();
  await sandbox.close();
});

async function does(command: Command): Promise<void> {
  expect(await page.command(command)).toMatchObject({ status: 200 });
  await sandbox.settle();
}

/** A customer in Webchat; what the bot says to one message. */
function openWebchat() {
  sessions += 1;
  const client = sandbox.webchat.connect("visitor-1", `session-${sessions}`);
  return {
    client,
    heard: () => textsOf(client),
    async say(text: string, data?: Record<string, unknown>): Promise<string[]> {
      const before = client.received.length;
      client.send({ text, ...(data && { data }) });
      await sandbox.settle();
      return textsOf(client, before);
    },
  };
}

function textsOf(client: SocketClient, from = 0): string[] {
  return client.received.slice(from).map(({ text, data }) => readOutput(text, data).text);
}

/** A customer on Engage Messaging. */
async function openMessaging() {
  const { messaging } = await page.until(() => true);
  const customerId = messaging.customers[0]?.id ?? "";
  const chat = (view: SandboxView) => view.messaging.chats[customerId] ?? [];
  return {
    customerId,
    chat,
    async say(text: string): Promise<string[]> {
      const before = chat(await page.until(() => true)).length;
      await does({ type: "customerWrites", customerId, text });
      return chat(await page.until((view) => chat(view).length > before + 1))
        .slice(before)
        .filter(({ from }) => from !== "customer")
        .map(({ text: said }) => said);
    },
  };
}

const threadOn = ({ desk }: SandboxView, route: ThreadView["route"]) =>
  desk.threads.find((thread) => thread.route === route);
const agentNamed = ({ desk }: SandboxView, name: string) => desk.agents.find((agent) => agent.name === name)?.id ?? "";

/** The conversation that was handed over last, once the desk shows it as given. */
async function threadWhen(route: ThreadView["route"], fits: (thread: ThreadView) => boolean): Promise<ThreadView> {
  const view = await page.until((state) => {
    const found = threadOn(state, route);
    return found !== undefined && fits(found);
  });
  return threadOn(view, route) as ThreadView;
}

async function takeAs(name: string, route: ThreadView["route"] = "bridge"): Promise<ThreadView> {
  const { taskId = "" } = await threadWhen(route, ({ taskId }) => taskId !== undefined);
  await does({ type: "takeTask", taskId, agentId: agentNamed(await page.until(() => true), name) });
  return threadWhen(route, ({ state }) => state === "agent");
}

test("News of the queue that is late says nothing once an agent has the conversation", async () => {
  await does({ type: "setFaults", faults: { webhooksDelayed: true } });
  const { customerId, chat } = await openMessaging();
  await page.command({ type: "customerWrites", customerId, text: "talk to a person" });
  const view = await page.until(({ desk }) => desk.queue.length === 1);
  // Taken while the news that it waits is on its way.
  const taskId = view.desk.queue[0]?.taskId ?? "";
  await page.command({ type: "takeTask", taskId, agentId: agentNamed(view, "Ana") });
  await does({ type: "resetFaults" });
  const heard = (state: SandboxView) => chat(state).map(({ text }) => text);
  const after = await page.until((state) => heard(state).includes("Ana Example has joined."));
  expect(after.executions.map(({ trigger }) => trigger)).toContain("Handover: queue");
  expect(heard(after).filter((text) => /queue|already/.test(text))).toEqual([]);
});

describe("The clock", () => {
  test("makes a long wait of a short one, and the customer can go back to the bot", async () => {
    const customer = openWebchat();
    await customer.say("talk to a person");
    await does({ type: "moveClock", seconds: 3 * MINUTES });
    expect(customer.heard()).toContain("Sorry, it takes longer than usual. Please stay, or go back to the bot.");
    const [entry] = (await page.until(({ desk }) => (desk.queue[0]?.waitSeconds ?? 0) >= 180)).desk.queue;
    expect(entry).toMatchObject({ position: 1 });
    expect(await customer.say("back to the bot")).toEqual(["You are back with me. How can I help?"]);
    await page.until(({ desk }) => desk.queue.length === 0);
  });

  test("closes the shop and opens it again", async () => {
    await does({ type: "setShopHours", hours: "shop" });
    const customer = openWebchat();
    const before = (await page.until(({ clock }) => clock.hours === "shop")).clock;
    // From whatever time it is to the next closing time and an hour more.
    if (!before.isOpen) {
      await toNextChange();
    }
    await toNextChange();
    await does({ type: "moveClock", seconds: HOURS });
    await page.until(({ clock }) => !clock.isOpen);
    expect(await customer.say("talk to a person")).toEqual([
      expect.stringMatching(/^We are closed\. My colleagues are back (tomorrow|on Monday) at 9:00\./),
    ]);
    expect(await customer.say("I want my money back")).toEqual([
      expect.stringMatching(/^We are closed\. Our returns team is back (tomorrow|on Monday) at 9:00\./),
    ]);
    await toNextChange();
    await page.until(({ clock }) => clock.isOpen);
    expect(await customer.say("talk to a person")).toContain("You are number 1 in the queue. It takes about 1 min.");
  });

  test("leaves nothing of other hours behind after a reset", async () => {
    await does({ type: "setShopHours", hours: "shop" });
    await toNextChange();
    await openWebchat().say("talk to a person");
    await does({ type: "resetSandbox" });
    expect(await openWebchat().say("talk to a person")).toContain(
      "I am connecting you with a colleague. What you write now goes to them.",
    );
  });

  test("ends deferrals, keeps executions and calls in order, and is the machine's again after a reset", async () => {
    await openWebchat().say("talk to a person");
    const { id: threadId } = await takeAs("Ana");
    const agentId = agentNamed(await page.until(() => true), "Ana");
    await does({ type: "deferThread", threadId, agentId });
    await threadWhen("bridge", ({ state }) => state === "deferred");
    await does({ type: "moveClock", seconds: 2 * MINUTES });
    await threadWhen("bridge", ({ state }) => state === "queued");
    await openWebchat().say("Hello");
    const { executions, calls, clock, now } = await page.until(
      ({ executions: all }) => all.at(-1)?.input.text === "Hello" && all.at(-1)?.ms !== undefined,
    );
    expect(clock.shiftMs).toBe(2 * MINUTES * 1000);
    for (const at of [executions.at(-1)?.startedAt, calls.at(-1)?.at]) {
      expect(now - (at ?? 0)).toBeLessThan(MINUTES * 1000);
    }
    await does({ type: "resetSandbox" });
    expect((await page.until(({ executions: all }) => all.length === 0)).clock.shiftMs).toBe(0);
  });

  test("resets only once the news that is under way has arrived: it would begin a run afterwards", async () => {
    await openWebchat().say("talk to a person");
    sandbox.engage.domain.announceQueue();
    await does({ type: "resetSandbox" });
    expect((await page.until(() => true)).executions).toEqual([]);
  });

  async function toNextChange(): Promise<void> {
    const { clock, now } = await page.until(() => true);
    await does({ type: "moveClock", seconds: Math.ceil(((clock.changesAt ?? 0) - now) / 1000) + 1 });
  }
});

describe("The desk", () => {
  test("lets a conversation time out: the bot says that nobody took it, and an agent can still take it", async () => {
    const customer = openWebchat();
    await customer.say("talk to a person");
    const { taskId = "" } = await threadWhen("bridge", ({ state }) => state === "queued");
    await does({ type: "ignoreTask", taskId });
    expect(customer.heard()).toContain(
      "None of my colleagues can take this right now. They see your messages as soon as somebody is back.",
    );
    await takeAs("Ana");
    expect(customer.heard()).toContain("Ana Example has joined.");
  });

  test("has agents who are offline: Engage no longer offers them anything", async () => {
    const view = await page.until(() => true);
    for (const { id: agentId } of view.desk.agents) {
      await does({ type: "setAgentStatus", agentId, status: "offline" });
    }
    await page.until(({ desk }) => desk.agents.every(({ status }) => status === "offline"));
    expect(await openWebchat().say("talk to a person")).toEqual([
      "My colleagues are all away or busy right now. Can I help you with something else?",
    ]);
  });

  test("reads the briefing, context data and masked card numbers", async () => {
    const customer = openWebchat();
    await customer.say("my orders");
    await customer.say(`My card is ${CARD}, get me a person`);
    const thread = await threadWhen("bridge", ({ messages }) => messages.length > 0);
    const opening = thread.messages[0]?.text ?? "";
    expect(opening).toContain("Reason: orders");
    expect(opening).toContain("- order: LO-2044");
    expect(thread.customer.contextData).toEqual(
      expect.arrayContaining([
        ["shop", "Lumen & Oak"],
        ["briefing-reason", "orders"],
      ]),
    );
    await customer.say(`Again: ${CARD}`);
    const later = await threadWhen("bridge", ({ messages }) => messages.length > 1);
    expect(later.messages.map(({ text }) => text).join("\n")).toContain("****");
    expect(JSON.stringify(later)).not.toContain(CARD);
  });

  test("reads a briefing and the bot's notes beside a conversation on Engage Messaging", async () => {
    const customer = await openMessaging();
    expect(await customer.say(`note My card is ${CARD}`)).toEqual(["I have left a note for my colleagues."]);
    await customer.say("talk to a person");
    const { notes } = await threadWhen("channel", (thread) => thread.notes.length === 2);
    expect(notes).toEqual([
      { at: expect.any(Number), author: "Bot", text: "note My card is **** **** **** ****" },
      { at: expect.any(Number), author: "Bot", text: expect.stringContaining("Urgency: normal") },
    ]);
  });
});

describe("The Flow", () => {
  test("sends returns to their own team", async () => {
    const customer = openWebchat();
    expect(await customer.say("I want to return my chair")).toContain("I am connecting you with our returns team.");
    const { categories } = await threadWhen("bridge", ({ state }) => state === "queued");
    const view = await page.until(() => true);
    expect(view.desk.categories.filter(({ id }) => categories.includes(id)).map(({ name }) => name)).toEqual([
      "Returns",
    ]);
    await takeAs("Cleo");
    expect(customer.heard()).toContain("Cleo Example has joined.");
  });

  test("asks for a rating in Webchat, and takes it", async () => {
    const customer = openWebchat();
    await customer.say("talk to a person");
    const { interventionId, id } = await takeAs("Ana");
    expect(interventionId).toBeUndefined();
    const agentId = agentNamed(await page.until(() => true), "Ana");
    await does({ type: "agentReplies", threadId: id, agentId, text: "Done.", format: "text" });
    const open = await threadWhen("bridge", (thread) => thread.interventionId !== undefined);
    await does({ type: "closeIntervention", interventionId: open.interventionId ?? "", agentId });
    expect(customer.client.received.at(-1)?.data).toMatchObject({ _plugin: { type: "request-rating" } });
    const controlCommands = [{ type: "setRating", parameters: { rating: 1, comment: "", showRatingStatus: true } }];
    expect(await customer.say("", { _cognigy: { controlCommands } })).toEqual(["Thank you for your feedback!"]);
  });

  test("reads Engage's survey once the customer has answered it", async () => {
    const customer = await openMessaging();
    await customer.say("talk to a person");
    const { id } = await takeAs("Ana", "channel");
    const agentId = agentNamed(await page.until(() => true), "Ana");
    await does({ type: "agentReplies", threadId: id, agentId, text: "Done.", format: "text" });
    const { interventionId = "" } = await threadWhen("channel", (thread) => thread.interventionId !== undefined);
    await does({ type: "closeIntervention", interventionId, agentId });
    const closed = await page.until((view) => customer.chat(view).at(-1)?.text.startsWith("My colleague has") ?? false);
    expect(closed.messaging.surveys[customer.customerId]).toEqual({ state: "open" });
    expect(await customer.say("my last rating")).toContain("You have not answered a survey of this conversation yet.");
    await does({ type: "answerSurvey", customerId: customer.customerId, score: 4 });
    expect(await customer.say("my last rating")).toEqual(["Your last rating of our service was 4 of 5."]);
  });

  test("lets an AI Agent answer, and hand over as a tool with a briefing from its arguments", async () => {
    const customer = openWebchat();
    await customer.say("ai agent");
    expect(await customer.say("Where is my order?")).toEqual([
      "Your desk lamp is on its way and arrives tomorrow. If that is too late, say that you want a person.",
    ]);
    await does({ type: "setAgentStatus", agentId: agentNamed(await page.until(() => true), "Ana"), status: "away" });
    expect(await customer.say("I want a person")).toEqual([
      "I can't get a colleague for you right now, so nobody has your request yet. Can I help with something else?",
    ]);
    await does({
      type: "setAgentStatus",
      agentId: agentNamed(await page.until(() => true), "Ana"),
      status: "available",
    });
    expect(await customer.say("A person, please")).toContain(
      "I'm handing you over to a colleague, with a summary of our chat.",
    );
    const { messages } = await threadWhen("bridge", ({ state }) => state === "queued");
    expect(messages[0]?.text).toContain("Reason: The customer asked the AI Agent for a person.");
  });

  test("sends structured messages of Engage, and takes the answer", async () => {
    const customer = await openMessaging();
    await customer.say("choose a lamp");
    const view = await page.until((state) => customer.chat(state).at(-1)?.structured !== undefined);
    const message = customer.chat(view).at(-1);
    expect(message?.structured).toMatchObject({ type: "select" });
    await does({
      type: "customerWrites",
      customerId: customer.customerId,
      text: "Small",
      reply: { payload: "lamp small", inReplyTo: message?.id ?? "" },
    });
    await page.until((state) => customer.chat(state).at(-1)?.text.includes("I have noted it.") ?? false);
  });
});
