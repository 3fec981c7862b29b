/** What all Endpoints share: settings, sessions, profiles, the records of what happened. */
import {
  type CognigyOptions,
  DEFAULT_BODY_LIMIT_BYTES,
  type OutputOrder,
  PLATFORM_ANSWERS,
  type PlatformAnswers,
} from "./CognigyOptions";
import type { FlowExecution } from "./flow/FlowExecution";
import { jsonCopy } from "./jsonCopy";
import type { LoadedExtension } from "./loadExtension";
import { type NodeLimits, PLATFORM_LIMITS } from "./NodeLimits";
import type { NodeExecution, NodeRun } from "./NodeRun";
import { Pending } from "./Pending";
import { runNode } from "./runNode";
import { runNodeInProcess } from "./runNodeInProcess";
import type { Session } from "./Session";
import { TransformerHttp } from "./transformer/TransformerHttp";
import { TRANSFORMER_LIMITS, type TransformerLimits } from "./transformer/TransformerLimits";

export interface LogEntry {
  at: number;
  level: string;
  message: string;
  /** The name of the Endpoint. */
  endpoint: string;
  origin: "transformer" | "flow" | "platform";
}

export class Platform {
  readonly executions: FlowExecution[] = [];
  readonly logs: LogEntry[] = [];
  readonly http = new TransformerHttp();
  readonly pending = new Pending();
  readonly now: () => number;
  /** Undefined for the time of the machine. */
  readonly ownTime: (() => number) | undefined;
  readonly extension: LoadedExtension | undefined;
  readonly answers: PlatformAnswers;
  readonly transformerLimits: TransformerLimits;
  readonly outputOrder: OutputOrder;
  readonly notifyThroughOutput: boolean;
  readonly bodyLimitBytes: number;
  readonly disconnectGraceMs: number;
  /** `http://127.0.0.1:{port}`, once the server listens. */
  url = "";
  private readonly nodeLimits: NodeLimits;
  private readonly sessions = new Map<string, Session>();
  private readonly profileUpdates = new Map<string, Record<string, unknown>>();

  constructor(private readonly options: CognigyOptions) {
    this.ownTime = options.now;
    this.now = options.now ?? Date.now;
    this.extension = options.extension;
    this.answers = { ...PLATFORM_ANSWERS, ...options.answers };
    this.transformerLimits = { ...TRANSFORMER_LIMITS, ...options.transformerLimits };
    this.nodeLimits = { ...PLATFORM_LIMITS, ...options.nodeLimits };
    this.outputOrder = options.outputOrder ?? "overlapping";
    this.notifyThroughOutput = options.notifyThroughOutput ?? true;
    this.bodyLimitBytes = options.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES;
    this.disconnectGraceMs = options.disconnectGraceMs ?? 0;
  }

  log(endpoint: string, origin: LogEntry["origin"], level: string, message: string): void {
    this.logs.push({ at: this.now(), level, message, endpoint, origin });
  }

  session(userId: string, sessionId: string, defaultContext: Record<string, unknown> = {}): Session {
    const key = JSON.stringify([userId, sessionId]);
    const existing = this.sessions.get(key);
    if (existing) return existing;
    const session: Session = { context: jsonCopy(defaultContext), transcript: [], executions: 0 };
    this.sessions.set(key, session);
    return session;
  }

  profile(userId: string, original: Record<string, unknown>): Record<string, unknown> {
    return jsonCopy({ ...original, ...this.profileUpdates.get(userId) });
  }

  updateProfile(userId: string, values: Record<string, unknown>): void {
    this.profileUpdates.set(userId, { ...this.profileUpdates.get(userId), ...values });
  }

  async runNode(run: NodeRun, { transcript }: Session): Promise<NodeExecution> {
    const { extension, nodeLimits, options } = this;
    if (!extension) throw new Error("No Extension is loaded.");
    const complete: NodeRun = {
      ...run,
      limits: nodeLimits,
      ...(options.env ? { env: options.env } : {}),
      ...(options.transcript === false ? {} : { transcript: [...transcript] }),
    };
    return options.runNodesInProcess ? runNodeInProcess(extension, complete) : runNode(extension, complete);
  }

  reset(): void {
    this.executions.length = 0;
    this.logs.length = 0;
    this.http.calls.length = 0;
    this.sessions.clear();
    this.profileUpdates.clear();
  }
}
