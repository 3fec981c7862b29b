/** Node "Handover Update": what has become of a handover, as an exit for each piece of news. */
import type { HandoverUpdate } from "../protocol/handoverUpdate";
import { readAgentName } from "./shared/agentName";
import { defineNode, type NodeOutcome, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, textField } from "./shared/field";
import { localized } from "./shared/localized";
import { writeLookupStatus } from "./shared/lookupStatus";

const AGENT = "{agent}";

const fields = {
  joinedMessage: textField(
    localized("Message when an agent joins", "Nachricht, wenn ein Agent beitritt", "Mensaje cuando se une un agente"),
    {
      placeholder: `${AGENT} has joined.`,
      description: localized(
        `Sent before the exit Agent joined, with the agent's name in place of ${AGENT}. Leave it empty in Webchat v3 if agents' messages carry their names there.`,
        `Wird vor dem Ausgang „Agent beigetreten“ gesendet, mit dem Namen des Agenten anstelle von ${AGENT}. In Webchat v3 leer lassen, wenn die Nachrichten der Agenten dort deren Namen tragen.`,
        `Se envía antes de la salida «Se unió un agente», con el nombre del agente en lugar de ${AGENT}. Dejar vacío en Webchat v3 si los mensajes de los agentes ya llevan su nombre.`,
      ),
    },
  ),
};

type Run = NodeRun<ConfigOf<typeof fields>>;
type Exit =
  | "onQueueUpdate"
  | "onLongWait"
  | "onNobodyTookIt"
  | "onAgentJoined"
  | "onHandoverCompleted"
  | "onHandoverCancelled"
  | "onMessageUndelivered"
  | "onNoHandoverUpdate";

export const handoverUpdate = defineNode({
  type: "handoverUpdate",
  label: localized("Handover Update", "Neues zur Übergabe", "Novedades de la transferencia"),
  summary: localized(
    "Takes one exit for each piece of news of a handover: queue, long wait, agent joined, over, not delivered",
    "Hat für jede Neuigkeit einer Übergabe einen Ausgang: Warteschlange, lange Wartezeit, Agent beigetreten, beendet, nicht zugestellt",
    "Tiene una salida para cada novedad de una transferencia: cola, espera larga, agente que se une, fin, mensaje no entregado",
  ),
  tags: ["engage", "ringcentral", "handover", "queue", "agent"],
  preview: "joinedMessage",
  resultKey: "engageUpdate",
  tokens: [
    { label: "Engage Update: Position", type: "input", script: "input.engageUpdate.position" },
    { label: "Engage Update: Wait", type: "input", script: "input.engageUpdate.estimatedWaitMinutes" },
    { label: "Engage Update: Waited", type: "input", script: "input.engageUpdate.waitedMinutes" },
    { label: "Engage Update: Agent", type: "input", script: "input.engageUpdate.agentName" },
    { label: "Engage Update: Lost Text", type: "input", script: "input.engageUpdate.undeliveredText" },
  ],
  fields,
  exits: {
    onQueueUpdate: {
      label: localized("Queue update", "Neues zur Warteschlange", "Novedades de la cola"),
      kind: "notNow",
    },
    onLongWait: { label: localized("Long wait", "Lange Wartezeit", "Espera larga"), kind: "notNow" },
    onNobodyTookIt: {
      label: localized("Nobody took it", "Niemand hat übernommen", "Nadie la atendió"),
      kind: "failed",
    },
    onAgentJoined: { label: localized("Agent joined", "Agent beigetreten", "Se unió un agente"), kind: "done" },
    onHandoverCompleted: { label: localized("Completed", "Abgeschlossen", "Completada"), kind: "done" },
    onHandoverCancelled: { label: localized("Cancelled", "Abgebrochen", "Cancelada"), kind: "notNow" },
    onMessageUndelivered: {
      label: localized("Message not delivered", "Nachricht nicht zugestellt", "Mensaje no entregado"),
      kind: "failed",
    },
    onNoHandoverUpdate: {
      label: localized("No handover update", "Nichts Neues zur Übergabe", "Sin novedades de la transferencia"),
      kind: "done",
    },
  },
  async run(node): Promise<NodeOutcome<Exit>> {
    const { handover } = node.claims;
    if (handover === undefined) {
      return { exit: "onNoHandoverUpdate", result: { status: "noUpdate" } };
    }
    const update = await withAgentName(node, handover);
    writeLookupStatus(node.api, update);
    const [exit, status] = decideExit(update);
    if (exit === "onAgentJoined") {
      sayJoined(node, update.agentName);
    }
    return { exit, result: { status, ...toResult(update) } };
  },
});

function decideExit({ status, event }: HandoverUpdate): [Exit, string] {
  switch (status) {
    case "queue":
      if (event === "longWait") {
        return ["onLongWait", "longWait"];
      }
      return event === "nobodyTookIt" ? ["onNobodyTookIt", "nobodyTookIt"] : ["onQueueUpdate", "queue"];
    case "active":
      return ["onAgentJoined", "agentJoined"];
    case "completed":
      return ["onHandoverCompleted", "completed"];
    case "cancelled":
      return ["onHandoverCancelled", "cancelled"];
    case "error":
      return ["onMessageUndelivered", "undelivered"];
    default:
      return status satisfies never;
  }
}

/** On route `channel` the hub knows the agent's id only. On route `bridge` the update brings the name along. */
async function withAgentName(node: Run, update: HandoverUpdate): Promise<HandoverUpdate> {
  const { agentId, agentName } = update;
  if (agentId === undefined || agentName !== undefined || node.claims.engage === undefined) {
    return update;
  }
  const name = await readAgentName(node, agentId);
  return { ...update, ...(name !== undefined && { agentName: name }) };
}

/** Without a name there is nothing to say that the exit can't say better. */
function sayJoined({ api, config }: Run, agentName: string | undefined): void {
  if (config.joinedMessage !== undefined && agentName !== undefined) {
    api.output(config.joinedMessage.split(AGENT).join(agentName), {});
  }
}

function toResult(update: HandoverUpdate) {
  const { estimatedWaitTime, waitedMs, handledMs, previousAgentId } = update;
  return {
    handover: update.status,
    position: update.position ?? null,
    estimatedWaitTime: estimatedWaitTime ?? null,
    estimatedWaitMinutes: estimatedWaitTime === undefined ? null : Math.max(1, Math.ceil(estimatedWaitTime / 60_000)),
    waitedMinutes: toMinutes(waitedMs),
    handledMinutes: toMinutes(handledMs),
    agentId: update.agentId ?? null,
    agentName: update.agentName ?? null,
    isTransfer: previousAgentId !== undefined,
    previousAgentId: previousAgentId ?? null,
    ended: update.ended ?? null,
    undeliveredText: update.undeliveredText ?? null,
  };
}

/** What has passed: whole minutes, as people count them. */
function toMinutes(durationMs: number | undefined): number | null {
  return durationMs === undefined ? null : Math.floor(durationMs / 60_000);
}
