/** What can be set on the stand-in of Cognigy's REST API, and what tests and the sandbox see of it. */
import type { ManagementReadings } from "./ManagementReadings";
import type { StoredModel } from "./StoredModel";
import type { UserInterface } from "./UserInterface";

export interface ManagementOptions {
  /** Default: any free port. */
  port?: number;
  apiKey?: string;
  /** By default one. The Endpoints belong to the first. */
  projects?: { _id: string; name: string }[];
  /** Installed in the first Project, besides the Extension of the stand-in. */
  extensions?: { name: string; version: string }[];
  /** Of JSON bodies: 60 kB by the documents. 60,000 and not 61,440, to be safe with either. */
  bodyLimitBytes?: number;
  /** Per five minutes: 1,000 on shared SaaS. */
  requestsPerWindow?: number;
  /** Not documented. Small, so that nobody forgets to ask for the next page. */
  pageSize?: number;
  readings?: Partial<ManagementReadings>;
  /** Of the first Project; the first of them is its primary one. */
  locales?: readonly string[];
  models?: readonly StoredModel[];
}

export interface ManagementCall {
  method: string;
  path: string;
  status: number | undefined;
}

/** Instead of an answer; `drop` closes the connection, `hang` never answers, the rest is said as it is. */
export type ManagementFault =
  | "drop"
  | "hang"
  | { status: number; body?: unknown; headers?: Readonly<Record<string, string>>; afterwards?: boolean };

export interface ManagementStandIn {
  /** The address of the API, without `/new/v2.0`. */
  readonly url: string;
  readonly apiKey: string;
  readonly projectId: string;
  /** Every request, with the status of its answer. */
  readonly calls: readonly ManagementCall[];
  /** What is installed in the first Project. */
  readonly extensions: readonly { _id: string; name: string; version: string }[];
  /** Asked before each request; `afterwards` carries the request out first. */
  interrupt: ((call: { method: string; path: string }) => ManagementFault | undefined) | undefined;
  /** What a person does in the user interface. */
  readonly userInterface: UserInterface;
  readonly readings: ManagementReadings;
  /** What it gives brings the Projects back to how they are now, and forgets the calls. Readings stay. */
  keep(): () => void;
  /** While true, tasks stay queued. */
  holdsTasks: boolean;
}
