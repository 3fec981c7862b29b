/** Emits one event about a content, an intervention, a task or an agent, with the metadata that belongs to it. */
import type { DomainState } from "./DomainState";
import { agentMetadata, contentMetadata, interventionMetadata, taskMetadata } from "./eventMetadata";
import type { Content, Intervention, Presence, Task } from "./records";

export function announceContent(state: DomainState, action: string, content: Content, userId?: string): void {
  state.emit({
    type: `content.${action}`,
    resourceType: state.sources.get(content.source_id)?.content_type ?? "message",
    resourceId: content.id,
    userId,
    metadata: contentMetadata(state, content),
  });
}

export function announceIntervention(
  state: DomainState,
  action: string,
  intervention: Intervention,
  userId?: string,
): void {
  state.emit({
    type: `intervention.${action}`,
    resourceType: "intervention",
    resourceId: intervention.id,
    userId,
    metadata: interventionMetadata(intervention),
  });
}

export function announceTask(
  state: DomainState,
  action: string,
  task: Task,
  extra: { userId?: string | undefined; action?: "closed" | "deferred"; type?: "ring" | "request" } = {},
): void {
  if (action === "undelivered" && !state.settings.announcesUndelivered) {
    return;
  }
  const { userId, ...details } = extra;
  state.emit({
    type: `task.${action}`,
    resourceType: "task",
    resourceId: task.id,
    userId,
    action: details.action,
    metadata: taskMetadata(state, task, details),
  });
}

export function announceAgent(state: DomainState, action: string, presence: Presence): void {
  state.emit({
    type: `push_agent.${action}`,
    resourceType: "push_agent",
    resourceId: presence.agentId,
    userId: presence.agentId,
    metadata: agentMetadata(state, presence),
  });
}
