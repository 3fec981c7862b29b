/** Refuses every address but this machine's own: the stand-in never calls anybody else. */
import { EngageRefusal } from "./EngageRefusal";

export function requireLoopback(text: string): URL {
  if (!URL.canParse(text)) {
    throw new EngageRefusal("invalid", "Validation failed: url is invalid");
  }
  const url = new URL(text);
  const isLoopback = url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d+){3}$/.test(url.hostname);
  if (url.protocol !== "http:" || !isLoopback) {
    throw new EngageRefusal(
      "invalid",
      `Validation failed: url is invalid: this stand-in calls http on loopback only, not ${url.protocol}//${url.host}`,
    );
  }
  return url;
}
