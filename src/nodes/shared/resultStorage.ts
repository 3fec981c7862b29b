/** The one result object of a node, and where it goes. */
import { type Section, selectField, textField, toggleField } from "./field";
import { localized } from "./localized";
import type { NodeApi } from "./nodeApi";

export function storageFields(resultKey: string) {
  return {
    storeLocation: selectField(
      localized("Where to store the result", "Wo das Ergebnis gespeichert wird", "Dónde guardar el resultado"),
      [
        ["input", localized("Input", "Input", "Input")],
        ["context", localized("Context", "Context", "Context")],
      ],
      { defaultValue: "input" },
    ),
    inputKey: textField(
      localized(
        "Input key to store the result",
        "Input-Schlüssel für das Ergebnis",
        "Clave de Input para el resultado",
      ),
      {
        defaultValue: resultKey,
        condition: { key: "storeLocation", value: "input" },
      },
    ),
    contextKey: textField(
      localized(
        "Context key to store the result",
        "Context-Schlüssel für das Ergebnis",
        "Clave de Context para el resultado",
      ),
      {
        defaultValue: resultKey,
        condition: { key: "storeLocation", value: "context" },
      },
    ),
  };
}

export const storageSection: Section = {
  label: localized("Storage Option", "Speicheroption", "Opción de almacenamiento"),
  fields: ["storeLocation", "inputKey", "contextKey"],
};

export const errorFields = {
  stopOnError: toggleField(
    localized("Stop Flow on error", "Flow bei Fehler anhalten", "Detener el Flow en caso de error"),
    {
      defaultValue: false,
      description: localized(
        "Off: the node stores the error and the Flow continues. On: the Flow ends with the error in the logs.",
        "Aus: Der Node speichert den Fehler und der Flow läuft weiter. An: Der Flow endet und der Fehler steht in den Logs.",
        "Desactivado: el nodo guarda el error y el Flow continúa. Activado: el Flow termina y el error queda en los registros.",
      ),
    },
  ),
};

export const errorSection: Section = {
  label: localized("Error handling", "Fehlerbehandlung", "Gestión de errores"),
  fields: ["stopOnError"],
};

export function storeResult(
  api: NodeApi,
  config: Readonly<Record<string, unknown>>,
  resultKey: string,
  result: Record<string, unknown>,
): void {
  const fields = storageFields(resultKey);
  const isInContext = config.storeLocation === "context";
  const key =
    (isInContext ? fields.contextKey.parse(config.contextKey) : fields.inputKey.parse(config.inputKey)) ?? resultKey;
  if (isInContext) {
    api.addToContext(key, result);
  } else {
    api.addToInput(key, result);
  }
}
