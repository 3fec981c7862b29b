/** REST: tasks (interactions that wait, are in hand, or are done). */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find, hasRight } from "../../domain/find";
import { finishIntervention } from "../../domain/interventions";
import type { Task } from "../../domain/records";
import { compareTasks } from "../../domain/routing";
import { finishTask, moveTask, transferTask } from "../../domain/tasks";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { taskView } from "../views";
import { addComment } from "./interventionRoutes";

/** "Users who can read tasks" are not named by a flag; whoever monitors or receives tasks can read them. */
const READ_RIGHTS = ["monitor_tasks", "monitor_team_tasks", "receive_tasks"];

export const taskRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/tasks",
    operation: "getAllTasks",
    handle(call) {
      call.demandRight(...READ_RIGHTS);
      const { parameters, domain } = call;
      const queue = parameters.text("queue") ?? "global";
      const channelId = parameters.text("channel_id");
      const step = parameters.text("step");
      const found = [...domain.tasks.values()].filter(
        (task) =>
          (queue === "workbins" ? task.queue.startsWith("workbin_") : task.queue === queue) &&
          (channelId === undefined || task.channel_id === channelId) &&
          (step === undefined || task.step === step),
      );
      return toPage(call, found.sort(compareTasks), taskView);
    },
  },
  {
    method: "GET",
    path: "/tasks/:taskId",
    operation: "getTask",
    handle(call) {
      call.demandRight(...READ_RIGHTS);
      return taskView(readTask(call));
    },
  },
  {
    method: "POST",
    path: "/tasks/:taskId/move",
    operation: "moveTask",
    handle(call) {
      call.demandRight("monitor_tasks");
      return taskView(moveTask(call.domain, readTask(call).id, call.parameters.required("queue")));
    },
  },
  {
    method: "POST",
    path: "/tasks/:taskId/complete",
    operation: "completeTask",
    handle(call) {
      const task = readTask(call);
      // Required by the OpenAPI file, though it changes nothing.
      call.parameters.required("queue");
      demandHold(call, task);
      const intervention = task.intervention_id ? call.domain.interventions.get(task.intervention_id) : undefined;
      if (intervention !== undefined && !intervention.closed) {
        finishIntervention(call.domain, intervention, call.user.id);
      } else {
        finishTask(call.domain, task, "closed", call.user.id);
      }
      return taskView(task);
    },
  },
  {
    method: "POST",
    path: "/tasks/:taskId/transfer",
    operation: "transferTask",
    handle(call) {
      call.demandRight("monitor_tasks");
      const task = readTask(call);
      const { parameters, domain, user } = call;
      const comment = parameters.text("comment");
      const intervention = task.intervention_id ? domain.interventions.get(task.intervention_id) : undefined;
      if (comment !== undefined && intervention !== undefined) {
        addComment(call, intervention, comment);
      }
      const transferred = transferTask(domain, task.id, {
        agentIds: parameters.list("agent_ids"),
        bypass: parameters.flag("bypass"),
        categoryIds: parameters.list("category_ids"),
        teamIds: parameters.list("team_ids"),
        language: parameters.text("language"),
        userId: user.id,
      });
      return taskView(transferred);
    },
  },
];

function readTask(call: Call): Task {
  const task = find(call.domain.tasks, call.pathId("taskId"));
  call.findReadable(call.domain.threads, task.thread_id);
  return task;
}

/** In a workbin, and owned by the user, or by one of the team that the user monitors, unless the user monitors all. */
function demandHold(call: Call, task: Task): void {
  const holderId = task.queue.startsWith("workbin_") ? task.queue.slice("workbin_".length) : undefined;
  const isLeader = [...call.domain.teams.values()].some(
    (team) => team.leader_ids.includes(call.user.id) && holderId !== undefined && team.user_ids.includes(holderId),
  );
  const isAllowed =
    holderId === call.user.id ||
    hasRight(call.user, "monitor_tasks") ||
    (hasRight(call.user, "monitor_team_tasks") && isLeader);
  if (holderId === undefined || !isAllowed) {
    throw new EngageRefusal("forbidden", "Task can't be completed");
  }
}
