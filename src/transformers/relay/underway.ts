/**
 * Messages on their way to Engage. Since release 2025.25 the platform waits for Engage longer than for the handler: it stops
 * the handler, and nobody learns what became of the message. The customer's next one brings that up.
 */
import { readNumber, readRecords, readText } from "../../core/inbound/read";

export interface Underway {
  id: string;
  text: string;
  attachments: readonly { url: string }[];
}

/** No handler lives that long. */
const STOPPED_AFTER_MS = 6_000;
/** What is older is no news any more. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;
const MAX_UNDERWAY = 3;

/** Notes the message, and gives the one whose handler was stopped. `settle`: what became of these is known. */
export async function noteUnderway(
  userId: string,
  sessionId: string,
  message: Underway,
): Promise<{ stopped: Underway | undefined; settle(...messages: (Underway | undefined)[]): void }> {
  const storage = await getSessionStorage(userId, sessionId);
  const without = (ids: readonly string[]) =>
    readRecords({ list: storage.engageUnderway }, "list").filter(
      (one) => ids.indexOf(readText(one, "id") || "") === -1,
    );
  const nowMs = Date.now();
  const others = without([message.id]);
  storage.engageUnderway = [...others, { ...message, atMs: nowMs }].slice(-MAX_UNDERWAY);
  const [stopped] = others.filter((one) => {
    const ageMs = nowMs - (readNumber(one, "atMs") || 0);
    return ageMs > STOPPED_AFTER_MS && ageMs < FORGOTTEN_AFTER_MS;
  });
  return {
    stopped: stopped && {
      id: readText(stopped, "id") || "",
      text: readText(stopped, "text") || "",
      attachments: readRecords(stopped, "attachments").map((file) => ({ url: readText(file, "url") || "" })),
    },
    settle(...messages) {
      storage.engageUnderway = without(messages.map((one) => (one ? one.id : "")));
    },
  };
}
