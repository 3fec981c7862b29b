/** Interventions: the handling of one customer by one agent within a thread; comments are internal notes on them. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { count, flag, id, idList, optionalId, optionalNumber, optionalText, pageOf } from "../schema";

const intervention = once(() =>
  z.object({
    id: id(),
    thread_id: optionalId(),
    content_id: optionalId(),
    identity_id: optionalId(),
    user_id: optionalId(),
    closed: flag(),
    closed_at: optionalText(),
    deferred_at: optionalText(),
    category_ids: idList(),
    user_replies_count: count(),
    /** Notes of agents and of ours, which cancelling destroys. */
    comments_count: count(),
    created_at: optionalText(),
    /** These are there only where the account has surveys. */
    satisfaction_grade: optionalNumber(),
    satisfaction_sent_at: optionalText(),
    satisfaction_answered_at: optionalText(),
    survey_id: optionalId(),
    survey_response_id: optionalId(),
  }),
);
export type Intervention = z.output<ReturnType<typeof intervention>>;

const comment = once(() => z.object({ id: id() }));

export function createInterventions(rest: Rest) {
  return {
    getIntervention: (interventionId: string) =>
      rest({ method: "GET", path: ["interventions", interventionId], schema: intervention() }),

    /** Newest first. A record counts only if it names the thread: ending a stranger's intervention would be worse than none. */
    listThreadInterventions: async (threadId: string) => {
      const query = { thread_id: threadId };
      const page = await rest({ method: "GET", path: ["interventions"], query, schema: pageOf(intervention()) });
      return page.records.filter(({ thread_id }) => thread_id === threadId);
    },

    /** Opens or reopens. `contentId` is the message, though one guide calls it a thread. */
    openIntervention: (contentId: string) =>
      rest({ method: "POST", path: ["interventions"], form: { content_id: contentId }, schema: intervention() }),

    closeIntervention: (interventionId: string) =>
      rest({ method: "PUT", path: ["interventions", interventionId, "close"], schema: intervention() }),

    /** Only while no agent has replied; destroys the intervention. */
    cancelIntervention: (interventionId: string) =>
      rest({ method: "DELETE", path: ["interventions", interventionId, "cancel"], schema: intervention() }),

    categorizeIntervention: (interventionId: string, categoryIds: readonly string[]) =>
      rest({
        method: "PUT",
        path: ["interventions", interventionId, "update_categories"],
        form: { category_ids: categoryIds },
        schema: intervention(),
      }),

    /** An internal note, which customers never see. The API file demands the user's id, a guide shows none. */
    commentIntervention: (interventionId: string, body: string, userId?: string) =>
      rest({
        method: "POST",
        path: ["intervention_comments"],
        form: { intervention_id: interventionId, body, user_id: userId },
        schema: comment(),
      }),
  };
}
