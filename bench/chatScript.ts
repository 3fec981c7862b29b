/** What is said in each conversation, every message with its own id, and what of it was lost, doubled or out of order. */
import type { Chat } from "./Chat";

export interface Faults {
  lost: number;
  doubled: number;
  /** For each conversation out of order: who read what. */
  disordered: string[];
}

/** Messages with an id, by who is to read them. */
export const SPOKEN = [
  { reader: "customer", text: (name: string) => `Bot: #1 of ${name}` },
  { reader: "customer", text: (name: string) => `#2 to ${name}` },
  { reader: "agent", text: (name: string) => `#3 of ${name}` },
  { reader: "agent", text: (name: string) => `#4 of ${name}` },
  { reader: "customer", text: (name: string) => `#5 to ${name}` },
  { reader: "customer", text: (name: string) => `#6 to ${name}` },
  { reader: "customer", text: (name: string) => `Bot: #7 of ${name}` },
] as const;

/**
 * One after the other for all conversations; two messages in a row do not wait for each other. Agents
 * answer within the step, so that the queue stays short.
 */
export const playChat: ((chat: Chat) => Promise<void>)[] = [
  async (chat) =>
    void (await chat.timeUntil("customer", `Bot: #1 of ${chat.name}`, () => chat.write(`#1 of ${chat.name}`))),
  async (chat) => {
    await chat.timeUntil("customer", "I am connecting you.", () => chat.write("agent please"));
    await chat.untilAtDesk();
    await chat.timeUntil("customer", `#2 to ${chat.name}`, () => chat.agentAnswers(`#2 to ${chat.name}`));
  },
  async (chat) => {
    chat.write(`#3 of ${chat.name}`);
    await chat.timeUntil("agent", `#4 of ${chat.name}`, () => chat.write(`#4 of ${chat.name}`));
    chat.agentAnswers(`#5 to ${chat.name}`);
    await chat.timeUntil("customer", `#6 to ${chat.name}`, () => chat.agentAnswers(`#6 to ${chat.name}`));
  },
  async (chat) => void (await chat.timeUntil("customer", "The agent has left. I am back.", () => chat.agentCloses())),
  async (chat) =>
    void (await chat.timeUntil("customer", `Bot: #7 of ${chat.name}`, () => chat.write(`#7 of ${chat.name}`))),
];

/** A message at the wrong customer or agent counts as one too many. */
export function countFaults(chats: readonly Chat[]): Faults {
  const faults: Faults = { lost: 0, doubled: 0, disordered: [] };
  for (const { heard, name, route } of chats) {
    const wrong: string[] = [];
    for (const reader of ["customer", "agent"] as const) {
      const expected = SPOKEN.filter((one) => one.reader === reader).map(({ text }) => text(name));
      const unheard = new Set([`#1 of ${name}`, `#7 of ${name}`]);
      // On route `channel` Engage has what the customer writes to the bot as well.
      const known = heard[reader].filter((text) => /#\d/.test(text) && !(route === "channel" && unheard.has(text)));
      const distinct = new Set(known);
      faults.lost += expected.filter((text) => !distinct.has(text)).length;
      faults.doubled += known.length - expected.filter((text) => distinct.has(text)).length;
      if (expected.filter((text) => distinct.has(text)).join() !== [...distinct].join()) {
        wrong.push(`${route}, ${reader}: ${[...distinct].map((text) => /#\d/.exec(text)?.[0]).join(" ")}`);
      }
    }
    if (wrong.length > 0) {
      faults.disordered.push(wrong.join("; "));
    }
  }
  return faults;
}
