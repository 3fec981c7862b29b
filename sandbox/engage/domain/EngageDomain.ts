/** The account as people act in it: customers who write, agents who take, answer and close. */
import { isConnected, setPresence } from "./agents";
import type { DomainSettings } from "./DomainState";
import { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import { currentIntervention, find, lastCustomerContent, pendingTask } from "./find";
import { type IdentityProfile, upsertIdentity } from "./identities";
import { createThread, type IncomingMessage, importContent } from "./importContent";
import { deferIntervention, engageContent, finishIntervention, reactivateIntervention } from "./interventions";
import type {
  Category,
  ChannelPresence,
  Content,
  Identity,
  Intervention,
  Presence,
  Task,
  Thread,
  Webhook,
} from "./records";
import { setBaseUri } from "./setBaseUri";
import { dispatchTask, isWaiting, type Transfer, takeTask, transferTask } from "./tasks";
import { categorizeThread } from "./threads";
import { addWebhook, updateWebhook, type WebhookChange, type WebhookRegistration } from "./webhooks";
import { replyToContent, type WrittenMessage } from "./writeContent";

export interface CustomerMessage extends Omit<IncomingMessage, "identityId"> {
  /** Default: the author of the given thread. */
  identityId?: string | undefined;
}

export interface CustomerWriting {
  thread: Thread;
  content: Content;
  /** The task that waits or is in hand after this message. */
  task: Task | undefined;
}

export class EngageDomain extends DomainState {
  constructor(settings: DomainSettings) {
    super(settings);
    // Who becomes available is offered what waits.
    this.on((event) => {
      if (event.type === "push_agent.connected" || event.type === "push_agent.availability_change") {
        this.offerWaitingTasks();
      }
    });
  }

  customerWrites(message: CustomerMessage): CustomerWriting {
    const identityId =
      message.identityId ?? (message.threadId ? lastCustomerContent(this, message.threadId)?.author_id : undefined);
    if (identityId === undefined) {
      throw new EngageRefusal("unknown", "Say who writes: identityId, or a threadId with a customer");
    }
    const content = importContent(this, { ...message, identityId });
    return {
      content,
      thread: find(this.threads, content.thread_id),
      task: pendingTask(this, content.thread_id),
    };
  }

  agentTakes(taskId: string, agentId: string): Task {
    return takeTask(this, taskId, agentId);
  }

  supervisorAssigns(taskId: string, agentId: string): Task {
    return takeTask(this, taskId, agentId, "supervisor");
  }

  agentTransfers(taskId: string, transfer: Transfer): Task {
    return transferTask(this, taskId, transfer);
  }

  /** The first reply opens the intervention (or reopens the closed one). */
  agentReplies(threadId: string, agentId: string, body: string, options: Omit<WrittenMessage, "body"> = {}): Content {
    const target = lastCustomerContent(this, threadId);
    if (target === undefined) {
      throw new EngageRefusal("unknown", "Nobody wrote in this thread");
    }
    const intervention = currentIntervention(this, threadId, target.author_id);
    if (intervention === undefined || intervention.closed) {
      engageContent(this, target.id, agentId);
    }
    const message = { private: target.private_message, ...options, body };
    return replyToContent(this, target.id, message, find(this.users, agentId));
  }

  agentCloses(interventionId: string, agentId: string): Intervention {
    return finishIntervention(this, find(this.interventions, interventionId), agentId);
  }

  /** Opens the intervention first when there is none, as the console does. */
  agentDefers(threadId: string, agentId: string): Intervention {
    const target = lastCustomerContent(this, threadId);
    const current = currentIntervention(this, threadId, target?.author_id);
    const open = current !== undefined && !current.closed ? current : engageContent(this, target?.id ?? "", agentId);
    return deferIntervention(this, open.id, agentId);
  }

  deferralEnds(interventionId: string): Intervention {
    return reactivateIntervention(this, interventionId);
  }

  /** A supervisor or a rule recategorises in the console. */
  categorizeThread(threadId: string, categoryIds: readonly string[], userId?: string): Thread {
    return categorizeThread(this, threadId, categoryIds, userId);
  }

  setPresence(agentId: string, channelId: string, change: Partial<ChannelPresence>): Presence {
    setPresence(this, agentId, channelId, change);
    return find(this.presence, agentId);
  }

  isConnected(agentId: string): boolean {
    return isConnected(this.presence.get(agentId));
  }

  addThread(given: {
    sourceId: string;
    foreignId?: string;
    title?: string;
    categoryIds?: string[];
    closed?: boolean;
    extraData?: Record<string, unknown>;
  }): Thread {
    const thread = createThread(this, find(this.sources, given.sourceId), given);
    thread.closed = given.closed ?? false;
    return thread;
  }

  /** An identity as a source would have imported it. */
  addIdentity(given: { communityId: string; foreignId: string } & IdentityProfile): Identity {
    const { communityId, foreignId, ...profile } = given;
    return upsertIdentity(this, communityId, foreignId, profile);
  }

  addCategory(given: Partial<Category> & { name: string }): Category {
    const category: Category = {
      id: this.newId("record"),
      parent_id: null,
      color: 0,
      mandatory: false,
      multiple: false,
      post_qualification: false,
      unselectable: false,
      non_routable: false,
      source_ids: [],
      ...this.timestamps(),
      ...given,
    };
    this.categories.set(category.id, category);
    return category;
  }

  /** As an administrator does in the console, which knows more events than the API, and source filters. */
  addWebhook(given: WebhookRegistration): Webhook {
    return addWebhook(this, given);
  }

  updateWebhook(webhookId: string, change: WebhookChange): Webhook {
    return updateWebhook(this, find(this.webhooks, webhookId), change);
  }

  /** Saving a Channel SDK source asks its endpoint what it implements; null: nobody is called any more. */
  setBaseUri(sourceId: string, url: string | null): void {
    setBaseUri(this, find(this.sources, sourceId), url);
  }

  /** Tells every waiting customer of Channel SDK sources the position again. */
  announceQueue(): void {
    this.outbound.queueAnnounced();
  }

  /** The next categorisations of this thread answer 409, as if another one were running. */
  lockThread(threadId: string, options: { times: number; operation?: "categorizeThread" | "ignoreThread" }): void {
    this.lock(options.operation ?? "categorizeThread", threadId, options.times);
  }

  lockIntervention(interventionId: string, options: { times: number }): void {
    this.lock("closeIntervention", interventionId, options.times);
  }

  lockIdentityGroup(identityGroupId: string, options: { times: number }): void {
    this.lock("updateIdentityGroup", identityGroupId, options.times);
  }

  private offerWaitingTasks(): void {
    for (const task of this.tasks.values()) {
      if (isWaiting(task) && task.queue === "global" && task.agent_ids.length === 0) {
        dispatchTask(this, task);
      }
    }
  }
}
