/** Ends an intervention, which is to close it or to cancel it, and says which. */
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";
import { repeatOnConflict } from "./repeat";
import type { Intervention } from "./resources/interventions";
import type { Thread } from "./resources/threads";

/** `keptForNotes`: it could only have been cancelled, which would have destroyed the notes on it. */
export type InterventionEnd = "closed" | "canceled" | "alreadyClosed" | "keptForNotes";

/** For what is replaced as a whole: the less time between reading and writing, the fewer changes of others are lost. */
const FRESH_MS = 1_000;

export async function findOpenIntervention(engage: EngageClient, threadId: string): Promise<Intervention | undefined> {
  return (await engage.listThreadInterventions(threadId)).find(({ closed }) => !closed);
}

/**
 * Ending an intervention changes no category of its thread, so the thread of `threadId` is read at the same time. It is
 * returned only if the end was quick and took one request; otherwise others may have changed its categories since.
 */
export async function endIntervention(
  engage: EngageClient,
  open: Intervention,
  threadId: string | undefined,
): Promise<{ intervention: InterventionEnd; thread?: Thread }> {
  if (threadId === undefined) {
    return { intervention: await closeOrCancel(engage, open) };
  }
  const [callsBefore, beganMs] = [engage.countCalls(), engage.clock.now()];
  // Both are awaited. Only the end matters: a thread that could not be read is read again by whoever needs it.
  const [end, reading] = await Promise.allSettled([closeOrCancel(engage, open), engage.getThread(threadId)]);
  if (end.status === "rejected") {
    throw end.reason;
  }
  const isFresh = engage.countCalls() - callsBefore <= 2 && engage.clock.now() - beganMs < FRESH_MS;
  return {
    intervention: end.value,
    ...(isFresh && reading.status === "fulfilled" && { thread: reading.value }),
  };
}

/** Engage closes what has an agent's reply and cancels what has none; either refuses the other. */
async function closeOrCancel(engage: EngageClient, known: Intervention): Promise<InterventionEnd> {
  if (known.closed) {
    return "alreadyClosed";
  }
  let fresh: Intervention | undefined = known;
  return repeatOnConflict(engage, async () => {
    // After a conflict: whoever was at work on it may have ended it, and cancelling destroys it.
    const intervention: Intervention | undefined = fresh ?? (await readUnlessGone(engage, known.id));
    fresh = undefined;
    if (!intervention) {
      return "canceled";
    }
    if (intervention.closed) {
      return "closed";
    }
    const end = intervention.user_replies_count > 0 ? "closed" : "canceled";
    if (end === "canceled" && intervention.comments_count > 0) {
      return "keptForNotes";
    }
    try {
      await (end === "closed" ? engage.closeIntervention(known.id) : engage.cancelIntervention(known.id));
      return end;
    } catch (error) {
      return explainRefusal(engage, known.id, end, error);
    }
  });
}

async function readUnlessGone(engage: EngageClient, interventionId: string): Promise<Intervention | undefined> {
  return engage.getIntervention(interventionId).catch((error) => {
    if (error instanceof EngageError && error.code === "not_found") {
      return undefined;
    }
    throw error;
  });
}

/** 403 has several reasons, and only a second look tells them apart. */
async function explainRefusal(
  engage: EngageClient,
  interventionId: string,
  tried: "closed" | "canceled",
  error: unknown,
): Promise<InterventionEnd> {
  if (!(error instanceof EngageError)) {
    throw error;
  }
  // The first try may have cancelled it although its answer was lost.
  if (error.code === "not_found" && tried === "canceled") {
    return "canceled";
  }
  if (error.code !== "forbidden") {
    throw error;
  }
  const now = await readUnlessGone(engage, interventionId);
  if (!now) {
    return "canceled";
  }
  if (now.closed) {
    return "closed";
  }
  const other = now.user_replies_count > 0 ? "closed" : "canceled";
  if (other === "canceled" && now.comments_count > 0) {
    return "keptForNotes";
  }
  if (other !== tried) {
    await (other === "closed" ? engage.closeIntervention(interventionId) : engage.cancelIntervention(interventionId));
    return other;
  }
  throw new EngageError(
    "not_intervention_owner",
    `The user behind the API access token may not ${tried === "closed" ? "close" : "cancel"} intervention ${interventionId}.`,
    {
      httpStatus: error.httpStatus,
      engageError: error.engageError,
      hint: "The intervention belongs to another user. Give the role of the token's user the right to edit interventions (update_intervention) in Engage.",
      cause: error,
    },
  );
}
