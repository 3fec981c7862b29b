/** Which Endpoints get a transformer: the hub's, and those through which customers write. */
import type { Settings } from "../settings";
import type { EndpointWish } from "./planEndpoint";

export function wishesOf(settings: Settings): EndpointWish[] {
  const hub = settings.get("cognigyHubUrl");
  return [
    ...(hub === undefined ? [] : [{ role: "hub", url: hub } as const]),
    // Before the Channel SDK source is there, a relay has nothing to relay to.
    ...[...new Set(settings.hasRealtime ? settings.list("cognigyCustomerUrls") : [])].map(
      (url) => ({ role: "relay", url }) as const,
    ),
  ];
}
