/** Names a piece of code without showing it. */
import { createHash } from "node:crypto";

export function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("hex").slice(0, 12);
}
