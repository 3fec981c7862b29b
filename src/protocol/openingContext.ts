/**
 * What a handover's opening message carries for Receive Engage Events: the categories the conversation is to get, where
 * they aren't just the Connection's Agent category.
 *
 * @where `context_data` of the opening message, and of its `content.imported` event
 * @writer Handover to RingCentral
 * @reader hub, for Receive Engage Events
 * @limits keys contain letters and hyphens only
 * @foreign the Connection's Agent category is used
 */
import { type Json, readTexts } from "../core/inbound/read";

const CATEGORIES = "handover-categories";

export function writeOpeningContext(categoryIds: readonly string[]): Readonly<Record<string, string[]>> {
  return { [CATEGORIES]: [...categoryIds] };
}

export function readOpeningContext(contextData: Json | undefined): string[] {
  return readTexts(contextData, CATEGORIES);
}
