/** "Mask before sending": the fields, and the mask that they ask for. Shared by Handover and Add Note for Agents. */
import { EngageError } from "../../core/errors";
import type { Mask } from "../../core/masking/createMask";
import { linesField, listField, type Section } from "./field";
import { localized } from "./localized";

export const maskingFields = {
  maskBeforeSending: listField(
    localized("Mask before sending", "Vor dem Senden maskieren", "Enmascarar antes de enviar"),
    {
      description: localized(
        "What agents get as ****: any of cards, ibans, emails, phones.",
        "Was Agenten als **** sehen: cards, ibans, emails, phones; mehrere möglich.",
        "Lo que los agentes ven como ****: cards, ibans, emails, phones; se admiten varios.",
      ),
    },
  ),
  maskPatterns: linesField(
    localized("Further patterns to mask", "Weitere Muster zum Maskieren", "Otros patrones para enmascarar"),
    {
      description: localized(
        "Such as KD-[0-9]{6}. Characters, classes like [A-Z] or \\d, ? and counts like {2,6}; at most 20 patterns.",
        "Zum Beispiel KD-[0-9]{6}. Zeichen, Klassen wie [A-Z] oder \\d, ? und Wiederholungen wie {2,6}; höchstens 20 Muster.",
        "Por ejemplo KD-[0-9]{6}. Caracteres, clases como [A-Z] o \\d, ? y repeticiones como {2,6}; 20 patrones como máximo.",
      ),
    },
  ),
};

export const maskingSection: Section = {
  label: localized("Privacy", "Datenschutz", "Privacidad"),
  fields: ["maskBeforeSending", "maskPatterns"],
};

/** A mask with a hole in it protects nobody, so what cannot be used is an error. */
export function readMask(config: { maskBeforeSending: readonly string[]; maskPatterns: readonly string[] }): Mask {
  if (config.maskBeforeSending.length === 0 && config.maskPatterns.length === 0) {
    return (text) => text;
  }
  const { createMask }: typeof import("../../core/masking/createMask") = require("../../core/masking/createMask");
  const reading = createMask(config.maskBeforeSending, config.maskPatterns);
  if (reading.ok) {
    return reading.mask;
  }
  const label = maskingFields[reading.setting].descriptor.label;
  const name = typeof label === "string" ? label : label.default;
  throw new EngageError("configuration", `The field "${name}" of this node cannot be used: ${reading.problem}.`, {
    hint: `Open the node and correct "${name}".`,
  });
}
