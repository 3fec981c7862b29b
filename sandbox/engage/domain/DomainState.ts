/** Everything that one Engage account holds, with its clock, its ids and its event stream. */
import { keepRecords } from "../../keepRecords";
import type { AccountRules } from "../AccountRules";
import type { DomainEvent, DomainListener } from "./DomainEvent";
import { createIdSource, type IdKind } from "./engageId";
import type {
  Account,
  Attachment,
  Category,
  Channel,
  Community,
  Content,
  CustomField,
  Identity,
  IdentityGroup,
  Intervention,
  InterventionComment,
  JournalEvent,
  Named,
  NamedOffset,
  Presence,
  Source,
  Survey,
  SurveyResponse,
  Task,
  Team,
  Thread,
  TimeSheet,
  User,
  Webhook,
} from "./records";
import { WorkTracker } from "./WorkTracker";

export interface DomainSettings extends AccountRules {
  now: () => number;
  importDelayMs: number;
  threadCloseDelayMs: number;
  exportDelayMs: number;
}

/** `pending`: the network has not decided yet; whoever pushes calls `settleExport` later. */
export type ExportResult =
  | { foreignId: string }
  | { error: string; status?: "export_failure" | "export_aborted" }
  | { pending: true };

export type Exporter = (content: Content) => Promise<ExportResult>;

export const exportToNowhere: Exporter = async (content) => ({ foreignId: `network-${content.id}` });

/** What the account sets off by itself outside of it; with nobody connected, nothing. */
export interface Outbound {
  /** A webhook was created, activated, or has another secret: its endpoint must prove itself. */
  webhookSaved(webhook: Webhook): void;
  /** A source was saved: a Channel SDK endpoint is asked what it implements. */
  sourceSaved(source: Source): void;
  queueAnnounced(): void;
}

const CONNECTED_TO_NOTHING: Outbound = { webhookSaved: () => {}, sourceSaved: () => {}, queueAnnounced: () => {} };

export type LockableOperation = "categorizeThread" | "ignoreThread" | "closeIntervention" | "updateIdentityGroup";

interface Announcement {
  type: string;
  resourceType: string;
  resourceId: string;
  userId?: string | undefined;
  action?: string | undefined;
  metadata: Record<string, unknown>;
  journalOnly?: boolean;
}

export class DomainState {
  readonly threads = new Map<string, Thread>();
  readonly contents = new Map<string, Content>();
  readonly interventions = new Map<string, Intervention>();
  readonly comments = new Map<string, InterventionComment>();
  readonly tasks = new Map<string, Task>();
  readonly users = new Map<string, User>();
  readonly presence = new Map<string, Presence>();
  readonly channels = new Map<string, Channel>();
  readonly categories = new Map<string, Category>();
  readonly sources = new Map<string, Source>();
  readonly communities = new Map<string, Community>();
  readonly identities = new Map<string, Identity>();
  readonly identityGroups = new Map<string, IdentityGroup>();
  readonly attachments = new Map<string, Attachment>();
  readonly customFields = new Map<string, CustomField>();
  readonly tags = new Map<string, Named>();
  readonly teams = new Map<string, Team>();
  readonly presenceStatuses = new Map<string, Named>();
  readonly webhooks = new Map<string, Webhook>();
  readonly events = new Map<string, JournalEvent>();
  /** One record. */
  readonly accounts = new Map<string, Account>();
  readonly surveys = new Map<string, Survey>();
  readonly surveyResponses = new Map<string, SurveyResponse>();
  readonly timeSheets = new Map<string, TimeSheet>();
  /** What the account may choose from; seeded. */
  timeZones: NamedOffset[] = [];
  readonly topologies = new Map<string, Named>();
  /** Access token -> user id. */
  readonly tokens = new Map<string, string>();
  /** Foreign thread id -> what the customer is typing (Channel SDK `typing.start`). */
  readonly typing = new Map<string, { sourceId: string; preview: string; at: number }>();

  /** Pushes a reply to its network; replaced where a Channel SDK endpoint is really called, until the next reset. */
  exporter: Exporter = exportToNowhere;

  /** Set once by whoever calls other systems in the account's name; survives a reset. */
  outbound: Outbound = CONNECTED_TO_NOTHING;

  /** Called when a record here or of what the account calls came or changed; survives a reset. */
  changed: () => void = () => {};

  /** All that runs or is due at once, here and in what the account calls. */
  readonly work = new WorkTracker();

  settings: DomainSettings;
  private readonly defaults: DomainSettings;
  private readonly listeners = new Set<DomainListener>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly locks = new Map<string, number>();
  private ids = createIdSource();
  private counter = 0;
  private muted = false;

  constructor(settings: DomainSettings) {
    this.defaults = settings;
    this.settings = { ...settings };
  }

  on(listener: DomainListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(announcement: Announcement): void {
    if (this.muted) {
      return;
    }
    const event: DomainEvent = {
      id: this.newId("event"),
      at: this.settings.now(),
      journalOnly: false,
      ...announcement,
    };
    this.events.set(event.id, toJournalEvent(event, this.timestamp()));
    for (const listener of [...this.listeners]) {
      listener(event);
    }
    this.changed();
  }

  /** Runs work whose events nobody should see, such as seeding. */
  silently<Result>(work: () => Result): Result {
    this.muted = true;
    try {
      return work();
    } finally {
      this.muted = false;
    }
  }

  newId(kind: IdKind): string {
    return this.ids(kind);
  }

  nextOrder(): number {
    this.counter += 1;
    return this.counter;
  }

  /** REST timestamps have no fractions. */
  timestamp(): string {
    return `${new Date(this.settings.now()).toISOString().slice(0, 19)}Z`;
  }

  timestamps(): { created_at: string; updated_at: string } {
    const now = this.timestamp();
    return { created_at: now, updated_at: now };
  }

  schedule(delayMs: number, work: () => void | Promise<void>): void {
    const done = this.work.begin();
    const timer = setTimeout(async () => {
      this.timers.delete(timer);
      try {
        await work();
      } finally {
        done();
      }
    }, delayMs);
    timer.unref();
    this.timers.add(timer);
  }

  lock(operation: LockableOperation, id: string, times: number): void {
    this.locks.set(`${operation} ${id}`, times);
  }

  /** True when the operation is "already running" on the object, which uses up one lock. */
  isBusy(operation: LockableOperation, id: string): boolean {
    const key = `${operation} ${id}`;
    const left = this.locks.get(key) ?? 0;
    if (left > 0) {
      this.locks.set(key, left - 1);
    }
    return left > 0;
  }

  stopTimers(): void {
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    this.timers.clear();
    this.work.reset();
  }

  /** What it gives brings the records back to how they are now. Settings stay. */
  keep(): () => void {
    const restores = this.maps().map(keepRecords);
    return () => {
      this.stopTimers();
      for (const restore of restores) {
        restore();
      }
    };
  }

  /** Forgets everything but the listeners, and takes up the original settings. */
  clear(): void {
    this.stopTimers();
    for (const map of this.maps()) {
      map.clear();
    }
    this.settings = { ...this.defaults };
    this.exporter = exportToNowhere;
    this.ids = createIdSource();
    this.counter = 0;
  }

  private maps(): Map<string, unknown>[] {
    return Object.values(this).filter((value) => value instanceof Map);
  }
}

function toJournalEvent(event: DomainEvent, timestamp: string): JournalEvent {
  const metadata = event.metadata;
  const resource = event.type.split(".")[0];
  const infos: Record<string, unknown> = {
    content_id: resource === "content" ? event.resourceId : metadata.content_id,
    content_thread_id: metadata.thread_id,
    content_source_id: metadata.source_id,
    intervention_id: resource === "intervention" ? event.resourceId : metadata.intervention_id,
    task_id: resource === "task" ? event.resourceId : undefined,
    category_ids: metadata.category_ids,
  };
  return {
    id: event.id,
    name: event.type,
    user_id: event.userId ?? null,
    created_at: timestamp,
    updated_at: timestamp,
    extra_infos: Object.fromEntries(Object.entries(infos).filter(([, value]) => value !== undefined)),
  };
}
