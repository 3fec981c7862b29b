/** Which structured messages an SDK endpoint may push, and by whom. */
import { isBrandSide } from "../domain/find";
import type { Identity, Source } from "../domain/records";
import { RealtimeError } from "./RealtimeError";

const REQUIRED_ATTRIBUTE: Record<string, string> = {
  select: "items",
  rich_link: "url",
  template: "title",
  carousel: "items",
};

export function checkStructuredContent(
  source: Source,
  content: Record<string, unknown>,
  author: { isPuppetizable: boolean; known: Identity | undefined },
): void {
  if (!source.sdk?.implementation.options.includes("view.messaging")) {
    throw new RealtimeError("noStructuredContents");
  }
  const type = content.type;
  if (typeof type !== "string" || type === "") {
    throw new RealtimeError("structuredTypeMissing");
  }
  const attribute = Object.hasOwn(REQUIRED_ATTRIBUTE, type) ? REQUIRED_ATTRIBUTE[type] : undefined;
  if (attribute === undefined || !source.structured_types.includes(type)) {
    throw new RealtimeError("structuredTypeUnsupported");
  }
  const value = content[attribute];
  if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
    throw new RealtimeError([422, `structured_content: "${attribute}" must not be empty`]);
  }
  if (!author.isPuppetizable && !(author.known && isBrandSide(author.known))) {
    throw new RealtimeError("authorNotPuppetizable");
  }
}
