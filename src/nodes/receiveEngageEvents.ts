/** Node "Receive Engage Events": the first node of a Flow behind engage-hub. */
import { type StoredError, toEngageError, toStoredError } from "../core/errors";
import { isOver } from "../core/inbound/decideUpdate";
import { MEMBERS } from "../protocol/members";
import { carryOutWork } from "./receive/carryOutWork";
import { endHandover } from "./receive/endHandover";
import { type ReceiveRun, receiveFields } from "./receive/receiveFields";
import { defineNode, type NodeOutcome } from "./shared/defineNode";
import { localized } from "./shared/localized";
import { writeLookupStatus } from "./shared/lookupStatus";
import { sayOpened } from "./shared/sayToTransformer";

type Exit = "onCustomerMessage" | "onHandoverUpdate" | "onEngageEventHandled";

export const receiveEngageEvents = defineNode({
  type: "receiveEngageEvents",
  label: localized("Receive Engage Events", "Engage-Ereignisse empfangen", "Recibir eventos de Engage"),
  summary: localized(
    "Sorts what RingCentral Engage sends and delivers agents' messages. The first node behind the engage-hub transformer",
    "Sortiert, was RingCentral Engage sendet, und stellt Nachrichten von Agenten zu. Erster Node hinter dem Transformer engage-hub",
    "Clasifica lo que envía RingCentral Engage y entrega los mensajes de los agentes. Primer nodo tras el transformer engage-hub",
  ),
  tags: ["engage", "ringcentral", "webhook", "events"],
  preview: "afterHandover",
  resultKey: "engageEvents",
  tokens: [{ label: "Engage Handover Event", type: "input", script: "input.handover.status" }],
  fields: receiveFields,
  exits: {
    onCustomerMessage: { label: localized("Customer message", "Kundennachricht", "Mensaje del cliente"), kind: "done" },
    onHandoverUpdate: {
      label: localized("Handover update", "Neues zur Übergabe", "Novedades de la transferencia"),
      kind: "notNow",
    },
    onEngageEventHandled: { label: localized("Handled", "Erledigt", "Gestionado"), kind: "done" },
  },
  async run(node): Promise<NodeOutcome<Exit>> {
    const { claims, api } = node;
    if (claims.work) {
      // The bot's greeting must not follow in a session that is no customer's.
      api.stopExecution();
      const items = await carryOutWork(node, claims.work);
      const failed = items.filter(({ outcome }) => outcome === "failed" || outcome === "unknownItem").length;
      return {
        exit: "onEngageEventHandled",
        result: { status: failed === 0 ? "handled" : "partlyFailed", failed, items },
      };
    }
    if (claims.rejected.includes(MEMBERS.work)) {
      api.log(
        "error",
        "RingCentral Engage receiveEngageEvents: configuration: work of engage-hub fails verification, and its content (agents' words, ends of handovers) is lost. Enter the API access token of the Connection in the hub, too. If they are equal, the clocks of both are more than 5 minutes apart.",
      );
    }
    if (claims.handover) {
      return receiveUpdate(node, claims.handover);
    }
    if (claims.engage) {
      return receiveMessage(node, claims.engage);
    }
    return { result: { status: "notFromEngage" } };
  },
});

async function receiveUpdate(
  node: ReceiveRun,
  update: NonNullable<ReceiveRun["claims"]["handover"]>,
): Promise<NodeOutcome<Exit>> {
  const { claims } = node;
  writeLookupStatus(node.api, update);
  const result = { status: "handoverUpdate", handover: update.status, threadId: claims.engage?.threadId ?? null };
  // On route `bridge` the hub's own Flow sees to the conversation.
  if (!isOver(update) || !claims.engage) {
    return { exit: "onHandoverUpdate", result: { ...result, afterwards: null } };
  }
  try {
    return {
      exit: "onHandoverUpdate",
      result: { ...result, afterwards: await endHandover(node, claims.engage.threadId) },
    };
  } catch (thrown) {
    // The customer is to hear that the agent has left, whatever Engage makes of the categories.
    const error = tellFailure(node, thrown);
    return { exit: "onHandoverUpdate", result: { ...result, afterwards: "failed", error } };
  }
}

async function receiveMessage(
  node: ReceiveRun,
  claim: NonNullable<ReceiveRun["claims"]["engage"]>,
): Promise<NodeOutcome<Exit>> {
  const { threadId, contentId, interventionId } = claim;
  const result = { status: "customerMessage", threadId, contentId: contentId ?? null };
  if (node.config.openIntervention === "never" || interventionId !== undefined || contentId === undefined) {
    return { exit: "onCustomerMessage", result: { ...result, interventionId: interventionId ?? null } };
  }
  try {
    const opened = await node.engage.openIntervention(contentId);
    sayOpened(node, opened);
    return { exit: "onCustomerMessage", result: { ...result, interventionId: opened.id } };
  } catch (thrown) {
    // Open already, or refused: the customer waits for an answer, which Engage may take all the same.
    const notOpened = tellFailure(node, thrown).code;
    return { exit: "onCustomerMessage", result: { ...result, interventionId: null, notOpened } };
  }
}

function tellFailure({ api }: ReceiveRun, thrown: unknown): StoredError {
  const error = toEngageError(thrown);
  api.log("warn", `RingCentral Engage receiveEngageEvents: ${error.code}: ${error.message}`);
  return toStoredError(error);
}
