/** Asks Engage who is there, and keeps "nobody" apart from "cannot tell". Shared by Handover and Check Agent Availability. */
import { type AgentCounts, type AvailabilityRule, countAgents, isChannel } from "../../core/availability";
import { EngageError, toEngageError } from "../../core/errors";
import type { AgentStatusFilter } from "../../engage/resources/agentStatus";
import type { NodeRun } from "./defineNode";
import { liveSelectField, selectField, textField } from "./field";
import { localized } from "./localized";
import { resolveChannels } from "./optionResolvers";

export const availabilityRuleField = selectField<AvailabilityRule>(
  localized("Which agents count", "Welche Agenten zählen", "Qué agentes cuentan"),
  [
    ["free", localized("Available and not full", "Verfügbar und nicht ausgelastet", "Disponibles y con capacidad")],
    [
      "available",
      localized(
        "Available, also when full",
        "Verfügbar, auch wenn ausgelastet",
        "Disponibles, aunque no tengan capacidad",
      ),
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
  channelName: textField(localized("Channel name or ID", "Name oder ID des Kanals", "Nombre o ID del canal"), {
    description: localized(
      "Instead of the selection above.",
      "Anstelle der Auswahl oben.",
      "En lugar de la selección anterior.",
    ),
  }),
};

export type Availability = { known: true; agents: AgentCounts } | { known: false; reason: EngageError };

type Situation = Pick<NodeRun<ChannelConfig>, "api" | "config" | "engage">;
interface ChannelConfig {
  availabilityRule: AvailabilityRule;
  channelId: string | undefined;
  channelName: string | undefined;
}

/**
 * Counts on the channel that the node names, else on `usualChannel`. A token without the right to see agents makes the
 * answer unknown; it does not make agents unavailable.
 */
export async function readAvailability(
  { api, config, engage }: Situation,
  filter: AgentStatusFilter,
  usualChannel: () => Promise<string | undefined> = async () => undefined,
): Promise<Availability> {
  const named = config.channelName ?? config.channelId;
  const [agents, channel] = await Promise.all([
    engage.listAgentStatus(filter).catch(toRefusal),
    named === undefined ? usualChannel() : named,
  ]);
  if (agents instanceof EngageError) {
    return { known: false, reason: agents };
  }
  if (named !== undefined && !agents.some(({ channels }) => channels.some((one) => isChannel(one, named)))) {
    await checkChannel({ api, engage }, named);
  }
  return { known: true, agents: countAgents(agents, config.availabilityRule, channel) };
}

/** Only Engage's own refusal says that the token may not see agents. */
function toRefusal(thrown: unknown): EngageError {
  if (thrown instanceof EngageError && thrown.code === "forbidden") {
    return thrown;
  }
  throw thrown;
}

/** Nobody is connected to it, as to one that does not exist: then nobody would ever be available. */
async function checkChannel({ api, engage }: Pick<Situation, "api" | "engage">, named: string): Promise<void> {
  const known = await engage.listChannels(1).catch((thrown) => {
    const { code } = toEngageError(thrown);
    api.log("warn", `RingCentral Engage: ${code}: whether channel "${named}" exists is not known`);
    return undefined;
  });
  if (known === undefined || !known.isComplete || known.records.some((channel) => isChannel(channel, named))) {
    return;
  }
  const names = known.records.map(({ id, name }) => name ?? id).sort();
  throw new EngageError("configuration", `Engage has no channel "${named}". It has: ${names.join(", ") || "none"}.`, {
    hint: 'Open the node and correct "Channel" or "Channel name or ID".',
  });
}
