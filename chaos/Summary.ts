/** What is reported of a simulation, and of many: small enough to be handed from process to process. */
import { describeReadings } from "../sandbox/readings";
import type { InvariantReport } from "./checkInvariants";
import type { SimulationRecord } from "./Records";

interface ShownViolation {
  invariant: string;
  kind: string;
  conversation: string | undefined;
  text: string;
}

export interface Summary {
  simulations: number;
  conversations: number;
  messages: number;
  requests: number;
  faults: Record<string, number>;
  checks: number;
  allowed: Record<string, number>;
  violations: (ShownViolation & { simulation: string; trace: string[] })[];
  spanMs: number;
  hashes: string[];
  /** Of each simulation. */
  readings: string[];
}

const SHOWN_LINES = 80;

export function summarize(record: SimulationRecord, { checks, allowed, violations }: InvariantReport): Summary {
  const { conversations, exchanges, interruptions, plan } = record;
  const faults: Record<string, number> = {};
  const count = (name: string) => {
    faults[name] = (faults[name] ?? 0) + 1;
  };
  for (const { link, outcome, status } of exchanges) {
    if (outcome.kind !== "pass") {
      count(`${link} ${outcome.kind}`);
    } else if (status === 429) {
      count(`${link} throttled`);
    }
  }
  for (const { kind } of interruptions) {
    count(kind === "kill" ? "handler killed" : "restart of Cognigy");
  }
  const byAllowance: Record<string, number> = {};
  for (const { allowance } of allowed) {
    byAllowance[allowance] = (byAllowance[allowance] ?? 0) + 1;
  }
  const traced = new Set<string>();
  return {
    simulations: 1,
    conversations: conversations.length,
    messages: conversations.reduce((sum, { customer, agent }) => sum + customer.length + agent.length, 0),
    requests: exchanges.length,
    faults,
    checks,
    allowed: byAllowance,
    violations: violations.map(({ invariant, kind, conversation, text }) => {
      const isShown = conversation !== undefined && !traced.has(conversation);
      if (isShown) {
        traced.add(conversation);
      }
      const trace = isShown ? traceOf(record, conversation).slice(-SHOWN_LINES) : [];
      return { invariant, kind, conversation, text, simulation: plan.seed, trace };
    }),
    spanMs: record.spanMs,
    hashes: [record.hash],
    readings: [`${plan.seed}: ${describeReadings(plan.readings)}`],
  };
}

export function traceOf({ trace }: SimulationRecord, conversation: string): string[] {
  return trace.filter((line) => line.includes(` ${conversation} `) || line.includes(" - * "));
}

export function add(one: Summary, other: Summary): Summary {
  return {
    simulations: one.simulations + other.simulations,
    conversations: one.conversations + other.conversations,
    messages: one.messages + other.messages,
    requests: one.requests + other.requests,
    faults: addCounts(one.faults, other.faults),
    checks: one.checks + other.checks,
    allowed: addCounts(one.allowed, other.allowed),
    violations: [...one.violations, ...other.violations],
    spanMs: one.spanMs + other.spanMs,
    hashes: [...one.hashes, ...other.hashes],
    readings: [...one.readings, ...other.readings],
  };
}

function addCounts(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [key, count] of Object.entries(other)) {
    sum[key] = (sum[key] ?? 0) + count;
  }
  return sum;
}
