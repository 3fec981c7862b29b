/** The fields of Receive Engage Events. */
import type { NodeRun } from "../shared/defineNode";
import { type ConfigOf, selectField, textField, toggleField } from "../shared/field";
import { localized } from "../shared/localized";
import { keepCategoriesField } from "../shared/returnToBot";

export const receiveFields = {
  afterHandover: selectField(
    localized("After the agent is done", "Wenn der Agent fertig ist", "Cuando el agente termina"),
    [
      [
        "returnToBot",
        localized("Return to the Bot category", "Zurück in die Bot-Kategorie", "Devolver a la categoría Bot"),
      ],
      ["stayWithAgents", localized("Leave with the agents", "Bei den Agenten lassen", "Dejar con los agentes")],
      ["closeThread", localized("Close the thread", "Thread schließen", "Cerrar el hilo")],
    ],
    { defaultValue: "returnToBot" },
  ),
  keepCategoryIds: keepCategoriesField({ key: "afterHandover", value: ["returnToBot", "closeThread"] }),
  openIntervention: selectField(
    localized("Intervention for the bot", "Intervention für den Bot", "Intervención para el bot"),
    [
      [
        "whenNoneIsOpen",
        localized(
          "Open one when none is open",
          "Eine öffnen, wenn keine offen ist",
          "Abrir una si no hay ninguna abierta",
        ),
      ],
      ["never", localized("Never open one", "Nie eine öffnen", "No abrir ninguna")],
    ],
    {
      defaultValue: "whenNoneIsOpen",
      description: localized(
        "Engage may refuse the bot's replies outside an open intervention. Its statistics count interventions too.",
        "Ohne offene Intervention lehnt Engage Antworten des Bots unter Umständen ab. Auch die Statistik beruht auf Interventionen.",
        "Sin una intervención abierta, Engage puede rechazar las respuestas del bot. Las estadísticas también se basan en las intervenciones.",
      ),
    },
  ),
  agentNames: selectField(
    localized("How customers see who is speaking", "Wie Kunden sehen, wer spricht", "Cómo ve el cliente quién habla"),
    [
      [
        "prefix",
        localized(
          "Agent's name before each message",
          "Name des Agenten vor jeder Nachricht",
          "Nombre del agente antes de cada mensaje",
        ),
      ],
      [
        "source",
        localized(
          "As the agent's own messages, with name and picture",
          "Als Nachrichten des Agenten, mit Name und Bild",
          "Como mensajes del agente, con nombre e imagen",
        ),
      ],
      ["off", localized("Not at all", "Gar nicht", "No mostrarlo")],
    ],
    {
      defaultValue: "prefix",
      description: localized(
        "For customers on Cognigy's own channels. The second choice is for Webchat v3; try it first, since not every Cognigy.AI installation passes it on.",
        "Für Kunden auf Kanälen von Cognigy. Die zweite Option ist für Webchat v3; vorher ausprobieren, denn nicht jede Installation von Cognigy.AI gibt Namen und Bild weiter.",
        "Para clientes en canales de Cognigy. La segunda opción es para Webchat v3; conviene probarla antes, porque no todas las instalaciones de Cognigy.AI transmiten el nombre y la imagen.",
      ),
    },
  ),
  prefixAgentName: toggleField(
    localized(
      "Also the name before each message",
      "Zusätzlich der Name vor jeder Nachricht",
      "También el nombre antes de cada mensaje",
    ),
    { defaultValue: false, condition: { key: "agentNames", value: "source" } },
  ),
  showQueue: toggleField(
    localized("Show the queue in Webchat v3", "Warteschlange in Webchat v3 anzeigen", "Mostrar la cola en Webchat v3"),
    {
      defaultValue: false,
      description: localized(
        "Also as Webchat's own queue display.",
        "Zusätzlich in der Warteschlangenanzeige von Webchat.",
        "También en la vista de cola propia de Webchat.",
      ),
    },
  ),
  undeliveredNote: textField(
    localized(
      "Note to the agent when a message was not delivered",
      "Hinweis an den Agenten bei nicht zugestellter Nachricht",
      "Aviso al agente si un mensaje no se entregó",
    ),
    {
      placeholder: "[Cognigy] Your last message did not reach the customer.",
    },
  ),
};

type ReceiveConfig = ConfigOf<typeof receiveFields>;
export type ReceiveRun = NodeRun<ReceiveConfig>;
