/** Node "Close Engage Conversation": ends the handling in Engage, and if asked for the thread, and gives it back to the bot. */
import { EngageError, type StoredError, toStoredError } from "../core/errors";
import { seal } from "../core/seal";
import type { EngageClient } from "../engage/engageClient";
import { changeCategories, recategorizeThread } from "../engage/recategorizeThread";
import { repeatOnConflict } from "../engage/repeat";
import type { Intervention } from "../engage/resources/interventions";
import type { Thread } from "../engage/resources/threads";
import { locateConversation, threadIdField, toReference } from "./shared/conversation";
import { defineNode, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, textField, toggleField } from "./shared/field";
import { localized } from "./shared/localized";

const fields = {
  threadId: threadIdField,
  interventionId: textField(localized("Intervention ID", "Interventions-ID", "ID de intervención"), {
    description: localized(
      "Leave empty to close the open intervention of the conversation.",
      "Leer lassen, um die offene Intervention der Konversation zu schließen.",
      "Dejar vacío para cerrar la intervención abierta de la conversación.",
    ),
  }),
  returnToBot: toggleField(
    localized("Return to the Bot category", "Zurück in die Bot-Kategorie", "Devolver a la categoría Bot"),
    {
      defaultValue: true,
      description: localized(
        "Off: the customer's next message goes to the agents.",
        "Aus: Die nächste Nachricht des Kunden geht an die Agenten.",
        "Desactivado: el próximo mensaje del cliente va a los agentes.",
      ),
    },
  ),
  closeThread: toggleField(localized("Also close the thread", "Auch den Thread schließen", "Cerrar también el hilo"), {
    defaultValue: false,
    description: localized(
      "The customer's next message then starts a new conversation. Only some kinds of source can do this.",
      "Die nächste Nachricht des Kunden beginnt dann eine neue Konversation. Nur manche Arten von Source können das.",
      "El próximo mensaje del cliente iniciará otra conversación. Solo algunos tipos de fuente lo permiten.",
    ),
  }),
};

/** For what is replaced as a whole: the less time between reading and writing, the fewer changes of others are lost. */
const FRESH_MS = 1_000;

type Run = NodeRun<ConfigOf<typeof fields>>;
type InterventionEnd = "closed" | "canceled" | "alreadyClosed" | "none";

export const closeEngageConversation = defineNode({
  type: "closeEngageConversation",
  label: localized("Close Engage Conversation", "Engage-Konversation schließen", "Cerrar conversación de Engage"),
  summary: localized(
    "Closes the conversation's intervention in RingCentral Engage and returns it to the bot",
    "Schließt die Intervention der Konversation in RingCentral Engage und gibt sie an den Bot zurück",
    "Cierra la intervención de la conversación en RingCentral Engage y la devuelve al bot",
  ),
  tags: ["engage", "ringcentral", "close", "resolve"],
  preview: "interventionId",
  resultKey: "engageClose",
  fields,
  async run(node) {
    const { config, connection, engage } = node;
    const change = config.returnToBot
      ? { remove: [connection.agentCategoryId()], add: [connection.botCategoryId()] }
      : undefined;
    const named = config.interventionId === undefined ? undefined : await engage.getIntervention(config.interventionId);
    const { threadId, thread } = await locateConversation(node, config.threadId ?? named?.thread_id ?? undefined);
    if (named?.thread_id && named.thread_id !== threadId) {
      throw new EngageError(
        "configuration",
        `Intervention ${named.id} belongs to conversation ${named.thread_id}, not to ${threadId}.`,
        {
          hint: "Fill in only one of Thread ID and Intervention ID, or two that belong together.",
        },
      );
    }
    const open = named ?? (await findOpenIntervention(engage, threadId));
    const end = open && (await endBesideReading(engage, open, change && !thread ? threadId : undefined));
    const known = thread ?? end?.thread;
    const categories = change && (await recategorizeThread(engage, threadId, changeCategories(change), known));
    const closing = config.closeThread ? await closeThread(engage, threadId) : { thread: "leftOpen" };
    if (node.claims.relay?.handover === "on") {
      sayEnd(node);
    }
    return {
      result: {
        status: "closed",
        threadId,
        interventionId: open?.id ?? null,
        intervention: end?.intervention ?? "none",
        ...closing,
        categoriesBefore: categories?.before ?? null,
        categoriesAfter: categories?.after ?? null,
      },
    };
  },
});

async function findOpenIntervention(engage: EngageClient, threadId: string): Promise<Intervention | undefined> {
  return (await engage.listThreadInterventions(threadId)).find(({ closed }) => !closed);
}

/**
 * The end of an intervention changes no category of its thread, so the thread is read meanwhile. Where the end took long
 * or more than one request, others may have changed them since: then nothing is known, and it is read again.
 */
async function endBesideReading(
  engage: EngageClient,
  open: Intervention,
  threadId: string | undefined,
): Promise<{ intervention: InterventionEnd; thread?: Thread }> {
  if (threadId === undefined) {
    return { intervention: await endIntervention(engage, open) };
  }
  const [callsBefore, beganMs] = [engage.countCalls(), engage.clock.now()];
  // Both are awaited, and the failure of the end counts first.
  const [end, reading] = await Promise.allSettled([endIntervention(engage, open), engage.getThread(threadId)]);
  if (end.status === "rejected") {
    throw end.reason;
  }
  if (reading.status === "rejected") {
    throw reading.reason;
  }
  const isFresh = engage.countCalls() - callsBefore <= 2 && engage.clock.now() - beganMs < FRESH_MS;
  return { intervention: end.value, ...(isFresh && { thread: reading.value }) };
}

/** Engage closes what has an agent's reply and cancels what has none; either refuses the other. */
async function endIntervention(engage: EngageClient, known: Intervention): Promise<InterventionEnd> {
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

/** Not every source can close threads, and that must not undo what was done: it is told in the result. */
async function closeThread(
  engage: EngageClient,
  threadId: string,
): Promise<{ thread: "closing" | "notClosable"; threadError?: StoredError }> {
  try {
    await engage.closeThread(threadId);
    return { thread: "closing" };
  } catch (error) {
    if (!(error instanceof EngageError) || error.code !== "forbidden") {
      throw error;
    }
    if ((await engage.getThread(threadId)).closed) {
      return { thread: "closing" };
    }
    const refusal = new EngageError("thread_not_closable", `Engage does not let this token close thread ${threadId}.`, {
      httpStatus: error.httpStatus,
      engageError: error.engageError,
      hint: error.hint,
    });
    return { thread: "notClosable", threadError: toStoredError(refusal) };
  }
}

/** Tells the relay that the bot has the customer again. */
function sayEnd(node: Run): void {
  const { api, connection, hmac, input, newId, nowMs } = node;
  const context = {
    purpose: "control",
    secret: connection.bridge().realtime.accessToken,
    sessionId: input.sessionId,
  } as const;
  api.output("", {
    _engage: seal(hmac, context, { version: 1, action: "end", ref: toReference(node), openingId: "" }, nowMs, newId()),
  });
}
