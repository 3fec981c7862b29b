/** Makes the page's state out of everything that the stand-ins have recorded. */
import type { LoadedExtension } from "../cognigy/loadExtension";
import type { CognigyStandIn, Endpoint, FlowExecution, LogEntry } from "../cognigy/startCognigy";
import type { EngageStandIn } from "../engage/startEngage";
import type { Readings } from "../readings";
import type { Clock } from "./Clock";
import type { Customers } from "./Customers";
import type { DeskNotes } from "./DeskNotes";
import type { FaultSwitch } from "./FaultSwitch";
import type { FlowFile } from "./flow/FlowFile";
import type { RecordKeeper } from "./RecordKeeper";
import { toClockView } from "./shopHours";
import type { Typing } from "./Typing";
import type { Uploads } from "./Uploads";
import type { CallDetail, ExecutionView, FlowView, LogView, SandboxView } from "./view";
import { createMask } from "./views/createMask";
import { findLostMessages, toLostBySession } from "./views/findLostMessages";
import { findLostOutputs, type LostOutput } from "./views/findLostOutputs";
import { findUnheardMessages } from "./views/findUnheardMessages";
import { markLostMessages } from "./views/markLostMessages";
import { markLostOutputs } from "./views/markLostOutputs";
import type { ExchangeMatches } from "./views/matchExchanges";
import { RecordIds } from "./views/RecordIds";
import { trafficOf } from "./views/Traffic";
import { isAgentUser, toDeskView } from "./views/toDeskView";
import { toExecutionView } from "./views/toExecutionView";
import { toFlowNodes } from "./views/toFlowNodes";
import { toHandovers } from "./views/toHandovers";
import { toLogView } from "./views/toLogView";
import { toMessagingView } from "./views/toMessagingView";
import { toNodeTypes } from "./views/toNodeTypes";
import { toNumbers } from "./views/toNumbers";
import { traceCalls } from "./views/traceCalls";

export interface ViewedParts {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  extension: LoadedExtension;
  hub: Endpoint;
  webchat: Endpoint;
  flow: FlowFile;
  customers: Customers;
  typing: Typing;
  uploads: Uploads;
  notes: DeskNotes;
  faults: FaultSwitch;
  clock: Clock;
  keeper: RecordKeeper;
  requestsPerMinute: number;
  /** Secret value -> what is shown in its place. */
  secrets: ReadonlyMap<string, string>;
  readings: Readings;
  startedAt: number;
  /** One more than before, also in another viewer. */
  nextVersion(): number;
  /** Of the page. */
  url(): string;
  notices(): string[];
}

const MAX_EXECUTIONS = 40;
const MAX_CALLS = 150;
const MAX_LOGS = 100;
const MAX_DETAIL = 64 * 1024;

export class SandboxViewer {
  private readonly types;
  private readonly mask;
  private readonly detailMask;
  private readonly ids = new RecordIds();
  private readonly matches: ExchangeMatches = new WeakMap();
  /** What has ended does not change any more. */
  private endedExecutions = new WeakMap<FlowExecution, ExecutionView>();
  private drawnFlow: { loadedAt: number; nodes: FlowView["nodes"] } | undefined;

  constructor(private readonly parts: ViewedParts) {
    this.types = toNodeTypes(parts.extension);
    this.mask = createMask(parts.secrets);
    this.detailMask = createMask(parts.secrets, MAX_DETAIL);
  }

  /** With so many conversations at the desk. */
  view(conversations: number): SandboxView {
    const { engage, cognigy, hub, webchat, faults, clock, keeper, requestsPerMinute, url, notices } = this.parts;
    const now = clock.now();
    const lostMessages = findLostMessages(cognigy.executions, cognigy.calls);
    const lost = findLostOutputs(cognigy.calls, (id) => engage.domain.contents.get(id)?.thread_id);
    return {
      version: this.parts.nextVersion(),
      startedAt: this.parts.startedAt,
      now,
      addresses: {
        page: url(),
        engage: engage.url,
        cognigy: cognigy.url,
        webchat: { url: cognigy.url, token: webchat.URLToken },
      },
      numbers: toNumbers({
        totals: keeper.totals(),
        endpoints: [hub, webchat],
        exchanges: engage.exchanges,
        limitPerMinute: requestsPerMinute,
        nowMs: now,
      }),
      flow: this.flowView(),
      executions: markLostMessages(
        markLostOutputs(
          cognigy.executions.slice(-MAX_EXECUTIONS).map((execution) => this.executionView(execution)),
          lost,
        ),
        lostMessages,
      ),
      calls: this.trace(MAX_CALLS).map(({ record, view }) => ({
        id: this.ids.of(record),
        ...view,
        path: this.mask.text(view.path),
        summary: this.mask.text(view.summary),
      })),
      logs: cognigy.logs
        .filter(isShown)
        .slice(-MAX_LOGS)
        .map((entry) => this.logView(entry)),
      desk: this.deskView(now, conversations),
      handovers: toHandovers({
        domain: engage.domain,
        executions: cognigy.executions,
        botCategoryId: engage.seed.categories.bot.id,
        isAgent: (userId) => isAgentUser(engage.domain, userId),
      }),
      lostMessages: toLostBySession(lostMessages),
      messaging: this.messagingView(lost),
      faults: faults.settings,
      clock: toClockView(engage, clock.shiftMs, now),
      readings: { ...this.parts.readings },
      notices: notices(),
    };
  }

  findCall(id: string): CallDetail | undefined {
    const call = this.trace(Number.POSITIVE_INFINITY).find(({ record }) => this.ids.of(record) === id);
    if (!call) {
      return undefined;
    }
    const { view, detail } = call;
    const { request, response, failure } = detail();
    const mask = this.detailMask;
    return {
      id,
      ...view,
      path: mask.text(view.path),
      summary: mask.text(view.summary),
      request: { headers: maskHeaders(mask.record(request.headers)), body: mask.value(request.body) },
      ...(response && { response: { body: mask.value(response.body) } }),
      ...(failure !== undefined && { failure: mask.text(failure) }),
    };
  }

  get nodeTypes() {
    return this.types;
  }

  private trace(latest: number) {
    const { engage, cognigy } = this.parts;
    return traceCalls(trafficOf(engage, cognigy), this.matches, latest);
  }

  private flowView(): FlowView {
    const { compiled, error, loadedAt, name: file } = this.parts.flow;
    if (this.drawnFlow?.loadedAt !== loadedAt) {
      const nodes = toFlowNodes(compiled?.flow.nodes ?? [], this.types, this.mask);
      this.drawnFlow = { loadedAt, nodes };
      this.endedExecutions = new WeakMap();
    }
    const { nodes } = this.drawnFlow;
    return { name: compiled?.flow.name ?? "Flow", file, ...(error !== undefined && { error }), loadedAt, nodes };
  }

  private executionView(execution: FlowExecution): ExecutionView {
    const known = this.endedExecutions.get(execution);
    if (known) {
      return known;
    }
    const view = toExecutionView(execution, {
      mask: this.mask,
      types: this.types,
      findNode: (nodeId) => this.parts.flow.compiled?.steps.get(nodeId)?.node,
    });
    if (execution.endedAt !== undefined) {
      this.endedExecutions.set(execution, view);
    }
    return view;
  }

  private deskView(nowMs: number, conversations: number) {
    const { engage, notes, typing, uploads } = this.parts;
    const { domain, seed } = engage;
    return toDeskView({
      domain,
      nowMs,
      conversations,
      botCategoryId: seed.categories.bot.id,
      botUserId: seed.users.bot.id,
      bridgeSourceId: seed.sources.sdk.id,
      notesOf: (threadId) => notes.of(threadId),
      typingOf: ({ foreign_id }, customerId) =>
        typing.textOf(customerId) ?? domain.typing.get(foreign_id ?? "")?.preview,
      findUpload: (url) => uploads.findByUrl(url),
    });
  }

  private logView(entry: LogEntry): LogView {
    const { text, ...view } = toLogView(entry);
    return { id: this.ids.of(entry), ...view, text: this.mask.text(text) };
  }

  private messagingView(lost: readonly LostOutput[]) {
    const { engage, customers, typing, uploads } = this.parts;
    const { domain, seed } = engage;
    return toMessagingView({
      domain,
      sourceId: seed.sources.messaging.id,
      botUserId: seed.users.bot.id,
      customers: customers.list,
      agentTyping: typing.threadsWithAgent,
      findUpload: (url) => uploads.findByUrl(url),
      lost,
      unheard: findUnheardMessages(engage.deliveries),
    });
  }
}

/** Lines of this level repeat the calls, and the page shows those already. */
function isShown({ level }: LogEntry): boolean {
  return level !== "debug";
}

function maskHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
