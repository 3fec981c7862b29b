/** What was found at Cognigy.AI, and what is going to change. */
import type { Finding } from "../report";

/** A transformer that isn't ours, and what takes its place. */
export interface ForeignTransformer {
  endpointId: string;
  endpointName: string;
  /** Ours. */
  file: string;
  /** Length and hash of the code that is there. */
  present: string;
  /** Where that code is saved first. */
  savedTo: string;
}

interface DeployStep {
  /** For whoever confirms the plan: `create the Flow "eg: bot"`. */
  summary: string;
  /** Method and path. */
  call: string;
  /** What it changes; code as length and hash only. */
  changes: string[];
  /** Needs more than the confirmation of the plan. */
  replaces?: ForeignTransformer;
  /** Says what has become of it. */
  carryOut: () => Promise<Finding>;
}

export interface DeployPlan {
  findings: Finding[];
  steps: DeployStep[];
}
