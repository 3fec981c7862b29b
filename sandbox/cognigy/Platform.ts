/** What all Endpoints share: settings, sessions, profiles, the records of what happened. */
import {
  type CognigyOptions,
  DEFAULT_BODY_LIMIT_BYTES,
  type OutputOrder,
  PLATFORM_ANSWERS,
  type PlatformAnswers,
} from "./CognigyOptions";
import type { EndpointDelivery } from "./endpoint/EndpointDelivery";
import type { TranscriptEntry } from "./FlowState";
import type { FlowExecution } from "./flow/FlowExecution";
import { jsonCopy } from "./jsonCopy";
import type { LoadedExtension } from "./loadExtension";
import { type NodeLimits, PLATFORM_LIMITS } from "./NodeLimits";
import type { NodeExecution, NodeRun } from "./NodeRun";
import { Pending } from "./Pending";
import { prepareNode } from "./prepareNode";
import { readTranscript } from "./readTranscript";
import { runNode } from "./runNode";
import { forgetModule, runNodeInProcess } from "./runNodeInProcess";
import type { Session } from "./Session";
import type { StorageConduct } from "./transformer/StorageView";
import type { ContextPause } from "./transformer/TransformerHost";
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

export interface Bounds {
  /** Of each kind. */
  records: number;
  sessions: number;
}

export class Platform {
  readonly executions: FlowExecution[] = [];
  readonly logs: LogEntry[] = [];
  /** Notify and inject calls, in the order of arrival. */
  readonly deliveries: EndpointDelivery[] = [];
  readonly changed: () => void;
  readonly http: TransformerHttp;
  readonly pending = new Pending();
  readonly now: () => number;
  /** Undefined for the time of the machine. */
  readonly ownTime: (() => number) | undefined;
  /** An upload through the REST API replaces it. */
  extension: LoadedExtension | undefined;
  readonly answers: PlatformAnswers;
  readonly transformerLimits: TransformerLimits;
  readonly transformerPauseMs: ContextPause | undefined;
  readonly outputOrder: OutputOrder;
  readonly nodeOutputs: NonNullable<CognigyOptions["nodeOutputs"]>;
  readonly notifyThroughOutput: boolean;
  readonly convertNotify: boolean;
  readonly keepNotifySource: boolean;
  readonly storageConduct: StorageConduct;
  readonly sessionInputs: NonNullable<CognigyOptions["sessionInputs"]>;
  readonly silentAnswer: NonNullable<CognigyOptions["silentAnswer"]>;
  readonly notifySource: "bot" | "agent";
  readonly sanitizesInput: boolean;
  readonly bodyLimitBytes: number;
  readonly disconnectGraceMs: number;
  /** `http://127.0.0.1:{port}`, once the server listens. */
  url = "";
  private readonly nodeLimits: NodeLimits;
  private readonly sessions = new Map<string, Session>();
  private readonly profileUpdates = new Map<string, Record<string, unknown>>();

  constructor(private readonly options: CognigyOptions) {
    this.changed = options.onChange ?? (() => {});
    this.http = new TransformerHttp(this.changed, options);
    this.ownTime = options.now;
    this.now = options.now ?? Date.now;
    this.extension = options.extension;
    this.answers = { ...PLATFORM_ANSWERS, ...options.answers };
    this.transformerPauseMs = options.transformerPauseMs;
    this.transformerLimits = { ...TRANSFORMER_LIMITS, ...options.transformerLimits };
    this.nodeLimits = { ...PLATFORM_LIMITS, ...options.nodeLimits };
    this.outputOrder = options.outputOrder ?? "overlapping";
    this.nodeOutputs = options.nodeOutputs ?? "atOnce";
    this.keepNotifySource = options.keepNotifySource ?? false;
    this.notifyThroughOutput = options.notifyThroughOutput ?? true;
    this.convertNotify = options.convertNotify ?? true;
    this.storageConduct = options.sessionStorage ?? "live";
    this.sessionInputs = options.sessionInputs ?? "sideBySide";
    this.silentAnswer = options.silentAnswer ?? "atOnce";
    this.notifySource = options.notifySource ?? "bot";
    this.sanitizesInput = options.sanitizesInput ?? false;
    this.bodyLimitBytes = options.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES;
    this.disconnectGraceMs = options.disconnectGraceMs ?? 0;
  }

  log(endpoint: string, origin: LogEntry["origin"], level: string, message: string): void {
    this.logs.push({ at: this.now(), level, message, endpoint, origin });
    this.changed();
  }

  session(userId: string, sessionId: string, defaultContext: Record<string, unknown> = {}): Session {
    const key = JSON.stringify([userId, sessionId]);
    const existing = this.sessions.get(key);
    if (existing) {
      // The latest used last, for whoever forgets the oldest.
      this.sessions.delete(key);
      this.sessions.set(key, existing);
      return existing;
    }
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

  async runNode(run: NodeRun, { transcript }: Session): Promise<NodeExecution & { config: Record<string, unknown> }> {
    const { extension, nodeLimits, options, ownTime } = this;
    if (!extension) {
      throw new Error("No Extension is loaded.");
    }
    const complete: NodeRun = {
      ...run,
      limits: nodeLimits,
      ...(options.env ? { env: options.env } : {}),
      ...toTranscript(options.transcript, transcript),
      ...(options.addToInputIsVisible && { addToInputIsVisible: true }),
      ...(ownTime && { clockShiftMs: ownTime() - Date.now() }),
    };
    const { config } = prepareNode(extension, complete);
    const execution = await (options.runNodesInProcess ? runNodeInProcess : runNode)(extension, complete);
    return { ...execution, config };
  }

  /** Keeps the latest records, and as many sessions: the platform, too, lets sessions end. */
  forgetOldest({ records: keep, sessions: keepSessions }: Bounds): { executions: number } {
    const executions = this.executions.splice(0, Math.max(0, this.executions.length - keep)).length;
    for (const records of [this.logs, this.deliveries, this.http.calls]) {
      records.splice(0, Math.max(0, records.length - keep));
    }
    for (const sessions of [this.sessions, this.profileUpdates]) {
      for (const key of [...sessions.keys()].slice(0, Math.max(0, sessions.size - keepSessions))) {
        sessions.delete(key);
      }
    }
    return { executions };
  }

  reset(): void {
    if (this.extension) {
      forgetModule(this.extension.modulePath);
    }
    this.executions.length = 0;
    this.logs.length = 0;
    this.deliveries.length = 0;
    this.http.calls.length = 0;
    this.sessions.clear();
    this.profileUpdates.clear();
  }
}

function toTranscript(
  conduct: CognigyOptions["transcript"] = "asAsked",
  transcript: readonly TranscriptEntry[],
): Pick<NodeRun, "transcript"> {
  switch (conduct) {
    case "asAsked":
      return { transcript: [...transcript] };
    case "text":
      return { transcript: { answer: readTranscript(transcript, "string", undefined) } };
    case "absent":
      return {};
    case "fails":
      return { transcript: { failure: "The transcript could not be read." } };
    case "hangs":
      return { transcript: { hangs: true } };
  }
}
