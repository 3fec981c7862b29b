/** What was found at Cognigy.AI, and what is going to change. */
import type { Finding } from "../report";

interface DeployStep {
  /** For whoever confirms the plan: `create the Flow "eg: bot"`. */
  summary: string;
  /** Method and path. */
  call: string;
  /** What it changes; code as length and hash only. */
  changes: string[];
  /** Says what has become of it. */
  carryOut: () => Promise<Finding>;
}

export interface DeployPlan {
  findings: Finding[];
  steps: DeployStep[];
}
