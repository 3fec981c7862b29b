/**
 * Where our messages sit in the `data` of a Flow's inputs and outputs. A customer or stranger can send any `data`, so these
 * names are stripped from everything that doesn't come from one of our own parts.
 */
import type { Json } from "../core/inbound/read";

export const MEMBERS = {
  engageClaim: "engage",
  handoverUpdate: "handover",
  relayMark: "engageRelay",
  work: "engageWork",
  control: "_engage",
  /** Who speaks, in an agent's message. Public: the customer's chat reads it. */
  agent: "engageAgent",
  /** What the customer chose. Public: the Flow reads it. */
  structuredReply: "structuredReply",
  /** What the bot's next words answer, in a delivery to the hub. */
  replyTarget: "replyTarget",
} as const;

const NAMES: readonly string[] = Object.keys(MEMBERS).map((key) => MEMBERS[key as keyof typeof MEMBERS]);

export function withoutOurMembers(data: Json): Json {
  const clean: Record<string, unknown> = {};
  for (const key of Object.keys(data)) {
    if (!NAMES.includes(key) && key !== "__proto__") {
      clean[key] = data[key];
    }
  }
  return clean;
}
