/** One row of the array: played, checked, and where it fails the readings that are to blame. */
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import { type Readings, unusualOf } from "../../sandbox/readings";
import { checkInvariants } from "../checkInvariants";
import type { Finding } from "../invariants/Finding";
import type { PlatformsSetup } from "../Platforms";
import { checkTranscripts, type Transcripts, transcriptsOf } from "./checkTranscripts";
import { simulateReadings } from "./simulateReadings";

export interface RowJob {
  row: number;
  readings: Readings;
}

export interface RowReport {
  conversations: number;
  messages: number;
  requests: number;
  checks: number;
  allowed: number;
  violations: Pick<Finding, "invariant" | "kind" | "conversation" | "text">[];
  /** Each of these alone breaks something; where none does, those that must come together. */
  culprits: [questionId: string, name: string][];
}

/** What everybody reads under the usual readings, once for each process and set of bundles. */
const usualTranscripts = new Map<PlatformsSetup["readBundle"], Promise<ReadonlyMap<string, Transcripts>>>();

export async function runRow(
  { readings }: Pick<RowJob, "readings">,
  extension: LoadedExtension,
  readBundle?: PlatformsSetup["readBundle"],
): Promise<RowReport> {
  const report = await playRow(readings, extension, readBundle);
  const culprits =
    report.violations.length === 0
      ? []
      : await findCulprits(readings, async (fewer) => (await playRow(fewer, extension, readBundle)).violations.length > 0);
  return { ...report, culprits };
}

async function playRow(
  readings: Readings,
  extension: LoadedExtension,
  readBundle: PlatformsSetup["readBundle"],
): Promise<Omit<RowReport, "culprits">> {
  // As built, whatever is broken in the bundles of this row.
  const usual = usualTranscripts.get(undefined) ?? simulateReadings({}, extension).then(transcriptsOf);
  usualTranscripts.set(undefined, usual);
  const expected = await usual;
  const record = await simulateReadings(readings, extension, readBundle && { readBundle });
  const invariants = checkInvariants(record);
  const transcripts = checkTranscripts(record, expected, readings);
  return {
    conversations: record.conversations.length,
    messages: record.conversations.reduce((sum, { customer, agent }) => sum + customer.length + agent.length, 0),
    requests: record.exchanges.length,
    checks: invariants.checks + transcripts.checks,
    allowed: invariants.allowed.length,
    violations: [...invariants.violations, ...transcripts.findings].map(({ invariant, kind, conversation, text }) => ({
      invariant,
      kind,
      conversation,
      text,
    })),
  };
}

/** Switches one reading after the other back to the usual one, as long as it still fails: what is left is to blame. */
export async function findCulprits(
  readings: Readings,
  stillFails: (fewer: Readings) => Promise<boolean>,
): Promise<[questionId: string, name: string][]> {
  let left = unusualOf(readings);
  for (const one of [...left]) {
    const fewer = left.filter((other) => other !== one);
    if (await stillFails(Object.fromEntries(fewer))) {
      left = fewer;
    }
  }
  return left;
}
