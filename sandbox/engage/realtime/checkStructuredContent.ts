/** Which structured messages an SDK endpoint may push, and by whom. */
import { isBrandSide } from "../domain/find";
import { findStructuredFault } from "../domain/findStructuredFault";
import type { Identity, Source } from "../domain/records";
import { RealtimeError } from "./RealtimeError";

const SDK_TYPES = ["select", "rich_link", "template", "carousel"];

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
  if (!SDK_TYPES.includes(type) || !source.structured_types.includes(type)) {
    throw new RealtimeError("structuredTypeUnsupported");
  }
  const fault = findStructuredFault(type, content);
  if (fault !== undefined) {
    throw new RealtimeError([422, fault]);
  }
  if (!author.isPuppetizable && !(author.known && isBrandSide(author.known))) {
    throw new RealtimeError("authorNotPuppetizable");
  }
}
