/** Node "Lookup Queue Status": where the conversation stands between customer and agent. */

import { isWithAgents } from "../core/categories";
import { EngageError } from "../core/errors";
import { decideQueueStanding, type QueueFacts, type QueueStanding } from "../core/queue";
import { readOwnId } from "../engage/readOwnId";
import { readSatisfaction, type Satisfaction } from "../engage/readSatisfaction";
import { locateConversation, threadIdField } from "./shared/conversation";
import { defineNode, type NodeOutcome, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, liveSelectField } from "./shared/field";
import { localized } from "./shared/localized";
import { resolveChannels } from "./shared/optionResolvers";
import { satisfactionField } from "./shared/satisfactionField";

/** 600 tasks of each queue; more would cost too much of the account's 500 requests a minute. */
const MAX_TASK_PAGES = 4;

const fields = {
  threadId: threadIdField,
  channelId: liveSelectField(localized("Channel", "Kanal", "Canal"), resolveChannels, {
    description: localized(
      "Read only the tasks of this channel group. Without a choice: all tasks are read, those of the conversation's own channel count.",
      "Nur die Aufgaben dieser Kanalgruppe lesen. Ohne Auswahl werden alle gelesen; es zählen die im Kanal der Konversation.",
      "Leer solo las tareas de este grupo de canales. Sin selección se leen todas y cuentan las del canal de la conversación.",
    ),
  }),
  readSatisfaction: satisfactionField,
};

type Run = NodeRun<ConfigOf<typeof fields>>;
type Exit = "onQueued" | "onWithAgent" | "onNotQueued" | "onQueueLookupError";

export const lookupQueueStatus = defineNode({
  type: "lookupQueueStatus",
  label: localized("Lookup Queue Status", "Warteschlangenstatus abfragen", "Consultar estado de la cola"),
  summary: localized(
    "Shows whether the conversation waits for an agent, at which position, or is with one",
    "Zeigt, ob die Konversation auf einen Agenten wartet und an welcher Position, oder ob sie schon bei einem ist",
    "Indica si la conversación espera a un agente y en qué posición, o si ya la atiende uno",
  ),
  tags: ["engage", "ringcentral", "queue", "position", "wait"],
  preview: "threadId",
  resultKey: "engageQueue",
  tokens: [
    { label: "Engage Queue Position", type: "input", script: "input.engageQueue.position" },
    { label: "Engage Queue Length", type: "input", script: "input.engageQueue.queueLength" },
    {
      label: "Engage Wait in Minutes",
      type: "input",
      script: "input.engageQueue.estimatedWaitMinutes",
    },
  ],
  fields,
  exits: {
    onQueued: { label: localized("Queued", "In der Warteschlange", "En cola"), kind: "notNow" },
    onWithAgent: { label: localized("With agent", "Bei einem Agenten", "Con un agente"), kind: "done" },
    onNotQueued: { label: localized("Not in queue", "Nicht in der Warteschlange", "No está en cola"), kind: "notNow" },
    onQueueLookupError: { label: localized("Error", "Fehler", "Error"), kind: "failed" },
  },
  errorExit: "onQueueLookupError",
  async run(node) {
    const numbers = toEngageNumbers(node);
    if (!numbers) {
      const { standing, satisfaction } = await readStanding(node);
      return withSatisfaction(toOutcome(standing), satisfaction);
    }
    return withSatisfaction(numbers, node.config.readSatisfaction ? await readAlone(node) : undefined);
  },
});

/** Engage's own numbers, when this very input brought them: better than anything that can be counted. */
function toEngageNumbers({ claims, config }: Run): NodeOutcome<Exit> | undefined {
  const { handover } = claims;
  // They are those of the conversation that the input belongs to.
  if (config.threadId !== undefined && config.threadId !== claims.engage?.threadId) {
    return undefined;
  }
  if (handover?.status !== "queue" || (handover.position == null && handover.estimatedWaitTime == null)) {
    return undefined;
  }
  return {
    exit: "onQueued",
    result: {
      status: "queued",
      source: "engage",
      position: handover.position ?? null,
      queueLength: null,
      ...toWait(handover.estimatedWaitTime ?? null),
      isComplete: true,
    },
  };
}

/** Milliseconds as everywhere on Cognigy's side, and minutes to say to a customer. */
function toWait(estimatedWaitTime: number | null) {
  const estimatedWaitMinutes = estimatedWaitTime === null ? null : Math.max(1, Math.ceil(estimatedWaitTime / 60_000));
  return { estimatedWaitTime, estimatedWaitMinutes };
}

function withSatisfaction(outcome: NodeOutcome<Exit>, satisfaction: Satisfaction | undefined): NodeOutcome<Exit> {
  return satisfaction ? { ...outcome, result: { ...outcome.result, satisfaction } } : outcome;
}

/** Where nothing else has to be read of Engage. */
function readAlone(node: Run): Promise<Satisfaction> {
  const { config, engage } = node;
  const list = async () => engage.listThreadInterventions((await locateConversation(node, config.threadId)).threadId);
  return readSatisfaction(engage, list());
}

interface Standing {
  standing: QueueStanding & { threadId: string };
  satisfaction?: Satisfaction;
}

async function readStanding(node: Run): Promise<Standing> {
  const { config, connection, engage } = node;
  const pair = {
    agentCategoryId: connection.agentCategoryId(),
    ...(connection.hasBotCategory() && { botCategoryId: connection.botCategoryId() }),
  };
  const { threadId } = await locateConversation(node, config.threadId);
  const [thread, waiting, inHand, interventions] = await Promise.all([
    engage.getThread(threadId),
    engage.listTasks("global", { channelId: config.channelId, maxPages: MAX_TASK_PAGES }),
    engage.listTasks("workbins", { channelId: config.channelId, maxPages: MAX_TASK_PAGES }),
    engage.listThreadInterventions(threadId),
  ]);
  const [botUserId, satisfaction] = await Promise.all([
    // It matters only where somebody handled the conversation.
    interventions.length === 0 ? undefined : readOwnId(engage),
    config.readSatisfaction ? readSatisfaction(engage, Promise.resolve(interventions)) : undefined,
  ]);
  const facts: QueueFacts = {
    threadId,
    thread: { closed: thread.closed, categoryIds: thread.thread_category_ids },
    waiting: { tasks: waiting.records, complete: waiting.isComplete },
    inHand: { tasks: inHand.records, complete: inHand.isComplete },
    interventions,
    botUserId,
    channelId: config.channelId,
  };
  let standing = decideQueueStanding(facts, pair);
  const isUnseen = standing.status === "notQueued" && standing.reason === "never_queued";
  if (isUnseen && isWithAgents(thread.thread_category_ids, pair)) {
    const limits = { channelId: config.channelId, maxPages: MAX_TASK_PAGES };
    const undelivered = await engage.listTasks("undelivered", limits);
    standing = decideQueueStanding(
      { ...facts, undelivered: { tasks: undelivered.records, complete: undelivered.isComplete } },
      pair,
    );
  }
  return { standing: { ...standing, threadId }, ...(satisfaction && { satisfaction }) };
}

function toOutcome(standing: QueueStanding & { threadId: string }): NodeOutcome<Exit> {
  const { threadId } = standing;
  switch (standing.status) {
    case "queued": {
      const { position, allTasksRead, queueLength, taskId } = standing;
      // REST knows no waiting time, and a guessed one would be believed.
      return {
        exit: "onQueued",
        result: {
          status: "queued",
          source: "estimate",
          position,
          queueLength,
          ...toWait(null),
          isComplete: allTasksRead,
          threadId,
          taskId,
        },
      };
    }
    case "undelivered":
      return {
        exit: "onQueued",
        result: {
          status: "queued",
          source: "engage",
          reason: "nobodyTookIt",
          position: null,
          queueLength: null,
          ...toWait(null),
          isComplete: true,
          threadId,
          taskId: standing.taskId,
        },
      };
    case "withAgent":
      return {
        exit: "onWithAgent",
        result: { status: "withAgent", source: "engage", agentId: standing.agentId, since: standing.since, threadId },
      };
    case "notQueued":
      return {
        exit: "onNotQueued",
        result: { status: "notQueued", source: "engage", reason: standing.reason, threadId },
      };
    case "unknown":
      throw new EngageError("queue_unknown", standing.reason, {
        retryable: true,
        hint: "Choose the Channel in the node, so fewer tasks have to be read.",
      });
    default:
      return standing satisfies never;
  }
}
