/** The Connection to a real account, from the environment or .env, under the names that `npm run fill` knows. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { findCutValue } from "../../scripts/fill";
import type { ConnectionField } from "../../src/connectionSchema";
import { UsageFault } from "./UsageFault";

const NEEDED = ["ENGAGE_API_URL", "ENGAGE_ACCESS_TOKEN"];

export type ConnectionValues = Record<ConnectionField, string>;

export async function readConnection(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ConnectionValues> {
  const text = await readFile(join(directory, ".env"), "utf8").catch(() => "");
  const cut = findCutValue(text);
  if (cut) {
    throw new UsageFault(
      `The value of ${cut} in .env contains a # outside of quotes, where it would be cut off: put it in single quotes.`,
    );
  }
  const stored = parseEnv(text);
  const read = (name: string) => (environment[name] ?? stored[name] ?? "").trim();
  const missing = NEEDED.filter((name) => read(name) === "");
  if (missing.length > 0) {
    throw new UsageFault(
      `No account to try this with: set ${missing.join(" and ")} in the environment, or in a file .env in the project's folder.`,
    );
  }
  return {
    apiUrl: read("ENGAGE_API_URL"),
    accessToken: read("ENGAGE_ACCESS_TOKEN"),
    botCategoryId: read("ENGAGE_BOT_CATEGORY_ID"),
    agentCategoryId: read("ENGAGE_AGENT_CATEGORY_ID"),
    realtimeEndpointUrl: read("ENGAGE_REALTIME_ENDPOINT_URL"),
    realtimeAccessToken: read("ENGAGE_REALTIME_ACCESS_TOKEN"),
    cognigyEndpointUrl: read("COGNIGY_ENDPOINT_URL"),
  };
}
