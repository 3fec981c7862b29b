/** Node "Handover to RingCentral": gives the conversation to people who work in RingCentral Engage. */
import { decideRoute } from "../core/route";
import { handOverByBridge } from "./handover/handOverByBridge";
import { handOverNatively } from "./handover/handOverNatively";
import { handOverOnChannel } from "./handover/handOverOnChannel";
import { handoverFields, handoverSections } from "./handover/handoverFields";
import type { HandoverRun } from "./handover/handoverPlan";
import { defineNode } from "./shared/defineNode";
import { localized } from "./shared/localized";
import { readToolArguments } from "./shared/toolArguments";

const ROUTES = { channel: handOverOnChannel, bridge: handOverByBridge, native: handOverNatively };

export const handoverToRingCentral = defineNode({
  type: "handoverToRingCentral",
  label: localized("Handover to RingCentral", "Übergabe an RingCentral", "Transferir a RingCentral"),
  summary: localized(
    "Hands the conversation over to agents in RingCentral Engage",
    "Übergibt die Konversation an Agenten in RingCentral Engage",
    "Transfiere la conversación a los agentes de RingCentral Engage",
  ),
  tags: ["engage", "ringcentral", "handover", "agent", "escalation"],
  preview: "acceptedMessage",
  resultKey: "engageHandover",
  tokens: [
    { label: "Engage Handover Status", type: "input", script: "input.engageHandover.status" },
    { label: "Engage Thread ID", type: "input", script: "input.engageHandover.threadId" },
    { label: "Engage Handover Opens At", type: "input", script: "input.engageHandover.opensAtText" },
  ],
  fields: handoverFields,
  sections: handoverSections,
  exits: {
    onHandedOver: { label: localized("Handed over", "Übergeben", "Transferida"), kind: "done" },
    onNoAgentAvailable: {
      label: localized("No agent available", "Kein Agent verfügbar", "Ningún agente disponible"),
      kind: "notNow",
    },
    onOutsideHours: {
      label: localized("Outside business hours", "Außerhalb der Geschäftszeiten", "Fuera del horario de atención"),
      kind: "notNow",
    },
    onHandoverError: { label: localized("Error", "Fehler", "Error"), kind: "failed" },
  },
  errorExit: "onHandoverError",
  run(given) {
    const node = { ...given, config: withToolArguments(given) };
    const route = decideRoute({
      choice: node.config.conversation,
      endpointType: node.input.endpointType,
      hasEngageClaim: node.claims.engage !== undefined,
      hasThreadId: node.config.threadId !== undefined,
    });
    return ROUTES[route](node);
  },
});

/** An AI Agent that called the tool of this branch fills in what the designer left empty. */
function withToolArguments({ config, input, api }: HandoverRun): HandoverRun["config"] {
  const warn = (text: string) => api.log("warn", `RingCentral Engage handoverToRingCentral: ${text}`);
  const { reason, summary, urgency, spokenLanguage } = readToolArguments(input.aiAgent, warn);
  return {
    ...config,
    reason: config.reason ?? reason,
    summary: config.summary ?? summary,
    urgency: config.urgency ?? urgency,
    spokenLanguage: config.spokenLanguage ?? spokenLanguage,
  };
}
