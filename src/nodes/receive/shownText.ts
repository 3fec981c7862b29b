/** The text of a content of Engage as a person reads it. */
import { htmlToText } from "../../core/inbound/htmlToText";
import type { Content } from "../../engage/resources/contents";

export function toShownText(content: Content): string {
  const body = content.body ?? "";
  return content.body_input_format === "html" ? htmlToText(body) : body;
}
