/** REST: bots (virtual agents) and handovers between bot and agent. */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find, pendingTask } from "../../domain/find";
import { engageContent, finishIntervention } from "../../domain/interventions";
import type { Intervention } from "../../domain/records";
import { finishTask } from "../../domain/tasks";
import { categorizeThread, startThreadJob } from "../../domain/threads";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { interventionView } from "../views";

export const botRoutes: EngageRoute[] = [
  {
    method: "POST",
    path: "/bots/engage",
    operation: "botEngage",
    handle(call) {
      const content = call.findReadable(call.domain.contents, call.parameters.required("content_id"));
      return interventionView(call.domain, engageContent(call.domain, content.id, virtualAgentId(call)));
    },
  },
  {
    method: "POST",
    path: "/bots/complete",
    operation: "botComplete",
    handle(call) {
      const { domain, parameters, user } = call;
      const intervention = readIntervention(call, parameters.required("intervention_id"));
      if (intervention.closed) {
        throw new EngageRefusal("invalid", "Intervention is already closed");
      }
      const thread = find(domain.threads, intervention.thread_id);
      const added = parameters.list("thread_category_ids");
      if (added !== undefined) {
        // Here the categories are described as those to ADD.
        categorizeThread(domain, thread.id, [...thread.thread_category_ids, ...added], user.id);
      }
      finishIntervention(domain, intervention, virtualAgentId(call));
      const task = pendingTask(domain, thread.id);
      if (task !== undefined) {
        finishTask(domain, task, "closed", virtualAgentId(call));
      }
      if (parameters.flag("close_thread")) {
        startThreadJob(domain, thread.id, true, user.id);
      }
      return SUCCESS;
    },
  },
  {
    method: "POST",
    path: "/bots/handover",
    operation: "handoverFromBotToAgent",
    handle(call) {
      const { domain, parameters, user } = call;
      const from = parameters.required("from");
      const to = parameters.required("to");
      const type = parameters.required("type");
      if (![from, to].every((side) => side === "bot" || side === "agent") || from === to) {
        throw new EngageRefusal("invalid", "Validation failed: from and to are invalid");
      }
      // Required by the OpenAPI file, meaningful only for handovers of a specific source.
      if (type !== "engage_virtual_agent") {
        parameters.required("identity_foreign_id");
      }
      const interventionId = parameters.text("intervention_id");
      const categoryIds = parameters.list("thread_category_ids");
      if (interventionId !== undefined) {
        const intervention = readIntervention(call, interventionId);
        if (categoryIds !== undefined) {
          // Here the categories are described as those to SET.
          categorizeThread(domain, intervention.thread_id, categoryIds, user.id);
        }
        announceHandover(call, intervention);
      }
      return SUCCESS;
    },
  },
];

const SUCCESS = { status: 200, message: "Success" };

function readIntervention(call: Call, id: string): Intervention {
  return call.findReadable(call.domain.interventions, id);
}

/** The user that stands for the virtual agent; the token's user where the account has none. */
function virtualAgentId(call: Call): string {
  return [...call.domain.users.values()].find((user) => user.firstname === "Virtual")?.id ?? call.user.id;
}

function announceHandover(call: Call, intervention: Intervention): void {
  call.domain.emit({
    type: "virtual_agent.handover",
    resourceType: "intervention",
    resourceId: intervention.id,
    userId: call.user.id,
    metadata: {
      intervention_id: intervention.id,
      thread_id: intervention.thread_id,
      source_id: intervention.source_id,
    },
    journalOnly: true,
  });
}
