/** The field of Lookup Queue Status and Close Engage Conversation that reads the customer's last survey answer. */
import { toggleField } from "./field";
import { localized } from "./localized";

export const satisfactionField = toggleField(
  localized("Read the customer's satisfaction", "Kundenzufriedenheit lesen", "Leer la satisfacción del cliente"),
  {
    defaultValue: false,
    description: localized(
      "Adds the last answered survey of this conversation to the result. Needs Engage's surveys.",
      "Ergänzt das Ergebnis um die zuletzt beantwortete Umfrage dieser Konversation. Erfordert die Umfragen von Engage.",
      "Añade al resultado la última encuesta contestada de esta conversación. Requiere las encuestas de Engage.",
    ),
  },
);
