/** Members of `data` that make nodes act on somebody's behalf. What a customer sends under these names is removed. */
import type { Json } from "../core/inbound/read";

const CLAIMS = [
  "engage",
  "handover",
  "engageWork",
  "engageRelay",
  "engageAgent",
  "_engage",
  "replyTarget",
  "structuredReply",
];

export function withoutClaims(data: Json): Json {
  const clean: Record<string, unknown> = {};
  for (const key of Object.keys(data)) {
    if (CLAIMS.indexOf(key) === -1 && key !== "__proto__") {
      clean[key] = data[key];
    }
  }
  return clean;
}
