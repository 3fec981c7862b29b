/** The section "Business hours" of Handover and Check Agent Availability. */
import { type ConfigOf, liveSelectField, type Section, selectField } from "./field";
import { localized } from "./localized";
import { resolveTimeSheets } from "./resolveTimeSheets";

export const businessHoursFields = {
  businessHours: selectField(
    localized("Business hours", "Geschäftszeiten", "Horario de atención"),
    [
      ["off", localized("Don't check", "Nicht prüfen", "No comprobar")],
      [
        "source",
        localized(
          "Of this conversation's source",
          "Der Source dieser Konversation",
          "De la fuente de esta conversación",
        ),
      ],
      ["sheet", localized("Of a time sheet", "Eines bestimmten Zeitplans", "De un horario concreto")],
    ],
    {
      defaultValue: "off",
      description: localized(
        "Outside of them, the node leaves through its own exit and says when Engage opens again.",
        "Außerhalb davon verlässt der Flow den Node über einen eigenen Ausgang, und das Ergebnis enthält die nächste Öffnungszeit.",
        "Fuera de este horario, el nodo sale por una salida propia e indica cuándo vuelve a abrir.",
      ),
    },
  ),
  timeSheetId: liveSelectField(localized("Time sheet", "Zeitplan", "Horario"), resolveTimeSheets, {
    description: localized(
      "In Engage: Admin > Business hours.",
      "In Engage: Admin > Geschäftszeiten.",
      "En Engage: Admin > Horario de atención.",
    ),
    condition: { key: "businessHours", value: "sheet" },
  }),
  whenHoursUnknown: selectField(
    localized(
      "If the hours can't be known",
      "Wenn die Geschäftszeiten nicht feststellbar sind",
      "Si no se puede saber el horario",
    ),
    [
      ["open", localized("Treat as open", "Wie geöffnet behandeln", "Tratar como abierto")],
      ["closed", localized("Treat as closed", "Wie geschlossen behandeln", "Tratar como cerrado")],
    ],
    {
      defaultValue: "open",
      description: localized(
        "For example, when no time sheet belongs to the source, or the API token may not read them.",
        "Zum Beispiel, wenn kein Zeitplan zur Source gehört oder das API-Token keine lesen darf.",
        "Por ejemplo, cuando la fuente no tiene horario o el token no puede leerlo.",
      ),
      condition: { key: "businessHours", value: ["source", "sheet"] },
    },
  ),
};

export type BusinessHoursConfig = ConfigOf<typeof businessHoursFields>;

export const businessHoursSection = {
  label: localized("Business hours", "Geschäftszeiten", "Horario de atención"),
  fields: ["businessHours", "timeSheetId", "whenHoursUnknown"],
} satisfies Section;
