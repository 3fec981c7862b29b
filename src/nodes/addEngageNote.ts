/** Node "Add Note for Agents": an internal note in Engage, which customers never see. */
import { isWithAgents } from "../core/categories";
import { EngageError, toEngageError } from "../core/errors";
import { cutText } from "../core/text";
import { findOpenIntervention } from "../engage/endIntervention";
import { transferNote } from "../engage/transferNote";
import { MAX_COMMENT, type OpenedIntervention, writeComment } from "../engage/writeComment";
import { toCategoryPair } from "./shared/categoryPair";
import { locateConversation, threadIdField } from "./shared/conversation";
import { defineNode, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, textField } from "./shared/field";
import { localized } from "./shared/localized";
import { maskingFields, maskingSection, readMask } from "./shared/masking";
import { openForNote } from "./shared/openForNote";

const fields = {
  note: textField(localized("Note", "Notiz", "Nota"), {
    multiline: true,
    description: localized(
      "What agents read beside the conversation, up to 2,000 characters. The customer never sees it.",
      "Was Agenten neben der Konversation lesen, bis zu 2.000 Zeichen. Der Kunde sieht es nie.",
      "Lo que leen los agentes junto a la conversación, hasta 2.000 caracteres. El cliente nunca lo ve.",
    ),
  }),
  threadId: threadIdField,
  interventionId: textField(localized("Intervention ID", "Interventions-ID", "ID de intervención"), {
    description: localized(
      "Leave empty to use the open intervention of the conversation. If there is none, the bot opens one.",
      "Leer lassen für die offene Intervention der Konversation. Gibt es keine, öffnet der Bot eine.",
      "Dejar vacío para usar la intervención abierta de la conversación. Si no hay ninguna, el bot abre una.",
    ),
  }),
  ...maskingFields,
};

type Run = NodeRun<ConfigOf<typeof fields>>;

export const addEngageNote = defineNode({
  type: "addEngageNote",
  label: localized("Add Note for Agents", "Notiz für Agenten hinzufügen", "Añadir nota para agentes"),
  summary: localized(
    "Writes an internal note on the conversation in RingCentral Engage",
    "Schreibt eine interne Notiz zur Konversation in RingCentral Engage",
    "Escribe una nota interna en la conversación de RingCentral Engage",
  ),
  tags: ["engage", "ringcentral", "note", "comment", "agent"],
  preview: "note",
  resultKey: "engageNote",
  fields,
  sections: {
    target: { label: localized("Target", "Ziel", "Destino"), fields: ["threadId", "interventionId"] },
    privacy: maskingSection,
  },
  async run(node) {
    const text = cutText(readMask(node.config)(readNote(node)), MAX_COMMENT);
    const { interventionId } = node.config;
    if (interventionId !== undefined) {
      const commentId = await writeComment(node.engage, { intervention: { id: interventionId }, isNew: false }, text);
      return { result: { status: "added", delivered: "comment", interventionId, commentId } };
    }
    const { threadId } = await locateConversation(node, node.config.threadId);
    return { result: { status: "added", threadId, ...(await deliver(node, threadId, text)) } };
  },
});

function readNote({ config }: Run): string {
  if (config.note === undefined) {
    throw new EngageError("configuration", "The node has no note to write.", { hint: "Fill in the field Note." });
  }
  return config.note;
}

/** On the intervention, else on the task that waits. */
async function deliver(node: Run, threadId: string, text: string): Promise<Record<string, unknown>> {
  const { engage } = node;
  try {
    const place = await findPlace(node, threadId);
    const commentId = await writeComment(engage, place, text);
    return { delivered: "comment", interventionId: place.intervention.id, commentId };
  } catch (thrown) {
    const refusal = toEngageError(thrown);
    const taskId = await transferNote(engage, threadId, text).catch((alsoThrown) => {
      const other = toEngageError(alsoThrown);
      throw new EngageError(
        "note_not_delivered",
        `Engage took the note neither on an intervention (${refusal.message}) nor on a task (${other.message}).`,
        {
          httpStatus: refusal.httpStatus,
          retryable: refusal.retryable || other.retryable,
          hint: refusal.hint,
          cause: refusal,
        },
      );
    });
    return { delivered: "transferComment", taskId };
  }
}

async function findPlace(node: Run, threadId: string): Promise<OpenedIntervention> {
  const { connection, engage } = node;
  const open = await findOpenIntervention(engage, threadId);
  if (open) {
    return { intervention: open, isNew: false };
  }
  const { thread_category_ids } = await engage.getThread(threadId);
  if (isWithAgents(thread_category_ids, toCategoryPair(connection))) {
    // The hub would take the bot's intervention for an agent who joins.
    throw new EngageError("not_found", "Agents have the conversation, and it has no open intervention.", {
      hint: "Write the note before the handover, or once an agent has taken the conversation.",
    });
  }
  return openForNote(node, threadId);
}
