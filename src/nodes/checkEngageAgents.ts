/** Node "Check Agent Availability": is there anybody in Engage who can take a conversation now? */
import { EngageError, toStoredError } from "../core/errors";
import type { Source } from "../engage/resources/catalogue";
import { type Availability, availabilityRuleField, channelFields, readAvailability } from "./shared/availabilityCheck";
import { businessHoursFields, businessHoursSection } from "./shared/businessHoursFields";
import { checkBusinessHours } from "./shared/checkBusinessHours";
import { defineNode, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, listField, liveSelectField, selectField } from "./shared/field";
import { localized } from "./shared/localized";
import { resolveCategories } from "./shared/optionResolvers";

const fields = {
  availabilityRule: availabilityRuleField,
  ...channelFields,
  category: liveSelectField(localized("Category", "Kategorie", "Categoría"), resolveCategories, {
    description: localized(
      "Count agents who have this category. Without a choice: the Agent category of the Connection.",
      "Nur Agenten mit dieser Kategorie zählen. Ohne Auswahl: die Agent-Kategorie der Verbindung.",
      "Contar agentes con esta categoría. Sin selección: la categoría Agent de la conexión.",
    ),
  }),
  categoryIds: listField(localized("Further category IDs", "Weitere Kategorie-IDs", "Más ID de categorías")),
  sourceIds: listField(localized("Source IDs", "Quellen-IDs", "ID de fuentes"), {
    description: localized(
      "Count agents who may reply on these sources. Empty: the source of this conversation, where it is known.",
      "Nur Agenten zählen, die auf diesen Quellen antworten dürfen. Leer: die Quelle dieser Konversation, sofern bekannt.",
      "Contar agentes que pueden responder en estas fuentes. Vacío: la fuente de esta conversación, si se conoce.",
    ),
  }),
  teamIds: listField(localized("Team IDs", "Team-IDs", "ID de equipos")),
  languages: listField(localized("Spoken languages", "Gesprochene Sprachen", "Idiomas hablados"), {
    description: localized("Codes such as en or de.", "Kürzel wie en oder de.", "Códigos como en o de."),
  }),
  ...businessHoursFields,
  whenUnknown: selectField(
    localized(
      "If availability can't be known",
      "Wenn die Verfügbarkeit nicht feststellbar ist",
      "Si no se puede determinar la disponibilidad",
    ),
    [
      ["available", localized("Go to Available", "Weiter bei „Verfügbar“", "Ir a «Disponible»")],
      ["unavailable", localized("Go to Unavailable", "Weiter bei „Nicht verfügbar“", "Ir a «No disponible»")],
      ["error", localized("Go to Error", "Weiter bei „Fehler“", "Ir a «Error»")],
    ],
    {
      defaultValue: "available",
      description: localized(
        "When the API token's user may not see agents (monitor_tasks).",
        "Wenn der Benutzer des API-Tokens keine Agenten sehen darf (monitor_tasks).",
        "Cuando el usuario del token de API no puede ver agentes (monitor_tasks).",
      ),
    },
  ),
};

type Run = NodeRun<ConfigOf<typeof fields>>;

export const checkEngageAgents = defineNode({
  type: "checkEngageAgents",
  label: localized("Check Agent Availability", "Agentenverfügbarkeit prüfen", "Comprobar disponibilidad de agentes"),
  summary: localized(
    "Counts the agents in RingCentral Engage who can take a conversation now",
    "Zählt die Agenten in RingCentral Engage, die jetzt eine Konversation annehmen können",
    "Cuenta los agentes de RingCentral Engage que pueden atender una conversación ahora",
  ),
  tags: ["engage", "ringcentral", "agents", "availability"],
  preview: "availabilityRule",
  resultKey: "engageAgents",
  tokens: [
    { label: "Engage Agents Counted", type: "input", script: "input.engageAgents.agents.counted" },
    { label: "Engage Agents Open At", type: "input", script: "input.engageAgents.opensAtText" },
  ],
  fields,
  sections: {
    hours: businessHoursSection,
    who: {
      label: localized("Which agents", "Welche Agenten", "Qué agentes"),
      fields: ["category", "categoryIds", "sourceIds", "teamIds", "languages"],
    },
    unknown: {
      label: localized(
        "If availability can't be known",
        "Wenn die Verfügbarkeit nicht feststellbar ist",
        "Si no se puede determinar la disponibilidad",
      ),
      fields: ["whenUnknown"],
    },
  },
  exits: {
    onAgentsAvailable: { label: localized("Available", "Verfügbar", "Disponible"), kind: "done" },
    onNoAgents: { label: localized("Unavailable", "Nicht verfügbar", "No disponible"), kind: "notNow" },
    onClosedNow: {
      label: localized("Closed now", "Zurzeit geschlossen", "Cerrado ahora"),
      kind: "notNow",
    },
    onAgentCheckError: { label: localized("Error", "Fehler", "Error"), kind: "failed" },
  },
  errorExit: "onAgentCheckError",
  async run(node) {
    const sourceIds = findSources(node);
    // Several sources may keep several hours.
    const onlySourceId = async () => (sourceIds.length === 1 ? sourceIds[0] : undefined);
    const { closed, hours, source } = await checkBusinessHours(node, onlySourceId);
    if (closed) {
      return { exit: "onClosedNow", result: { ...closed, agents: null } };
    }
    const availability = await readMatching(node, sourceIds, source);
    const checked = hours && { hours };
    if (availability.known) {
      const isAvailable = availability.agents.counted > 0;
      return {
        exit: isAvailable ? "onAgentsAvailable" : "onNoAgents",
        result: { status: isAvailable ? "available" : "unavailable", agents: availability.agents, ...checked },
      };
    }
    if (node.config.whenUnknown === "error") {
      throw toUnknownError(availability.reason);
    }
    return {
      exit: node.config.whenUnknown === "available" ? "onAgentsAvailable" : "onNoAgents",
      result: { status: "unknown", agents: null, reason: toStoredError(availability.reason), ...checked },
    };
  },
});

function findSources({ config, claims, connection, input }: Run): string[] {
  return config.sourceIds.length > 0
    ? config.sourceIds
    : toKnownSources(claims.engage?.sourceId, connection, input.endpointType);
}

/** `known` is a source that was read just now. */
async function readMatching(node: Run, sourceIds: readonly string[], known?: Source): Promise<Availability> {
  const { config, connection, engage } = node;
  const chosen = [...new Set([...(config.category ? [config.category] : []), ...config.categoryIds])];
  const categoryIds = chosen.length === 0 && connection.hasAgentCategory() ? [connection.agentCategoryId()] : chosen;
  const filter = { sourceIds, categoryIds, teamIds: config.teamIds, spokenLanguages: config.languages };
  const [sourceId, ...moreSources] = sourceIds;
  // A source belongs to one channel; being available on another one is of no use to its conversations.
  const channelOfSource = async () =>
    sourceId !== undefined && moreSources.length === 0
      ? ((known?.id === sourceId ? known : await engage.getSource(sourceId)).channel_id ?? undefined)
      : undefined;
  return readAvailability(node, filter, channelOfSource);
}

/** Behind the hub the message names its source; a customer of Cognigy's own channels will be on the bridge source. */
function toKnownSources(claimed: string | undefined, connection: Run["connection"], endpointType: string): string[] {
  if (claimed !== undefined) {
    return [claimed];
  }
  const sourceId = endpointType === "ringCentralEngage" ? undefined : connection.bridgeSourceId();
  return sourceId === undefined ? [] : [sourceId];
}

function toUnknownError(reason: EngageError): EngageError {
  return new EngageError("availability_unknown", `Whether agents are available cannot be known: ${reason.message}`, {
    httpStatus: reason.httpStatus,
    engageError: reason.engageError,
    hint: reason.hint,
    cause: reason,
  });
}
