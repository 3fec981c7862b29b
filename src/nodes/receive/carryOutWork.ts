/** Carries out the hub's work: each item ends with an outcome of its own, and none is dropped without a word. */
import { type StoredError, toEngageError, toStoredError } from "../../core/errors";
import { isOver } from "../../core/inbound/decideUpdate";
import type { WorkItem } from "../../protocol/work";
import { deliverAgentMessage } from "./deliverAgentMessage";
import { finishPending } from "./finishPending";
import { groupByConversation } from "./groupByConversation";
import { injectIntoOwnSession } from "./injectIntoOwnSession";
import type { ReceiveRun } from "./receiveFields";
import { reportBridgeUpdate, reportQueue } from "./reportHandover";

export interface ItemOutcome {
  kind: string;
  id: string | null;
  outcome: "done" | "nothingToDo" | "failed" | "unknownItem";
  error?: StoredError;
}

export async function carryOutWork(node: ReceiveRun, items: readonly (WorkItem | undefined)[]): Promise<ItemOutcome[]> {
  const unknown = items
    .filter((item) => item === undefined)
    .map((): ItemOutcome => ({ kind: "unknown", id: null, outcome: "unknownItem" }));
  if (unknown.length > 0) {
    node.api.log(
      "error",
      `RingCentral Engage receiveEngageEvents: configuration: ${unknown.length} item(s) of engage-hub are not known here and are lost. Install the Extension in the version of the hub.`,
    );
  }
  const groups = groupByConversation(items.filter((item) => item !== undefined));
  const outcomes = await Promise.all(groups.map((group) => carryOutInOrder(node, wordsFirst(group))));
  return [...outcomes.flat(), ...unknown];
}

/**
 * What a customer wrote doesn't wait for news that may be none: a busy Engage can keep the look at the thread waiting.
 * Only an end comes before words that were written after it.
 */
function wordsFirst(items: readonly WorkItem[]): readonly WorkItem[] {
  const isUncertain = (item: WorkItem) =>
    item.kind === "channelUpdate" && item.isAssumed === true && !isOver(item.update);
  const [uncertain, others] = [items.filter(isUncertain), items.filter((item) => !isUncertain(item))];
  return others.every(({ kind }) => kind === "customerMessage") ? [...others, ...uncertain] : items;
}

async function carryOutInOrder(node: ReceiveRun, items: readonly WorkItem[]): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (const item of items) {
    try {
      outcomes.push({ kind: item.kind, id: item.id, outcome: await carryOut(node, item) });
    } catch (thrown) {
      const error = toEngageError(thrown);
      node.api.log(
        "error",
        `RingCentral Engage receiveEngageEvents: ${error.code}: ${item.kind} ${item.id}: ${error.message}`,
      );
      outcomes.push({ kind: item.kind, id: item.id, outcome: "failed", error: toStoredError(error) });
    }
  }
  return outcomes;
}

function carryOut(node: ReceiveRun, item: WorkItem): Promise<"done" | "nothingToDo"> {
  switch (item.kind) {
    case "agentMessage":
      return deliverAgentMessage(node, item);
    case "queue":
      return reportQueue(node, item);
    case "bridgeUpdate":
      return reportBridgeUpdate(node, item);
    case "imported":
      return finishPending(node, item);
    case "customerMessage":
    case "channelUpdate":
      return injectIntoOwnSession(node, item);
    default:
      return item satisfies never;
  }
}
