/** What people send other than plain words: files, choices, a location, and characters with a meaning in HTML. */
import type { WrittenMessage } from "../sandbox/engage/domain/writeContent";
import type { EngageDomain } from "../sandbox/engage/startEngage";

export type Extra = "file" | "location" | "choice";
export type AgentsExtra = Omit<WrittenMessage, "body">;

/** Each of Engage's encoders writes something of it in its own way. */
export const MARKUP = "Is 1 < 2 & 3 > 2, caf\u00e9 / \u{1f600}?";
/** What the customer chooses of what the bot or an agent offers. */
export const CHOICE = { title: "Small", payload: "size_s" };

export const AGENTS_CHOICES: AgentsExtra = {
  structuredContent: { type: "select", items: [CHOICE, { title: "Large", payload: "size_l" }] },
};

export function richMessage(domain: EngageDomain, extra: Extra): Record<string, unknown> {
  switch (extra) {
    case "file":
      return { attachmentIds: [addFile(domain, "customers.pdf")] };
    case "location":
      return { location: { latitude: 54.32, longitude: 10.14 } };
    case "choice":
      return { body: CHOICE.title, structuredReply: { payload: CHOICE.payload } };
  }
}

export function agentsFile(domain: EngageDomain): AgentsExtra {
  return { attachmentIds: [addFile(domain, "agents.pdf")] };
}

/** As Webchat sends an upload. */
export function webchatFile(): Record<string, unknown> {
  return {
    fileName: "customers.pdf",
    url: "http://127.0.0.1/files/customers.pdf",
    mimeType: "application/pdf",
    size: 5,
  };
}

function addFile(domain: EngageDomain, filename: string): string {
  const id = domain.newId("attachment");
  const file = { id, filename, content_type: "application/pdf", size: 5, isPublic: true, foreign_id: null };
  domain.attachments.set(id, { ...file, bytes: Buffer.from("bytes"), ...domain.timestamps() });
  return id;
}
