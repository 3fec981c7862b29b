/** The links between the two platforms, and which of them a request takes. */

const LINK_NAMES = ["webhook", "sdk", "rest", "realtime", "notify", "inject", "handshake"] as const;
export type LinkName = (typeof LINK_NAMES)[number];

export function linkOf(
  to: "cognigy" | "engage",
  { method, url, body }: { method: string; url: string; body: string },
): LinkName {
  if (to === "engage") {
    return url.startsWith("/realtime/") ? "realtime" : "rest";
  }
  if (url.startsWith("/notify/")) {
    return "notify";
  }
  if (url.startsWith("/inject/")) {
    return "inject";
  }
  if (method === "GET") {
    return "handshake";
  }
  return body.startsWith('{"action"') ? "sdk" : "webhook";
}
