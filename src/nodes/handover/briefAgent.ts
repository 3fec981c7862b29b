/**
 * The briefing on route `channel`: a note on the conversation's intervention, else one on its task. It doesn't hold the
 * handover up for long, and what became of it is part of the result.
 */
import { isWithAgents } from "../../core/categories";
import { EngageError, type StoredError, toEngageError, toStoredError } from "../../core/errors";
import { findOpenIntervention } from "../../engage/endIntervention";
import type { EngageClient } from "../../engage/engageClient";
import type { Thread } from "../../engage/resources/threads";
import { transferNote } from "../../engage/transferNote";
import { type OpenedIntervention, writeComment } from "../../engage/writeComment";
import { toCategoryPair } from "../shared/categoryPair";
import { openForNote } from "../shared/openForNote";
import type { HandoverRun } from "./handoverPlan";
import { type Receivers, type RoutingResult, type RoutingWish, routeByTask } from "./routing";

export interface BriefingResult {
  briefing?: "openingMessage" | "comment" | "transferComment" | "notDelivered";
  briefingProblem?: StoredError;
}

/** Where a comment can be written, or why it can't. */
type Place = OpenedIntervention | EngageError;

/** For reading and writing the categories, which matter more. */
const TIME_FOR_HANDOVER_MS = 7_000;

/** While other things are read. */
export async function findPlace({ engage }: HandoverRun, threadId: string): Promise<Place | undefined> {
  try {
    const intervention = await findOpenIntervention(engage, threadId);
    return intervention && { intervention, isNew: false };
  } catch (thrown) {
    return toEngageError(thrown);
  }
}

/** Before the categories change: an intervention that is opened later looks like an agent who joins. */
export async function openPlace(node: HandoverRun, thread: Thread): Promise<Place> {
  const { connection, engage } = node;
  if (isWithAgents(thread.thread_category_ids, toCategoryPair(connection))) {
    return new EngageError("not_found", "Agents have the conversation already, and it has no open intervention.");
  }
  if (engage.timeLeftMs() < TIME_FOR_HANDOVER_MS) {
    return new EngageError("timeout", "There was no time left to open an intervention for the briefing.", {
      retryable: true,
    });
  }
  try {
    return await openForNote(node, thread.id);
  } catch (thrown) {
    return toEngageError(thrown);
  }
}

interface BriefingTask {
  threadId: string;
  /** Nothing to say: `undefined`. */
  note: string | undefined;
  place: Place | undefined;
  wish: RoutingWish | undefined;
  receivers: Receivers;
}

/** After the categories have changed: one transfer does for the receivers and for a note that has no other place. */
export async function briefAndRoute(
  { engage }: HandoverRun,
  { note, place, receivers, threadId, wish }: BriefingTask,
): Promise<BriefingResult & RoutingResult> {
  const refusal = note === undefined ? undefined : await attempt(() => comment(engage, place, note));
  const open = refusal === undefined ? undefined : note;
  const routed = wish && (await routeByTask(engage, threadId, wish, receivers, open));
  if (note === undefined || refusal === undefined) {
    return { ...routed, ...(note !== undefined && { briefing: "comment" as const }) };
  }
  if (routed?.routing === "task") {
    return { ...routed, briefing: "transferComment" };
  }
  const problem = await attempt(() => transferNote(engage, threadId, note));
  return {
    ...routed,
    ...(problem === undefined
      ? { briefing: "transferComment" }
      : { briefing: "notDelivered", briefingProblem: toStoredError(refusal) }),
  };
}

async function comment(engage: EngageClient, place: Place | undefined, note: string): Promise<void> {
  if (place === undefined || place instanceof EngageError) {
    throw place ?? new EngageError("not_found", "The conversation has no open intervention.");
  }
  await writeComment(engage, place, note);
}

async function attempt(step: () => Promise<unknown>): Promise<EngageError | undefined> {
  try {
    await step();
    return undefined;
  } catch (thrown) {
    return toEngageError(thrown);
  }
}
