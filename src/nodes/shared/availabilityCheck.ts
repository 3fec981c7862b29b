/** Asks Engage who is there, and keeps "nobody" apart from "cannot tell". Shared by Handover and Check Agent Availability. */
import { type AgentCounts, type AvailabilityRule, countAgents } from "../../core/availability";
import { EngageError } from "../../core/errors";
import type { EngageClient } from "../../engage/engageClient";
import type { AgentStatusFilter } from "../../engage/resources/agentStatus";
import { liveSelectField, selectField, textField } from "./field";
import { localized } from "./localized";
import { resolveChannels } from "./optionResolvers";

export const availabilityRuleField = selectField<AvailabilityRule>(
  localized("Which agents count", "Welche Agenten zählen", "Qué agentes cuentan"),
  [
    ["free", localized("Available and not full", "Verfügbar und nicht ausgelastet", "Disponibles y con capacidad")],
    [
      "available",
      localized("Available, also when full", "Verfügbar, auch wenn ausgelastet", "Disponibles, aunque estén completos"),
    ],
    ["online", localized("All who are connected", "Alle, die verbunden sind", "Todos los conectados")],
  ],
  { defaultValue: "free" },
);

export const channelFields = {
  channelId: liveSelectField(localized("Channel", "Kanal", "Canal"), resolveChannels, {
    description: localized(
      "The channel group in Engage on which agents must be available.",
      "Die Kanalgruppe in Engage, auf der Agenten verfügbar sein müssen.",
      "El grupo de canales de Engage en el que debe haber agentes disponibles.",
    ),
  }),
  channelName: textField(localized("Channel name or ID", "Kanalname oder -ID", "Nombre o ID del canal"), {
    description: localized(
      "Instead of the selection above.",
      "Anstelle der Auswahl oben.",
      "En lugar de la selección anterior.",
    ),
  }),
};

export type Availability = { known: true; agents: AgentCounts } | { known: false; reason: EngageError };

/** A token without the right to see agents (403) makes the answer unknown; it does not make agents unavailable. */
export async function readAvailability(
  engage: EngageClient,
  filter: AgentStatusFilter,
  rule: AvailabilityRule,
  channel: string | undefined | Promise<string | undefined>,
): Promise<Availability> {
  try {
    const [agents, channelId] = await Promise.all([engage.listAgentStatus(filter), channel]);
    return { known: true, agents: countAgents(agents, rule, channelId) };
  } catch (error) {
    if (error instanceof EngageError && error.code === "forbidden") {
      return { known: false, reason: error };
    }
    throw error;
  }
}
