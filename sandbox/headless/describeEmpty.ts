/** What a person needs to rehearse the assistant against two empty accounts. */
import type { EmptyAccounts } from "./startEmpty";

export function describeEmpty({ engage, cognigy, controlUrl }: EmptyAccounts): string {
  const { seed } = engage;
  const baseUri = JSON.stringify({ sourceId: seed.sources.sdk.id, baseUri: "<Base URI>" });
  return [
    "Two accounts in which nothing is set up yet.",
    "",
    ".env (save it, then run: npm run setup -- install)",
    ...Object.entries({
      ...accountValues({ engage, cognigy }),
      // What a person would be asked first.
      ENGAGE_ROUTES: "bridge",
      REHEARSAL_CUSTOMER_URL: `${controlUrl}/sandbox/customer`,
    }).map(([name, value]) => `${name}=${value}`),
    "",
    "Route bridge, when the assistant asks for the Channel SDK source",
    `  Realtime Endpoint URL  ${engage.realtimeUrl}`,
    `  API access token       ${seed.realtimeAccessToken}`,
    "  Without a terminal, give both in .env: ENGAGE_REALTIME_ENDPOINT_URL and ENGAGE_REALTIME_ACCESS_TOKEN",
    "  # Save the source with its Base URI, as a person does in Engage's console",
    `  curl -s -H 'Content-Type: application/json' -d '${baseUri}' ${controlUrl}/sandbox/base-uri`,
    "",
    "Ctrl-C ends it.",
  ].join("\n");
}

/** What both accounts give to whoever sets them up. */
export function accountValues({ engage, cognigy }: Pick<EmptyAccounts, "engage" | "cognigy">): Record<string, string> {
  const { management } = cognigy;
  return {
    ENGAGE_API_URL: engage.apiUrl,
    ENGAGE_ACCESS_TOKEN: engage.seed.tokens.bot,
    COGNIGY_ENDPOINT_URL: cognigy.url,
    COGNIGY_API_URL: management?.url ?? "",
    COGNIGY_API_KEY: management?.apiKey ?? "",
    COGNIGY_PROJECT_ID: management?.projectId ?? "",
  };
}
