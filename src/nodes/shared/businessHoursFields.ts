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
          "Die der Quelle dieser Konversation",
          "El de la fuente de esta conversación",
        ),
      ],
      ["sheet", localized("Of a time sheet", "Die eines bestimmten Zeitplans", "El de un horario concreto")],
    ],
    {
      defaultValue: "off",
      description: localized(
        "Outside these hours, the Flow continues at a separate exit, and the result says when Engage opens again.",
        "Außerhalb davon nimmt der Flow einen eigenen Ausgang; das Ergebnis enthält die nächste Öffnungszeit.",
        "Fuera de este horario, el Flow toma una salida propia y el resultado indica cuándo vuelve a abrir Engage.",
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
      "Si no se puede determinar el horario",
    ),
    [
      ["open", localized("Treat as open", "Als geöffnet behandeln", "Tratar como abierto")],
      ["closed", localized("Treat as closed", "Als geschlossen behandeln", "Tratar como cerrado")],
    ],
    {
      defaultValue: "open",
      description: localized(
        "For example, when no time sheet belongs to the source, or the API token may not read them.",
        "Zum Beispiel, wenn kein Zeitplan zur Quelle gehört oder das API-Token keine lesen darf.",
        "Por ejemplo, cuando la fuente no tiene horario o el token de API no puede leerlo.",
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
