/** What `deploy` found, and what it is going to do about it. */
import type { Finding } from "../report";

interface DeployStep {
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
