/** What happened in the account, under the names that webhooks and the journal use. */

export interface DomainEvent {
  id: string;
  type: string;
  /** Milliseconds since the epoch; webhooks show them in `issued_at`. */
  at: number;
  resourceType: string;
  resourceId: string;
  /** The acting user; absent when no user caused it, and always on `task.recategorized`. */
  userId?: string | undefined;
  /** Only `task.completed` has it. */
  action?: string | undefined;
  metadata: Record<string, unknown>;
  /** Journal names such as `content_thread.recategorized` are never delivered to webhooks. */
  journalOnly: boolean;
}

export type DomainListener = (event: DomainEvent) => void;
