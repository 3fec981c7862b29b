/** Builders of webhook events, as Engage sends them. */
import { type EngageEvent, parseEvents } from "../src/core/inbound/engageEvent";

export const BOT = "bot-category";
export const AGENT = "agent-category";
export const PAIR = { botCategoryId: BOT, agentCategoryId: AGENT };

let made = 0;

export function eventBody(
  type: string,
  metadata: Record<string, unknown> = {},
  { resource = {}, ...event }: Record<string, unknown> & { resource?: Record<string, unknown> } = {},
): Record<string, unknown> {
  made += 1;
  return {
    type,
    id: `event-${made}`,
    issued_at: "2026-01-01T10:00:00.000Z",
    resource: { type: type.split(".")[0], id: `resource-${made}`, metadata, ...resource },
    ...event,
  };
}

/** What a customer wrote while the bot had the conversation. */
export function messageBody(metadata: Record<string, unknown> = {}, event: Record<string, unknown> = {}) {
  return eventBody(
    "content.imported",
    {
      body: "Where is my parcel?",
      body_input_format: "text",
      status: "new",
      created_from: "synchronizer",
      creator_id: null,
      author_id: "identity-1",
      thread_id: "thread-1",
      source_id: "source-1",
      category_ids: [BOT],
      intervention_id: null,
      has_attachment: false,
      private: false,
      ...metadata,
    },
    event,
  );
}

export function parsed(body: unknown): EngageEvent {
  const [event] = parseEvents({ events: [body] }).events;
  if (event === undefined) {
    throw new Error("The event cannot be read");
  }
  return event;
}
