/** Bodies as Express parses them: JSON objects and lists, forms; anything else leaves an empty object. */
import { parseFields } from "./parseFields";

/** Undefined for invalid JSON, which the platform refuses before any transformer runs. */
export function parseBody(text: string, contentType = ""): { body: unknown } | undefined {
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") {
    return { body: parseFields(text) };
  }
  if (type !== "application/json" || text === "") {
    return { body: {} };
  }
  // Strict mode: a text or number alone is refused as well.
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    return { body: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
