/** Node "Send Structured Message": quick replies, cards, lists, forms and other rich messages to the customer. */
import { defineNode } from "./shared/defineNode";
import { localized } from "./shared/localized";
import { messageFields, messageSections } from "./structured/messageFields";
import { sendByBridge, sendNatively, sendOnChannel } from "./structured/sendMessage";

export const sendEngageStructuredMessage = defineNode({
  type: "sendEngageStructuredMessage",
  label: localized("Send Structured Message", "Strukturierte Nachricht senden", "Enviar mensaje estructurado"),
  summary: localized(
    "Sends quick replies, cards, lists, forms and other rich messages on the customer's channel",
    "Sendet Schnellantworten, Karten, Listen, Formulare und andere strukturierte Nachrichten auf dem Kanal des Kunden",
    "Envía respuestas rápidas, tarjetas, listas, formularios y otros mensajes estructurados por el canal del cliente",
  ),
  tags: ["engage", "ringcentral", "message", "quick replies", "carousel", "rich"],
  preview: "body",
  resultKey: "engageMessage",
  fields: messageFields,
  sections: messageSections,
  run(node) {
    const { claims, config, input } = node;
    if (claims.engage || config.threadId !== undefined || config.contentId !== undefined) {
      return sendOnChannel(node);
    }
    // Nobody has to answer here, so unlike a handover this also works in the Interaction Panel.
    return input.endpointType === "ringCentralEngage" ? sendNatively(node) : sendByBridge(node);
  },
});
