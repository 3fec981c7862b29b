/** A webchat's session in the browser's session storage, so that a reload goes on where it was. */
import { type Json, member, readNumber, readRecords, readText, toRecord } from "../../../src/core/inbound/read";
import type { ChatEntry } from "./chatEntry";

export interface WebchatSession {
  userId: string;
  sessionId: string;
  entries: ChatEntry[];
}

const KEPT_ENTRIES = 100;

export function writeSession(session: WebchatSession): string {
  return JSON.stringify({ ...session, entries: session.entries.slice(-KEPT_ENTRIES) });
}

/** What an older page may have written is taken as far as it can be read. */
export function parseSession(stored: string | null): WebchatSession | undefined {
  const session = toRecord(parseJson(stored));
  const userId = readText(session, "userId");
  const sessionId = readText(session, "sessionId");
  if (!userId || !sessionId) {
    return undefined;
  }
  return { userId, sessionId, entries: readRecords(session, "entries").flatMap(parseEntry) };
}

function parseJson(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? "");
  } catch {
    return undefined;
  }
}

function parseEntry(entry: Json): ChatEntry[] {
  const id = readText(entry, "id");
  const from = (["customer", "bot", "agent", "system"] as const).find((known) => known === readText(entry, "from"));
  if (id === undefined || from === undefined) {
    return [];
  }
  return [
    {
      id,
      at: readNumber(entry, "at") ?? 0,
      from,
      name: readText(entry, "name") ?? "",
      text: readText(entry, "text") ?? "",
      ...(member(entry, "isQueue") === true && { isQueue: true }),
      ...parseRating(entry),
      choices: parseChoices(entry),
      cards: readRecords(entry, "cards").map((card) => ({
        title: readText(card, "title") ?? "",
        subtitle: readText(card, "subtitle") ?? "",
        imageUrl: readText(card, "imageUrl") ?? "",
        choices: parseChoices(card),
      })),
      media: readRecords(entry, "media").map((file) => ({
        kind: (["image", "audio", "video"] as const).find((known) => known === readText(file, "kind")) ?? "file",
        url: readText(file, "url") ?? "",
        title: readText(file, "title") ?? "",
      })),
    },
  ];
}

function parseRating(entry: Json): Pick<ChatEntry, "rating"> {
  const rating = toRecord(member(entry, "rating"));
  return rating === undefined
    ? {}
    : { rating: { title: readText(rating, "title") ?? "", commentLabel: readText(rating, "commentLabel") ?? "" } };
}

function parseChoices(record: Json) {
  return readRecords(record, "choices").map((choice) => {
    const url = readText(choice, "url");
    return { title: readText(choice, "title") ?? "", payload: readText(choice, "payload") ?? "", ...(url && { url }) };
  });
}
