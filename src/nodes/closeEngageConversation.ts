/** Node "Close Engage Conversation": ends the handling in Engage, and if asked for the thread, and gives it back to the bot. */
import { EngageError, type StoredError, toStoredError } from "../core/errors";
import { seal } from "../core/seal";
import { endIntervention, findOpenIntervention } from "../engage/endIntervention";
import type { EngageClient } from "../engage/engageClient";
import { locateConversation, threadIdField, toReference } from "./shared/conversation";
import { defineNode, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, textField, toggleField } from "./shared/field";
import { localized } from "./shared/localized";
import { keepCategoriesField, returnToBot } from "./shared/returnToBot";

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
  keepCategoryIds: keepCategoriesField({ key: "returnToBot", value: true }),
  closeThread: toggleField(localized("Also close the thread", "Auch den Thread schließen", "Cerrar también el hilo"), {
    defaultValue: false,
    description: localized(
      "The customer's next message then starts a new conversation. Only some kinds of source can do this.",
      "Die nächste Nachricht des Kunden beginnt dann eine neue Konversation. Nur manche Arten von Source können das.",
      "El próximo mensaje del cliente iniciará otra conversación. Solo algunos tipos de fuente lo permiten.",
    ),
  }),
};

type Run = NodeRun<ConfigOf<typeof fields>>;

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
    if (config.returnToBot) {
      // What is missing is told before anything is ended.
      connection.botCategoryId();
      connection.agentCategoryId();
    }
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
    const end = open && (await endIntervention(engage, open, config.returnToBot && !thread ? threadId : undefined));
    const known = thread ?? end?.thread;
    const categories = config.returnToBot ? await returnToBot(node, threadId, known) : undefined;
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
