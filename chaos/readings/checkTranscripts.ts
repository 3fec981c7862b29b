/** What each side reads must be what it reads under the usual readings, apart from what the table of differences says. */
import type { Readings } from "../../sandbox/readings";
import type { Finding } from "../invariants/Finding";
import type { ConversationRecord, SimulationRecord } from "../Records";
import { DIFFERENCES, type Side } from "./differences";

/** Whoever writes three times in one moment is read in any order. */
const WITHOUT_ORDER = ["c9"];
/** Told as the queue moves: how often is a matter of timing. What must be told of it is checked by itself. */
const QUEUE_LINE = /^(?:bot: )?(?:private )?(?:Bot: )?You are number.*$/;

export type Transcripts = Record<Side, string[]>;

export function checkTranscripts(
  record: SimulationRecord,
  usual: ReadonlyMap<string, Transcripts>,
  readings: Readings,
): { findings: Finding[]; checks: number } {
  const findings: Finding[] = [];
  let checks = 0;
  for (const conversation of record.conversations) {
    const expected = usual.get(conversation.name);
    for (const side of ["customer", "agent"] as const) {
      const [wanted, found] = [expected?.[side] ?? [], conversation.transcripts[side]].map((lines) =>
        prepare(lines, conversation, side, readings),
      );
      checks += wanted?.length ?? 0;
      const difference = findDifference(wanted ?? [], found ?? []);
      if (difference !== undefined) {
        findings.push({
          invariant: "transcript",
          kind: side,
          conversation: conversation.name,
          tokens: [],
          text: `the ${side} reads ${difference}`,
        });
      }
    }
  }
  return { findings, checks };
}

export function transcriptsOf({ conversations }: SimulationRecord): Map<string, Transcripts> {
  return new Map(conversations.map(({ name, transcripts }) => [name, transcripts]));
}

/** Both are made equal where a reading makes a difference that the documentation states. */
function prepare(
  lines: readonly string[],
  { name, route }: ConversationRecord,
  side: Side,
  readings: Readings,
): string[] {
  const applied = DIFFERENCES.filter(
    (difference) =>
      difference.readings.includes(readings[difference.question] ?? "") &&
      (difference.route ?? route) === route &&
      (difference.side ?? side) === side,
  );
  const prepared = lines.flatMap((line) => {
    const kept = line.split("\n").filter((part) => !QUEUE_LINE.test(part));
    const joined = kept.join("\n");
    const changed = applied.reduce<string | undefined>((text, { change }) => text && change(text), joined);
    return changed || [];
  });
  return WITHOUT_ORDER.includes(name) ? prepared.map(withoutOrder).sort() : prepared;
}

/** An opening message holds several lines. */
function withoutOrder(text: string): string {
  return text.split("\n").sort().join("\n");
}

function findDifference(wanted: readonly string[], found: readonly string[]): string | undefined {
  const place = Array.from({ length: Math.max(wanted.length, found.length) }, (_, index) => index).find(
    (index) => wanted[index] !== found[index],
  );
  return place === undefined
    ? undefined
    : `${JSON.stringify(found[place] ?? null)} in place of ${JSON.stringify(wanted[place] ?? null)} (line ${place + 1})`;
}
