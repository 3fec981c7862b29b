/** Node "Close Engage Conversation": ends the handling in Engage, and if asked for the thread, and gives it back to the bot. */
import { EngageError, toEngageError, toStoredError } from "../core/errors";
import { closeThread } from "../engage/closeThread";
import { endIntervention } from "../engage/endIntervention";
import { readSatisfaction } from "../engage/readSatisfaction";
import type { Intervention } from "../engage/resources/interventions";
import type { ControlTarget } from "../protocol/control";
import { locateConversation, threadIdField, toReference } from "./shared/conversation";
import { defineNode, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, textField, toggleField } from "./shared/field";
import { localized } from "./shared/localized";
import { keepCategoriesField, returnToBot } from "./shared/returnToBot";
import { satisfactionField } from "./shared/satisfactionField";
import { sayToTransformer } from "./shared/sayToTransformer";

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
        "Off: on Engage's channels, the customer's next message goes to the agents. On Cognigy's channels, it goes to the bot in any case.",
        "Aus: Auf Kanälen von Engage geht die nächste Nachricht des Kunden an die Agenten. Auf Kanälen von Cognigy geht sie in jedem Fall an den Bot.",
        "Desactivado: en los canales de Engage, el próximo mensaje del cliente va a los agentes. En los canales de Cognigy, va al bot en cualquier caso.",
      ),
    },
  ),
  keepCategoryIds: keepCategoriesField({ key: "returnToBot", value: true }),
  closeThread: toggleField(localized("Also close the thread", "Auch den Thread schließen", "Cerrar también el hilo"), {
    defaultValue: false,
    description: localized(
      "The customer's next message then starts a new conversation. Only some kinds of source can do this.",
      "Die nächste Nachricht des Kunden beginnt dann eine neue Konversation. Das geht nur bei manchen Arten von Quellen.",
      "El próximo mensaje del cliente iniciará otra conversación. Solo algunos tipos de fuente lo permiten.",
    ),
  }),
  readSatisfaction: satisfactionField,
};

type Run = NodeRun<ConfigOf<typeof fields>>;

export const closeEngageConversation = defineNode({
  type: "closeEngageConversation",
  label: localized("Close Engage Conversation", "Engage-Konversation schließen", "Cerrar conversación de Engage"),
  summary: localized(
    "Closes the conversation's intervention in RingCentral Engage and returns it to the bot",
    "Schließt die Intervention der Konversation in RingCentral Engage und gibt die Konversation an den Bot zurück",
    "Cierra la intervención de la conversación en RingCentral Engage y devuelve la conversación al bot",
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
    const { threadId, named } = await locate(node);
    const target = await findTarget(node, threadId);
    const listed = named ? undefined : await engage.listThreadInterventions(threadId);
    const open = named ?? listed?.find(({ closed }) => !closed);
    const isOpen = open !== undefined && !open.closed;
    if (isOpen) {
      // The end that Engage announces isn't an agent's.
      sayToTransformer(node, target, { action: "closing", interventionId: open.id });
    }
    // Should this fail, nothing has been done, and whoever has the conversation keeps it.
    const end =
      open &&
      (await endIntervention(engage, open, config.returnToBot ? threadId : undefined).catch((thrown) => {
        sayToTransformer(node, target, { action: "notClosed", interventionId: open.id });
        throw thrown;
      }));
    // From here on, a failure is told together with what was done.
    const categories = await attempt(config.returnToBot, () => returnToBot(node, threadId, end?.thread));
    const closing = await attempt(config.closeThread, () => closeThread(engage, threadId));
    if (target === "relay") {
      const handoverId = node.claims.relay?.handoverId;
      sayToTransformer(node, target, { action: "end", ...(handoverId !== undefined && { handoverId }) });
    }
    // Of an earlier handover, as a rule: the survey about this one is sent when it ends.
    const satisfaction = config.readSatisfaction
      ? await readSatisfaction(engage, listed ? Promise.resolve(listed) : engage.listThreadInterventions(threadId))
      : undefined;
    const error = categories.error ?? closing.error;
    const threadError = closing.error ?? closing.value;
    return {
      result: {
        status: "closed",
        threadId,
        interventionId: open?.id ?? null,
        intervention: end?.intervention ?? "none",
        thread: describeThread(config.closeThread, closing),
        ...(threadError && { threadError: toStoredError(threadError) }),
        categoriesBefore: categories.value?.before ?? null,
        categoriesAfter: categories.value?.after ?? null,
        ...(satisfaction && { satisfaction }),
        ...(error && {
          failed: [...(categories.error ? ["categories"] : []), ...(closing.error ? ["thread"] : [])],
        }),
      },
      ...(error && { error }),
    };
  },
});

interface Located {
  threadId: string;
  named?: Intervention;
}

async function locate(node: Run): Promise<Located> {
  const { config, engage } = node;
  const named = config.interventionId === undefined ? undefined : await engage.getIntervention(config.interventionId);
  const { threadId } = await locateConversation(node, config.threadId ?? named?.thread_id ?? undefined);
  if (named?.thread_id && named.thread_id !== threadId) {
    throw new EngageError(
      "configuration",
      `Intervention ${named.id} belongs to conversation ${named.thread_id}, not to ${threadId}.`,
      {
        hint: "Fill in only one of Thread ID and Intervention ID, or two that belong together.",
      },
    );
  }
  return { threadId, ...(named && { named }) };
}

/** Which transformer has this very conversation; the node may name another one. */
async function findTarget(node: Run, threadId: string): Promise<ControlTarget | undefined> {
  const { claims, config, engage } = node;
  if (claims.engage?.threadId === threadId) {
    return "hub";
  }
  if (!claims.relay) {
    return undefined;
  }
  const isNamed = config.threadId !== undefined || config.interventionId !== undefined;
  const isOther = isNamed && (await engage.getThread(threadId)).foreign_id !== toReference(node);
  return isOther ? undefined : "relay";
}

interface Attempt<T> {
  value?: T;
  error?: EngageError;
}

async function attempt<T>(isWanted: boolean, step: () => Promise<T>): Promise<Attempt<T>> {
  if (!isWanted) {
    return {};
  }
  try {
    return { value: await step() };
  } catch (thrown) {
    return { error: toEngageError(thrown) };
  }
}

/** Not every source can close threads. That undoes nothing, so it is told as a result and not as a failure. */
function describeThread(isWanted: boolean, { error, value: refusal }: Attempt<EngageError | undefined>): string {
  if (!isWanted) {
    return "leftOpen";
  }
  return error ? "failed" : refusal ? "notClosable" : "closing";
}
