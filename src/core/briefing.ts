/** What the bot found out, for the agent: why the customer needs a person, what was tried, facts. */
import { type ContextData, listFacts, toContextData } from "./contextData";
import type { Mask } from "./masking/createMask";
import { cutText } from "./text";

export interface Briefing {
  reason?: string | undefined;
  urgency?: string | undefined;
  summary?: string | undefined;
  alreadyTried?: string | undefined;
  facts: Readonly<Record<string, unknown>>;
}

/** Leaves most of an opening message to the conversation. */
export const MAX_BRIEFING = 6_000;
const MAX_LINE = 300;
const MAX_FACT = 1_000;
const MAX_PARAGRAPH = 2_000;

/** `undefined`: there is nothing to say. */
export function toBriefingText(briefing: Briefing, mask: Mask, maxLength = MAX_BRIEFING): string | undefined {
  const line = (label: string, text: string | undefined, max: number) =>
    text === undefined || text.trim() === "" ? [] : [`${label}: ${cutText(mask(text.trim()), max)}`];
  const facts = listFacts(briefing.facts).map(
    ([name, value]) =>
      `- ${mask(name)}: ${cutText(mask(typeof value === "string" ? value : value.join(", ")), MAX_FACT)}`,
  );
  const text = [
    ...line("Reason", briefing.reason, MAX_PARAGRAPH),
    ...line("Urgency", briefing.urgency, MAX_LINE),
    ...line("Summary", briefing.summary, MAX_PARAGRAPH),
    ...line("Already tried", briefing.alreadyTried, MAX_PARAGRAPH),
    ...(facts.length > 0 ? ["Facts:", ...facts] : []),
  ].join("\n");
  return text === "" ? undefined : cutText(text, maxLength);
}

/** The same as context data, by which Engage's rules can route: `briefing-urgency`, `briefing-facts-order`. */
export function toBriefingData(briefing: Briefing, mask: Mask): ContextData {
  const { reason, urgency, summary, alreadyTried, facts } = briefing;
  const maskAll = (value: string | string[]) => (typeof value === "string" ? mask(value) : value.map(mask));
  return toContextData({
    briefing: {
      ...Object.fromEntries(
        Object.entries({ reason, urgency, summary, "already-tried": alreadyTried }).map(([key, text]) => [
          key,
          text === undefined ? undefined : mask(text),
        ]),
      ),
      facts: Object.fromEntries(listFacts(facts).map(([name, value]) => [name, maskAll(value)])),
    },
  });
}
