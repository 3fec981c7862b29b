/** The platform's two kinds of ids: `_id` as MongoDB's, and `referenceId`. Mixing them up is the commonest mistake. */
import { randomBytes, randomUUID } from "node:crypto";

/** 24 hexadecimal digits. */
export function createId(): string {
  return randomBytes(12).toString("hex");
}

export function createReferenceId(): string {
  return randomUUID();
}
