/** Agents who take, answer, defer, transfer and close by themselves, in reaction to the account's events and without timers. */

import { routableAgents } from "../domain/agents";
import { contentCategoryIds } from "../domain/categories";
import type { DomainEvent } from "../domain/DomainEvent";
import type { EngageDomain } from "../domain/EngageDomain";
import { lastCustomerContent, openIntervention, pendingTask } from "../domain/find";
import type { Task } from "../domain/records";
import { compareTasks, decideRouting } from "../domain/routing";
import { isWaiting } from "../domain/tasks";
import type { AgentScript } from "./AgentScript";

interface Performance {
  script: AgentScript;
  /** Thread id -> answers since the agent took it. */
  answers: Map<string, number>;
  /** Contents that this agent has reacted to. */
  seen: Set<string>;
}

export class ScriptedAgents {
  /** What the platform refused to a scripted agent; empty when all went well. */
  readonly problems: Error[] = [];
  private readonly performances = new Set<Performance>();

  constructor(private readonly domain: EngageDomain) {
    domain.on((event) => {
      for (const performance of this.performances) {
        this.react(performance, event);
      }
    });
  }

  /** Returns the function that stops the script. */
  script(script: AgentScript): () => void {
    const performance: Performance = { script, answers: new Map(), seen: new Set() };
    this.performances.add(performance);
    this.act(performance, () => this.takeMore(performance));
    return () => this.performances.delete(performance);
  }

  reset(): void {
    this.performances.clear();
    this.problems.length = 0;
  }

  /** After the event, so that whatever caused it is complete. */
  private react(performance: Performance, event: DomainEvent): void {
    const { agentId } = performance.script;
    const threadId = String(event.metadata.thread_id ?? "");
    switch (event.type) {
      case "task.assigned":
        this.act(performance, () => this.take(performance, event.resourceId));
        break;
      case "task.taken":
      case "task.supervisor_assigned":
        if (event.userId === agentId) {
          performance.answers.delete(threadId);
          this.act(performance, () => this.answer(performance, threadId));
        }
        break;
      case "content.imported":
        this.act(performance, () => this.answer(performance, threadId));
        break;
      case "task.completed":
      case "task.transferred":
        this.act(performance, () => this.takeMore(performance));
        break;
    }
  }

  private act(performance: Performance, action: () => void): void {
    const done = this.domain.work.begin();
    queueMicrotask(() => {
      try {
        if (this.performances.has(performance)) {
          action();
        }
      } catch (error) {
        this.problems.push(error instanceof Error ? error : new Error(String(error)));
      } finally {
        done();
      }
    });
  }

  private take({ script }: Performance, taskId: string): void {
    const task = this.domain.tasks.get(taskId);
    if (script.takes !== false && task !== undefined && isWaiting(task) && this.isFor(script, task)) {
      this.domain.agentTakes(taskId, script.agentId);
    }
  }

  /** Nothing is offered to an agent who was full, so whoever is done asks. */
  private takeMore(performance: Performance): void {
    const tasks = [...this.domain.tasks.values()].filter(isWaiting).sort(compareTasks);
    for (const task of tasks) {
      this.take(performance, task.id);
    }
  }

  /** Offered to this agent, or to nobody in particular where the skills fit; never beyond the agent's capacity. */
  private isFor({ agentId }: AgentScript, task: Task): boolean {
    const content = this.domain.contents.get(task.content_id);
    if (content === undefined || task.queue !== "global") {
      return false;
    }
    const self = routableAgents(this.domain, content.source_id, task.channel_id, task.receivers).filter(
      (one) => one.id === agentId,
    );
    const isFree = self.some((one) => one.status === "available" && !one.isFull);
    if (task.agent_ids.includes(agentId)) {
      return isFree;
    }
    // A transfer to somebody else stays with that one.
    const isPersonal = task.transfered_at !== null && task.agent_ids.length > 0;
    return !isPersonal && decideRouting(contentCategoryIds(this.domain, content), self).agentIds.length > 0;
  }

  private answer(performance: Performance, threadId: string): void {
    const { script, seen, answers } = performance;
    const task = pendingTask(this.domain, threadId);
    const content = lastCustomerContent(this.domain, threadId);
    if (task?.queue !== `workbin_${script.agentId}` || content === undefined || seen.has(content.id)) {
      return;
    }
    seen.add(content.id);
    const body = script.answersWith?.(content);
    if (body === undefined) {
      return;
    }
    this.domain.agentReplies(threadId, script.agentId, body);
    const count = (answers.get(threadId) ?? 0) + 1;
    answers.set(threadId, count);
    this.finish(script, threadId, task, count);
  }

  private finish(script: AgentScript, threadId: string, task: Task, count: number): void {
    const { agentId, transfersTo } = script;
    const intervention = openIntervention(this.domain, threadId);
    if (count === script.closesAfter && intervention !== undefined) {
      this.domain.agentCloses(intervention.id, agentId);
    } else if (count === script.defersAfter) {
      this.domain.agentDefers(threadId, agentId);
    } else if (count === script.transfersAfter) {
      this.domain.agentTransfers(task.id, { ...transfersTo, userId: agentId });
    }
  }
}
