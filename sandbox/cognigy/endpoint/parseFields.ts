/** Query strings and forms as Express parses them, which is with this very package. */
import { type ParsedQs, parse } from "qs";

export function parseFields(text: string): ParsedQs {
  return parse(text, { allowPrototypes: true });
}
