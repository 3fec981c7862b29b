/** Masks what is not to leave Cognigy: numbers of cards and accounts, addresses, own patterns. */
import { findCards } from "./findCards";
import { findEmails } from "./findEmails";
import { findIbans } from "./findIbans";
import { findPattern } from "./findPattern";
import { findPhones } from "./findPhones";
import { parseMaskPattern } from "./parseMaskPattern";
import { Spans } from "./Spans";

export type Mask = (text: string) => string;

type Find = (text: string, spans: Spans) => void;

export const MASK_KINDS = ["cards", "ibans", "emails", "phones"] as const;
type MaskKind = (typeof MASK_KINDS)[number];

const FINDERS: Record<MaskKind, Find> = {
  cards: findCards,
  ibans: findIbans,
  emails: findEmails,
  phones: findPhones,
};

/** What the agent reads instead of a text that could not be masked. */
export const WITHHELD = "[This text was withheld because it could not be masked]";

const MAX_PATTERNS = 20;

/** Names the setting that cannot be used: a mask with a hole in it is worse than none. */
export type MaskReading =
  | { ok: true; mask: Mask }
  | { ok: false; setting: "maskBeforeSending" | "maskPatterns"; problem: string };

export function createMask(kinds: readonly string[], patterns: readonly string[]): MaskReading {
  const finders: Find[] = [];
  for (const kind of kinds) {
    const known = MASK_KINDS.filter((one) => one === kind.trim().toLowerCase())[0];
    if (known === undefined) {
      return {
        ok: false,
        setting: "maskBeforeSending",
        problem: `"${kind.slice(0, 40)}" is none of ${MASK_KINDS.join(", ")}`,
      };
    }
    finders.push(FINDERS[known]);
  }
  if (patterns.length > MAX_PATTERNS) {
    return { ok: false, setting: "maskPatterns", problem: `has more than ${MAX_PATTERNS} patterns` };
  }
  for (const pattern of patterns) {
    const parsed = parseMaskPattern(pattern);
    if (!parsed.ok) {
      return { ok: false, setting: "maskPatterns", problem: parsed.problem };
    }
    finders.push((text, spans) => findPattern(parsed.places, text, spans));
  }
  return { ok: true, mask: finders.length === 0 ? (text) => text : toMask(finders) };
}

/** A text that cannot be masked is withheld, not sent unmasked, and whoever waits for it reads that. */
export function toMask(finders: readonly Find[]): Mask {
  return (text) => {
    try {
      const spans = new Spans();
      for (const find of finders) {
        find(text, spans);
      }
      return spans.applyTo(text);
    } catch {
      return WITHHELD;
    }
  };
}
