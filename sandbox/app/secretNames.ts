/** What no page may show: secret value -> what stands in its place. */
import type { Endpoint } from "../cognigy/startCognigy";
import type { EngageStandIn } from "../engage/startEngage";

export function secretNames(
  { seed }: EngageStandIn,
  hub: Endpoint,
  webchat: Endpoint,
  secrets: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const hidden = [...Object.values(secrets), ...Object.values(seed.tokens), seed.realtimeAccessToken];
  return new Map([
    ...hidden.map((value): [string, string] => [value, "•••"]),
    // Long, and of no meaning to a reader.
    [hub.URLToken, "{hub}"],
    [webchat.URLToken, "{webchat}"],
  ]);
}
