/** Node "Set Engage Category": changes the categories of a thread, a message or an intervention. */
import { type CategoryChange, isSameCategorySet, toNextCategories } from "../core/categories";
import { EngageError } from "../core/errors";
import { recategorizeThread } from "../engage/recategorizeThread";
import { repeatOnConflict } from "../engage/repeat";
import { locateConversation, threadIdField } from "./shared/conversation";
import { defineNode, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, listField, liveSelectField, selectField, textField } from "./shared/field";
import { localized } from "./shared/localized";
import { resolveCategories } from "./shared/optionResolvers";

const fields = {
  operation: selectField(
    localized("What to do", "Aktion", "Acción"),
    [
      [
        "handToAgent",
        localized(
          "Hand to agent (Bot out, Agent in)",
          "An Agenten übergeben (Bot entfernen, Agent hinzufügen)",
          "Pasar a los agentes (quitar Bot, añadir Agent)",
        ),
      ],
      [
        "returnToBot",
        localized(
          "Return to bot (Agent out, Bot in)",
          "An den Bot zurückgeben (Agent entfernen, Bot hinzufügen)",
          "Devolver al bot (quitar Agent, añadir Bot)",
        ),
      ],
      ["add", localized("Add categories", "Kategorien hinzufügen", "Añadir categorías")],
      ["remove", localized("Remove categories", "Kategorien entfernen", "Quitar categorías")],
      ["replace", localized("Replace all categories", "Alle Kategorien ersetzen", "Sustituir todas las categorías")],
    ],
    { defaultValue: "handToAgent" },
  ),
  category: liveSelectField(localized("Category", "Kategorie", "Categoría"), resolveCategories, {
    condition: { key: "operation", value: ["add", "remove", "replace"] },
  }),
  categoryIds: listField(localized("Further category IDs", "Weitere Kategorie-IDs", "Más ID de categorías")),
  target: selectField(
    localized("Target", "Ziel", "Destino"),
    [
      ["thread", localized("Conversation (thread)", "Konversation (Thread)", "Conversación (hilo)")],
      ["content", localized("Message (content)", "Nachricht (Content)", "Mensaje (contenido)")],
      ["intervention", localized("Intervention", "Intervention", "Intervención")],
    ],
    {
      defaultValue: "thread",
      description: localized(
        "Once a message or intervention has its own categories, it no longer follows those of the conversation.",
        "Eine Nachricht oder Intervention mit eigenen Kategorien folgt denen der Konversation nicht mehr.",
        "Un mensaje o una intervención con categorías propias deja de seguir las de la conversación.",
      ),
    },
  ),
  threadId: {
    ...threadIdField,
    descriptor: { ...threadIdField.descriptor, condition: { key: "target", value: "thread" } },
  },
  contentId: textField(localized("Message ID", "Nachrichten-ID", "ID de mensaje"), {
    condition: { key: "target", value: "content" },
  }),
  interventionId: textField(localized("Intervention ID", "Interventions-ID", "ID de intervención"), {
    condition: { key: "target", value: "intervention" },
  }),
};

type Config = ConfigOf<typeof fields>;
type Run = NodeRun<Config>;

export const setEngageCategory = defineNode({
  type: "setEngageCategory",
  label: localized("Set Engage Category", "Engage-Kategorie setzen", "Establecer categoría de Engage"),
  summary: localized(
    "Changes the categories of a conversation in RingCentral Engage, and so who handles it",
    "Ändert die Kategorien einer Konversation in RingCentral Engage und damit, wer sie bearbeitet",
    "Cambia las categorías de una conversación en RingCentral Engage y, con ello, quién la atiende",
  ),
  tags: ["engage", "ringcentral", "category", "routing"],
  preview: "operation",
  resultKey: "engageCategory",
  fields,
  sections: {
    targetSection: {
      label: localized("Target", "Ziel", "Destino"),
      fields: ["target", "threadId", "contentId", "interventionId"],
    },
  },
  async run(node) {
    const decide = createDecision(node);
    const { target } = node.config;
    const written = target === "thread" ? await onThread(node, decide) : await onPart(node, target, decide);
    return { result: { status: written.changed ? "changed" : "unchanged", target, ...written } };
  },
});

type Decide = (current: readonly string[]) => string[];

/** The operation as a function from the current set to the next one. What is missing is told before anything is read. */
function createDecision({ config, connection }: Run): Decide {
  const named = [...new Set([...(config.category ? [config.category] : []), ...config.categoryIds])];
  if (named.length === 0 && ["add", "remove", "replace"].includes(config.operation)) {
    throw new EngageError("configuration", `The node is set to ${config.operation} categories, but none is chosen.`, {
      hint: "Choose a Category or enter Further category IDs in the node.",
    });
  }
  if (config.operation === "replace") {
    return () => named;
  }
  const change = toChange(config.operation, named, connection);
  return (current) => toNextCategories(current, change);
}

function toChange(
  operation: Exclude<Config["operation"], "replace">,
  named: string[],
  connection: Run["connection"],
): CategoryChange {
  switch (operation) {
    case "handToAgent":
      return { remove: [connection.botCategoryId()], add: [connection.agentCategoryId(), ...named] };
    case "returnToBot":
      return { remove: [connection.agentCategoryId()], add: [connection.botCategoryId(), ...named] };
    case "add":
      return { remove: [], add: named };
    case "remove":
      return { remove: named, add: [] };
    default:
      return operation satisfies never;
  }
}

async function onThread(node: Run, decide: Decide) {
  const { threadId } = await locateConversation(node, node.config.threadId);
  const { before, after, changed } = await recategorizeThread(node.engage, threadId, (thread) =>
    decide(thread.thread_category_ids),
  );
  return { id: threadId, before, after, changed };
}

async function onPart({ config, claims, engage }: Run, target: "content" | "intervention", decide: Decide) {
  const id =
    target === "content"
      ? (config.contentId ?? claims.engage?.contentId)
      : (config.interventionId ?? claims.engage?.interventionId);
  if (id === undefined) {
    throw new EngageError("configuration", `The node does not know which ${target} is meant.`, {
      hint: `Fill in the field ${target === "content" ? "Message ID" : "Intervention ID"}; the input names none.`,
    });
  }
  return repeatOnConflict(engage, async () => {
    const before = (await (target === "content" ? engage.getContent(id) : engage.getIntervention(id))).category_ids;
    const next = decide(before);
    if (next.length === 0) {
      throw new EngageError(
        "configuration",
        `The ${target} would be left without any category, and Engage does not say what that means.`,
        {
          hint: "Keep or add at least one category.",
        },
      );
    }
    if (isSameCategorySet(before, next)) {
      return { id, before, after: before, changed: false };
    }
    const written = await (target === "content"
      ? engage.categorizeContent(id, next)
      : engage.categorizeIntervention(id, next));
    return { id, before, after: written.category_ids, changed: true };
  });
}
