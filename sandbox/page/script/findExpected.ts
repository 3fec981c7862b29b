/** Looks for what a script expects: in the chat, at the desk, and in the runs of the Flow. */
import { matchesText } from "../../../scripts/rehearsal/matchesText";
import type { Expectation } from "../../../scripts/rehearsal/Script";
import type { ExecutionView, SandboxView, ThreadView } from "../../app/view";
import type { ChatEntry } from "../customer/chatEntry";

export interface Scene {
  view: SandboxView | undefined;
  thread: ThreadView | undefined;
  heard: readonly ChatEntry[];
  /** Of this conversation. */
  runs: readonly ExecutionView[];
  hasAgentClosed: boolean;
  /** Each message and each exit counts once. */
  isNew(id: string): boolean;
}

/** The id of what meets the expectation; that of a status or a category is always the same. */
export function findExpected(expected: Expectation, scene: Scene): string | undefined {
  if ("from" in expected) {
    return expected.from === "customer" ? findAtDesk(expected, scene) : findInChat(expected, scene);
  }
  if ("status" in expected) {
    return listStatuses(scene).includes(expected.status) ? "status" : undefined;
  }
  if ("exit" in expected) {
    const exits = scene.runs.flatMap(({ id, steps }) =>
      steps.map(({ exit }, index) => ({ exit, id: `${id} ${index}` })),
    );
    return exits.find(({ exit, id }) => exit === expected.exit && scene.isNew(id))?.id;
  }
  return listCategories(scene).includes(expected.category.toLowerCase()) ? "category" : undefined;
}

/** All that a person can read of a message. */
export function wordsOf({ text, choices, cards }: ChatEntry): string {
  const titles = cards.flatMap((card) => [card.title, card.subtitle, ...card.choices.map(({ title }) => title)]);
  return [text, ...titles, ...choices.map(({ title }) => title)].filter((part) => part !== "").join("\n");
}

type Said = Extract<Expectation, { from: string }>;

function findAtDesk(expected: Said, { thread, isNew }: Scene): string | undefined {
  return thread?.messages.find(
    ({ id, author, text, attachments }) =>
      author === "customer" &&
      isNew(id) &&
      isSaid(
        expected,
        text,
        attachments.map(({ name }) => name),
      ),
  )?.id;
}

function findInChat(expected: Said, { heard, isNew }: Scene): string | undefined {
  return heard.find((entry) => {
    // What Webchat shows by itself, such as the queue, is the bot's.
    const from = entry.from === "system" ? "bot" : entry.from;
    const files = entry.media.map(({ title, url }) => `${title} ${url}`);
    return from === expected.from && isNew(entry.id) && isSaid(expected, wordsOf(entry), files);
  })?.id;
}

function isSaid(expected: Said, text: string, files: readonly string[]): boolean {
  return "text" in expected ? matchesText(expected.text, text) : files.some((file) => matchesText(expected.file, file));
}

/** A closed conversation is back with the bot, too. */
const STATUSES = {
  bot: ["bot"],
  queued: ["queue"],
  deferred: ["queue"],
  agent: ["active"],
  closed: ["completed", "bot"],
} satisfies Record<ThreadView["state"], string[]>;

function listStatuses({ thread, hasAgentClosed }: Scene): string[] {
  const shown = STATUSES[thread?.state ?? "bot"];
  return hasAgentClosed && shown.includes("bot") ? [...shown, "completed"] : shown;
}

/** By name and by id. */
function listCategories({ thread, view }: Scene): string[] {
  const known = view?.desk.categories ?? [];
  return (thread?.categories ?? []).flatMap((id) => [id, known.find((one) => one.id === id)?.name.toLowerCase() ?? ""]);
}
