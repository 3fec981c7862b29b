/** REST: interventions and their comments. */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find } from "../../domain/find";
import {
  cancelIntervention,
  categorizeIntervention,
  closeIntervention,
  engageContent,
  reassignIntervention,
  updateInterventionFields,
} from "../../domain/interventions";
import type { Intervention, InterventionComment } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { newestFirst } from "../newestFirst";
import { toPage } from "../paging";
import { commentView, interventionView } from "../views";

export const interventionRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/interventions",
    operation: "getAllInterventions",
    handle: (call) => toPage(call, listInterventions(call), (one) => interventionView(call.domain, one)),
  },
  {
    method: "GET",
    path: "/interventions/:interventionId",
    operation: "getIntervention",
    handle: (call) => view(call, readIntervention(call)),
  },
  {
    method: "POST",
    path: "/interventions",
    operation: "createIntervention",
    handle(call) {
      const content = call.findReadable(call.domain.contents, call.parameters.required("content_id"));
      return view(call, engageContent(call.domain, content.id, call.user.id));
    },
  },
  {
    method: "PUT",
    path: "/interventions/:interventionId",
    operation: "updateIntervention",
    handle(call) {
      const values = call.parameters.hash("custom_field_values");
      return view(call, updateInterventionFields(call.domain, readIntervention(call).id, values, call.user.id));
    },
  },
  {
    method: "PUT",
    path: "/interventions/:interventionId/close",
    operation: "closeIntervention",
    handle: (call) => view(call, closeIntervention(call.domain, readIntervention(call).id, call.user)),
  },
  {
    method: "DELETE",
    path: "/interventions/:interventionId/cancel",
    operation: "cancelIntervention",
    handle: (call) => view(call, cancelIntervention(call.domain, readIntervention(call).id, call.user)),
  },
  {
    method: "PUT",
    path: "/interventions/:interventionId/reassign",
    operation: "reassignIntervention",
    handle(call) {
      const userId = call.parameters.required("user_id");
      return view(call, reassignIntervention(call.domain, readIntervention(call).id, userId, call.user));
    },
  },
  {
    method: "PUT",
    path: "/interventions/:interventionId/update_categories",
    operation: "categorizeIntervention",
    handle(call) {
      const categoryIds = call.parameters.requiredList("category_ids");
      return view(call, categorizeIntervention(call.domain, readIntervention(call).id, categoryIds, call.user.id));
    },
  },
  {
    method: "GET",
    path: "/intervention_comments",
    operation: "getAllInterventionComments",
    handle: (call) => toPage(call, listComments(call), commentView),
  },
  {
    method: "POST",
    path: "/intervention_comments",
    operation: "createInterventionComment",
    handle(call) {
      const body = call.parameters.required("body");
      const interventionId = call.parameters.required("intervention_id");
      const intervention = call.findReadable(call.domain.interventions, interventionId);
      return commentView(addComment(call, intervention, body));
    },
  },
  {
    method: "GET",
    path: "/intervention_comments/:interventionCommentId",
    operation: "getInterventionComment",
    handle: (call) => commentView(readComment(call)),
  },
  {
    method: "DELETE",
    path: "/intervention_comments/:interventionCommentId",
    operation: "deleteInterventionComment",
    handle(call) {
      const comment = readComment(call);
      call.domain.comments.delete(comment.id);
      return commentView(comment);
    },
  },
];

function view(call: Call, intervention: Intervention): unknown {
  return interventionView(call.domain, intervention);
}

function readIntervention(call: Call): Intervention {
  return call.findReadable(call.domain.interventions, call.pathId("interventionId"));
}

const STATUS_FILTERS: Record<string, (intervention: Intervention) => boolean> = {
  active: (one) => !one.closed && one.deferred_at === null,
  closed: (one) => one.closed,
  deferred: (one) => one.deferred_at !== null,
  opened: (one) => !one.closed,
  reopened: (one) => one.reopened,
};

function listInterventions(call: Call): Intervention[] {
  const { parameters, domain } = call;
  const wanted = (name: string, actual: string | null | undefined): boolean =>
    parameters.oneOrMany(name)?.includes(actual ?? "") ?? true;
  const statuses = parameters.oneOrMany("status");
  if (statuses?.some((status) => !Object.hasOwn(STATUS_FILTERS, status))) {
    throw new EngageRefusal("malformed", "status is invalid");
  }
  const found = [...domain.interventions.values()].filter(
    (one) =>
      call.canRead(one.source_id) &&
      wanted("thread_id", one.thread_id) &&
      wanted("user_id", one.user_id) &&
      wanted("identity_id", one.identity_id) &&
      wanted("identity_group_id", domain.identities.get(one.identity_id)?.identity_group_id) &&
      (statuses?.some((status) => STATUS_FILTERS[status]?.(one)) ?? true),
  );
  return newestFirst(found, parameters.text("sort"));
}

function listComments(call: Call): InterventionComment[] {
  const { parameters, domain } = call;
  const wanted = (name: "intervention_id" | "thread_id" | "user_id" | "identity_id", one: InterventionComment) =>
    parameters.oneOrMany(name)?.includes(one[name]) ?? true;
  const found = [...domain.comments.values()].filter(
    (one) =>
      call.canRead(find(domain.threads, one.thread_id).source_id) &&
      wanted("intervention_id", one) &&
      wanted("thread_id", one) &&
      wanted("user_id", one) &&
      wanted("identity_id", one),
  );
  return newestFirst(found);
}

function readComment(call: Call): InterventionComment {
  const comment = find(call.domain.comments, call.pathId("interventionCommentId"));
  call.findReadable(call.domain.threads, comment.thread_id);
  return comment;
}

/** A comment is always the token's user's, whatever `user_id` says. */
export function addComment(call: Call, intervention: Intervention, body: string): InterventionComment {
  const comment: InterventionComment = {
    id: call.domain.newId("comment"),
    body,
    intervention_id: intervention.id,
    thread_id: intervention.thread_id,
    user_id: call.user.id,
    identity_id: intervention.identity_id,
    ...call.domain.timestamps(),
  };
  call.domain.comments.set(comment.id, comment);
  return comment;
}
