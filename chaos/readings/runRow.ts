/** One row of the array: played, checked, and where it fails the readings that are to blame. */
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import { type Readings, unusualOf } from "../../sandbox/readings";
import { checkInvariants } from "../checkInvariants";
import type { Finding } from "../invariants/Finding";
import type { SimulationPlan } from "../Plan";
import { checkTranscripts, type Transcripts, transcriptsOf } from "./checkTranscripts";
import { CONVERSATIONS } from "./conversations";
import { checkOutage, findOutageEnd } from "./outages";
import { simulateReadings } from "./simulateReadings";

export interface RowJob {
  row: number;
  readings: Readings;
  /** It is known to fail, and the readings to blame are wanted. */
  isolates: boolean;
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

export async function runRow({ readings, isolates }: RowJob, extension: LoadedExtension): Promise<RowReport> {
  const report = await playRow(readings, extension);
  const stillFails = async (fewer: Readings) => (await playRow(fewer, extension)).violations.length > 0;
  return { ...report, culprits: isolates ? await findCulprits(readings, stillFails) : [] };
}

export async function playRow(
  readings: Readings,
  extension: LoadedExtension,
  scope: Parameters<typeof simulateReadings>[2] = {},
): Promise<Omit<RowReport, "culprits">> {
  const expected = await readUsualTranscripts(extension, scope.conversations);
  const record = await simulateReadings(readings, extension, scope);
  const invariants = checkInvariants(record);
  const transcripts = checkTranscripts(record, expected, readings);
  const findings = [...invariants.violations, ...transcripts.findings];
  const outage = findOutageEnd(readings);
  const violations = outage === undefined ? findings : checkOutage(outage, record, findings);
  return {
    conversations: record.conversations.length,
    messages: record.conversations.reduce((sum, { customer, agent }) => sum + customer.length + agent.length, 0),
    requests: record.exchanges.length,
    checks: invariants.checks + transcripts.checks,
    allowed: invariants.allowed.length,
    violations: violations.map(({ invariant, kind, conversation, text }) => ({ invariant, kind, conversation, text })),
  };
}

/** What everybody reads under the usual readings: played once in each process, by the product as built. */
const usual = new Map<string, Transcripts>();

async function readUsualTranscripts(
  extension: LoadedExtension,
  conversations: SimulationPlan["conversations"] = CONVERSATIONS,
): Promise<ReadonlyMap<string, Transcripts>> {
  const missing = conversations.filter(({ name }) => !usual.has(name));
  if (missing.length > 0) {
    const record = await simulateReadings({}, extension, { conversations: missing });
    for (const [name, transcripts] of transcriptsOf(record)) {
      usual.set(name, transcripts);
    }
  }
  return usual;
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
