/** The hops of a whole handover, the same on both routes: to the agent, there and back, and home to the bot. */
import { hear, readAtDesk, waitForCategories } from "./expectations";
import { failHop, skipHop, warnHop } from "./Hop";
import type { PlannedHop } from "./HopLog";
import type { Line } from "./Line";
import type { Rehearsal } from "./Rehearsal";
import { waitFor } from "./waitFor";

const GREETING = "Hello, this is a test.";
/** With characters that the platforms write in different ways, and that must arrive as they are. */
const AGENT_WORDS = "Grüße & 1 < 2 \u{1F44B}";
const CUSTOMER_WORDS = "Ça va? 3 > 2 & more";
const AGENT_FILE = { name: "rehearsal-agent.txt", contentType: "text/plain", bytes: Buffer.from("From the agent.\n") };
const CUSTOMER_FILE = {
  name: "rehearsal-customer.txt",
  contentType: "text/plain",
  bytes: Buffer.from("From the customer.\n"),
};
const CHOICES = {
  type: "select",
  title: "Rehearsal: one or two?",
  items: [
    { title: "Number one", payload: "rehearsal-one" },
    { title: "Number two", payload: "rehearsal-two" },
  ],
};
/** A Flow may say nothing here, so nobody waits long for it. */
const OPTIONAL_MS = 10_000;
const QUEUE_MS = 5_000;
/** One request for each. */
const TASK_QUEUES = 3;

/** An output without words, such as the wish for a rating, is no answer. */
const isBotsWords = ({ from, text }: Line) => from === "bot" && text.trim() !== "";

export function handoverHops(rehearsal: Rehearsal, phrase: string): PlannedHop[] {
  const { customer, agent, desk, mark, observations, patienceMs, signal, clock, route, limit } = rehearsal;
  const { toSay, toListen } = customer.calls;
  return [
    { id: "customer_connects", title: "The customer connects", isVital: true, run: () => rehearsal.connect() },
    {
      id: "customer_greets",
      title: "The customer writes",
      calls: 2 * toSay,
      isVital: true,
      run: () => customer.says(`${mark} ${GREETING}`),
    },
    {
      id: "bot_answers",
      title: "The bot answers",
      calls: toListen,
      isVital: true,
      async run() {
        if ((await hear(rehearsal, isBotsWords, patienceMs)) === undefined) {
          throw failHop(
            "The bot says nothing.",
            "See docs/operate/silent-bot.md. On channels of Engage, the Bot category must be a default category of the source, or `onlyBotCategory` false in the hub.",
          );
        }
        return "the customer sees an answer";
      },
    },
    {
      id: "handover_asked",
      title: "The customer asks for a person",
      calls: toSay,
      isVital: true,
      run: () => customer.says(`${phrase} ${mark}`),
    },
    {
      id: "handover_accepted",
      title: "The bot says that it hands over",
      calls: toListen,
      async run() {
        if ((await hear(rehearsal, isBotsWords, OPTIONAL_MS)) === undefined) {
          throw warnHop(
            "The bot says nothing when it hands over.",
            "Give Handover to RingCentral an Accepted Message, or put a Say below Handed over.",
          );
        }
        return "the customer sees an answer";
      },
    },
    {
      id: "thread_found",
      title: "Engage has the conversation",
      calls: route === "bridge" ? 2 : 0,
      isVital: true,
      async run() {
        const evidence = await rehearsal.findThread(patienceMs);
        noteTranscript();
        return evidence;
      },
    },
    {
      id: "categories_changed",
      title: "It has the Agent category, and Bot is gone",
      calls: 1,
      isVital: true,
      async run() {
        const { bot, agent: agents } = desk.categories;
        const found = await waitForCategories(
          rehearsal,
          (ids) => ids.includes(agents) && !ids.includes(bot),
          patienceMs,
        );
        if (found === undefined) {
          throw failHop(
            "The categories didn't change.",
            "Check the category IDs in the Connection, and the words that the bot said last: perhaps it handed nothing over.",
          );
        }
        if (found.length === 1) {
          observations.note("rulesEngine", ["no"], "the conversation has the Agent category alone");
        }
        return `${found.length} categor${found.length === 1 ? "y" : "ies"}, Agent among them`;
      },
    },
    { id: "agents_see_it", title: "It waits for agents", calls: TASK_QUEUES, isOptional: true, run: findTask },
    { id: "agent_takes", title: "The agent takes it", calls: 2, isVital: true, run: () => agent.takes() },
    { id: "agent_answers", title: "The agent answers", calls: 1, isVital: true, run: () => agent.says(AGENT_WORDS) },
    {
      id: "customer_reads",
      title: "The customer reads it",
      calls: toListen,
      isVital: true,
      async run() {
        const line = await hear(rehearsal, ({ from }) => from === "agent", patienceMs);
        if (line === undefined) {
          throw await explainLoss();
        }
        if (line.source !== undefined) {
          observations.note(
            "notifySource",
            [line.source],
            `the agent's message arrived with the source \`${line.source}\``,
          );
        }
        if (route === "bridge") {
          observations.note("webhookKey", ["off"], "Engage reaches the hub");
        }
        return line.text.includes(AGENT_WORDS) ? "exactly as it was written" : `${line.text.length} characters`;
      },
    },
    {
      id: "customer_writes",
      title: "The customer answers",
      calls: toSay,
      isVital: true,
      run() {
        desk.takeAll();
        return customer.says(CUSTOMER_WORDS);
      },
    },
    {
      id: "agent_reads",
      title: "The agent's side has it",
      calls: 1,
      async run() {
        const isWanted = (body: string) => (route === "bridge" ? body.includes("a va? 3") : body !== "");
        const content = await readAtDesk(rehearsal, ({ body }) => isWanted(body ?? ""), patienceMs);
        if (content === undefined) {
          throw failHop(
            "The message isn't in Engage.",
            "Check that Input Transformer is on in the customer's Endpoint, and look for `undelivered` in Cognigy.AI's Logs.",
          );
        }
        if (route === "bridge") {
          observations.note("sessionStorage", ["live", "snapshot"], "the relay still knows that a handover is on");
        }
        return `message ${content.id}`;
      },
    },
    {
      id: "agent_sends_file",
      title: "The agent sends a file, and the customer has it",
      calls: 2 + toListen,
      isOptional: true,
      async run() {
        const evidence = await agent.sendsFile(AGENT_FILE);
        if ((await hear(rehearsal, ({ files }) => files.length > 0, patienceMs)) === undefined) {
          throw failHop("The file didn't reach the customer.", "Check the attachments security level of the source.");
        }
        return evidence;
      },
    },
    {
      id: "customer_sends_file",
      title: "The customer sends a file, and the agent's side has it",
      calls: 1,
      isOptional: true,
      async run() {
        const evidence = await customer.sendsFile(CUSTOMER_FILE);
        const content = await readAtDesk(rehearsal, ({ attachments }) => attachments.length > 0, patienceMs);
        if (content === undefined) {
          throw failHop(
            "The file isn't in Engage.",
            "Check `attachmentHosts` in the relay, and the attachments security level of the source.",
          );
        }
        return `${evidence}; message ${content.id}`;
      },
    },
    {
      id: "structured_message",
      title: "The customer chooses from a structured message",
      calls: 2,
      isOptional: true,
      run: chooseFromStructured,
    },
    {
      id: "agent_notes",
      title: "The agent writes a note",
      calls: 1,
      isOptional: true,
      run: () => agent.notes(`${mark} A rehearsal, no customer.`),
    },
    {
      id: "nothing_twice",
      title: "The customer reads everything once",
      async run() {
        if (route === "channel") {
          throw skipHop("Engage itself delivers here");
        }
        const words = customer.heard.lines.filter(({ from, text }) => from === "agent" && text.includes(AGENT_WORDS));
        if (words.length > 1) {
          throw warnHop(
            `The agent's first message arrived ${words.length} times.`,
            "Look for `sessionStorage` in docs/reference/open-questions.md.",
          );
        }
        return "no message of the agent came twice";
      },
    },
    {
      id: "agent_closes",
      title: "The agent closes the conversation",
      calls: 1,
      isVital: true,
      run() {
        customer.heard.mark();
        return agent.closes();
      },
    },
    {
      id: "end_reported",
      title: "The bot says that the agent has left",
      calls: toListen,
      async run() {
        if ((await hear(rehearsal, isBotsWords, OPTIONAL_MS)) === undefined) {
          throw warnHop(
            "The bot says nothing at the end.",
            "Put words below Handover completed of the node Handover Update, or check that the webhook has intervention.closed.",
          );
        }
        return "the customer sees it";
      },
    },
    {
      id: "categories_back",
      title: "It has the Bot category again",
      calls: 1,
      async run() {
        const { bot, agent: agents } = desk.categories;
        const isBack = (ids: readonly string[]) => ids.includes(bot) && !ids.includes(agents);
        if ((await waitForCategories(rehearsal, isBack, patienceMs)) === undefined) {
          throw warnHop(
            "The conversation still belongs to agents.",
            'Choose "Return to the Bot category" in Receive Engage Events, if that isn\'t intended. The Logs of Cognigy.AI say if it failed.',
          );
        }
        return "Bot is there, and Agent is gone";
      },
    },
    {
      id: "bot_answers_again",
      title: "The bot answers again",
      calls: toSay + toListen,
      async run() {
        await customer.says(`${mark} ${GREETING}`);
        if ((await hear(rehearsal, isBotsWords, patienceMs)) === undefined) {
          throw failHop(
            "The bot stays silent after the handover.",
            "The end didn't reach the bot: check the webhook's events, and Inject Transformer in the customer's Endpoint.",
          );
        }
        return "the customer sees an answer";
      },
    },
  ];

  function noteTranscript(): void {
    const opening = desk.opening;
    if (opening !== undefined) {
      const isThere = (opening.body ?? "").includes(GREETING);
      observations.note(
        "transcript",
        isThere ? ["list", "text"] : ["absent", "fails", "hangs"],
        `the opening message has ${isThere ? "" : "not "}what the customer wrote before`,
      );
    }
  }

  async function findTask(): Promise<string> {
    const found = await waitFor(
      async () => {
        const task = await desk.findTask();
        return task === "none" ? undefined : (task ?? "unknown");
      },
      { withinMs: QUEUE_MS, signal, clock, delaysMs: [QUEUE_MS], looks: limit.spare < 2 * TASK_QUEUES ? 1 : 2 },
    );
    if (found === "unknown") {
      throw skipHop("the token may not see tasks (monitor_tasks)");
    }
    if (found === undefined) {
      return "no task: agents find it in their folder for the Agent category";
    }
    if (found.queue === "undelivered") {
      throw warnHop(
        `Task ${found.taskId} is undelivered: nobody who could take it is there.`,
        "Give your agents the Agent category, and let one of them be online.",
      );
    }
    return `task ${found.taskId} is in ${found.queue === "global" ? "the queue" : "an agent's hands"}`;
  }

  async function explainLoss() {
    if (route === "bridge") {
      return failHop(
        "The agent's words don't reach the customer.",
        "Check the Base URI of the source and its key. If the hub logs `signature_mismatch`, set `signaturePolicy` to `signature-or-key` in it.",
      );
    }
    const last = desk.contents.at(-1);
    return failHop(
      `Engage didn't deliver the agent's words (synchronization_status: ${last?.synchronization_status ?? "unknown"}).`,
      "Look at the message in Engage: the channel's own rules, such as 24 hours on WhatsApp, may forbid it.",
    );
  }

  async function chooseFromStructured(): Promise<string> {
    if (route === "channel" && !desk.lastOfCustomer?.capabilities_supported.includes("select")) {
      throw skipHop("the channel shows no choices (select)");
    }
    await agent.sendsStructured(CHOICES);
    // Cognigy's channels get each choice; of Engage's own only the title comes back.
    const expected = route === "bridge" ? "Number two" : CHOICES.title;
    const line = await hear(rehearsal, ({ text }) => text.includes(expected), patienceMs);
    if (line === undefined) {
      throw failHop(
        "The choices didn't reach the customer.",
        "Engage took the message: look at it there, and in Cognigy.AI's Logs.",
      );
    }
    if (route === "channel") {
      return "the customer sees the choices";
    }
    await customer.says("rehearsal-two");
    const content = await readAtDesk(rehearsal, ({ body }) => (body ?? "").includes("Number two"), patienceMs);
    if (content === undefined) {
      throw failHop("The customer's choice isn't in Engage by its title.", "Update the relay to this version.");
    }
    return `the choice arrived by its title (message ${content.id})`;
  }
}
