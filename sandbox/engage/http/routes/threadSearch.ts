/** Keywords of the thread search that this stand-in knows. */

import { allCategoryIds } from "../../domain/categories";
import type { EngageDomain } from "../../domain/EngageDomain";
import { contentsOf, interventionsOf } from "../../domain/find";
import type { Thread } from "../../domain/records";
import { includesText, type Matcher, matchesTerms, parseSearchQuery, toFlag } from "../searchQuery";

export function searchThreads(domain: EngageDomain, threads: readonly Thread[], q: string, userId: string): Thread[] {
  const { terms, order } = parseSearchQuery(q);
  const matchers = threadMatchers(domain, userId);
  const { now, searchDelayMs } = domain.settings;
  const indexedUntilMs = now() - searchDelayMs;
  return sortThreads(
    threads.filter(
      (thread) =>
        (searchDelayMs === 0 || Date.parse(thread.created_at) <= indexedUntilMs) &&
        matchesTerms(thread, terms, matchers),
    ),
    order,
  );
}

function sortThreads(threads: Thread[], order: { field: string; direction: "asc" | "desc" } | undefined): Thread[] {
  const key = (thread: Thread): string =>
    order?.field === "created_at"
      ? `${thread.created_at} ${thread.id}`
      : `${thread.last_content_at ?? ""} ${String(thread.last_content_order).padStart(12, "0")}`;
  const sign = order?.direction === "asc" ? 1 : -1;
  return [...threads].sort((left, right) => (key(left) < key(right) ? -sign : sign));
}

function threadMatchers(domain: EngageDomain, userId: string): Record<string, Matcher<Thread>> {
  const contents = (thread: Thread) => contentsOf(domain, thread.id);
  const interventions = (thread: Thread) => interventionsOf(domain, thread.id);
  const groupOf = (identityId: string) => domain.identities.get(identityId)?.identity_group_id ?? null;
  const categories = (thread: Thread) => allCategoryIds(domain, thread);
  const open = (thread: Thread) => interventions(thread).filter((one) => !one.closed);
  const active = (thread: Thread) => open(thread).filter((one) => one.deferred_at === null);
  const isSameFlag = (actual: boolean, wanted: string) => actual === toFlag(wanted);
  const foreign: Matcher<Thread> = (thread, wanted) => thread.foreign_id === wanted;
  return {
    ...(domain.settings.foreignKeyword !== "none" && { [domain.settings.foreignKeyword]: foreign }),
    source: (thread, wanted) => thread.source_id === wanted,
    identity: (thread, wanted) => contents(thread).some((content) => content.author_id === wanted),
    identity_group: (thread, wanted) => contents(thread).some((content) => groupOf(content.author_id) === wanted),
    text: (thread, wanted) => contents(thread).some((content) => includesText(content.body, wanted)),
    language: (thread, wanted) => contents(thread).some((content) => content.language === wanted),
    categorized: (thread, wanted) => isSameFlag(categories(thread).length > 0, wanted),
    categorized_in: (thread, wanted) => categories(thread).includes(wanted),
    not_categorized_in: (thread, wanted) => !categories(thread).includes(wanted),
    status_in: (thread, wanted) => contents(thread).some((content) => content.status === wanted),
    approval_required: (thread, wanted) =>
      isSameFlag(
        contents(thread).some((content) => content.approval_required),
        wanted,
      ),
    assigned: (thread, wanted) => isSameFlag(interventions(thread).length > 0, wanted),
    assigned_to: (thread, wanted) => interventions(thread).some((one) => one.user_id === wanted),
    assigned_to_me: (thread, wanted) =>
      isSameFlag(
        interventions(thread).some((one) => one.user_id === userId),
        wanted,
      ),
    opened_and_assigned: (thread, wanted) => isSameFlag(open(thread).length > 0, wanted),
    opened_and_assigned_to: (thread, wanted) => open(thread).some((one) => one.user_id === wanted),
    active_and_assigned: (thread, wanted) => isSameFlag(active(thread).length > 0, wanted),
    active_and_assigned_to: (thread, wanted) => active(thread).some((one) => one.user_id === wanted),
    first_content_after: (thread, wanted) => isAfter(contents(thread)[0]?.created_at, wanted),
    first_content_before: (thread, wanted) => isAfter(wanted, contents(thread)[0]?.created_at),
    last_content_after: (thread, wanted) => isAfter(thread.last_content_at, wanted),
    last_content_before: (thread, wanted) => isAfter(wanted, thread.last_content_at),
  };
}

/** ISO dates only; the English phrases that the platform also reads are not understood here. */
function isAfter(left: string | null | undefined, right: string | null | undefined): boolean {
  return Date.parse(left ?? "") > Date.parse(right ?? "");
}
