/** What a person needs for experiments of their own: addresses, tokens, ids, and commands that work as they are. */
import { accountValues } from "./describeEmpty";
import type { Headless } from "./startHeadless";

export function describeHeadless(
  { engage, cognigy, controlUrl, connection, secrets, endpoints, customerId }: Headless,
  flowFile: string,
): string {
  const { tokens, categories, sources, agents, thread } = engage.seed;
  const { hub, webchat, webhook } = endpoints;
  const asBot = `-H 'Authorization: Bearer ${tokens.bot}'`;
  const json = (body: object) => `-H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
  const command = (body: object) => `curl -s ${json(body)} ${controlUrl}/sandbox/commands`;
  return [
    ...section("Ports of 127.0.0.1", [
      ["Engage", `${portOf(engage.apiUrl)} (--engage-port)`],
      ["Cognigy", `${portOf(cognigy.url)} (--cognigy-port)`],
      ["Cognigy's API", `${portOf(cognigy.management?.url ?? "")} (--management-port)`],
      ["Control", `${portOf(controlUrl)} (--control-port)`],
    ]),
    ...section("Flow of all Endpoints (edit it: what is saved is read again)", [["File", `${flowFile} (--flow)`]]),
    ...section("RingCentral Engage", [
      ["REST API", engage.apiUrl],
      ["API access token", tokens.bot],
      ["Category Bot", categories.bot.id],
      ["Category Agent", categories.agent.id],
      ["Source Messaging", sources.messaging.id],
      ["Source Channel SDK", sources.sdk.id],
      ["Agent Ana (there)", agents.ana.id],
      ["Agent Ben (away)", agents.ben.id],
      ["Customer", customerId],
      ["Webhook secret", secrets.webhookSecret],
      ["Verification token", secrets.verificationToken],
      ["Key of the base URI", secrets.baseUriKey],
    ]),
    ...section("Cognigy.AI", [
      ["Endpoint service", cognigy.url],
      ["REST API", cognigy.management?.url ?? ""],
      ["API key", cognigy.management?.apiKey ?? ""],
      ["Hub", hub.url],
      ["Webhook Endpoint", webhook.url],
      ["Webchat Endpoint", webchat.url],
      ["@cognigy/socket-client", `new SocketClient("${cognigy.url}", "${webchat.URLToken}")`],
    ]),
    ...section("Connection", Object.entries(connection)),
    ".env (for npm run setup, npm run fill and npm run try)",
    ...Object.entries({
      ...accountValues({ engage, cognigy }),
      ENGAGE_BOT_CATEGORY_ID: categories.bot.id,
      ENGAGE_AGENT_CATEGORY_ID: categories.agent.id,
      ENGAGE_WEBHOOK_SECRET: secrets.webhookSecret,
      ENGAGE_VERIFICATION_TOKEN: secrets.verificationToken,
      ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
      ENGAGE_REALTIME_ACCESS_TOKEN: engage.seed.realtimeAccessToken,
      ENGAGE_BASE_URI_KEY: secrets.baseUriKey,
      ENGAGE_SOURCE_IDS: sources.messaging.id,
      COGNIGY_HUB_URL: hub.url,
      COGNIGY_CUSTOMER_URLS: webchat.url,
      REHEARSAL_CUSTOMER_URL: `${controlUrl}/sandbox/customer`,
    }).map(([name, value]) => `${name}=${value}`),
    "",
    ...section("Control (no part of either platform: what people do at the platforms' screens)", [
      ["POST", `${controlUrl}/sandbox/commands {"type", ...} (see docs/develop/sandbox.md#the-control-port)`],
      ["POST", `${controlUrl}/sandbox/base-uri {"sourceId", "baseUri"}`],
      ["POST", `${controlUrl}/sandbox/customer {"conversation", "text", "file"} (writes on Engage's channel)`],
      ["GET", `${controlUrl}/sandbox/sent/{hub|webchat|webhook}`],
      ["GET", `${controlUrl}/sandbox/logs`],
    ]),
    "Commands to try",
    "  # Engage: the threads, the waiting tasks, the agents' status",
    `  curl -s ${asBot} ${engage.apiUrl}/content_threads`,
    `  curl -s ${asBot} ${engage.apiUrl}/tasks`,
    `  curl -s ${asBot} ${engage.apiUrl}/status`,
    "  # Cognigy: write to the bot, and read what it said",
    `  curl -s ${json({ userId: "user-1", sessionId: "session-1", text: "Hello" })} ${webhook.url}`,
    `  curl -s ${controlUrl}/sandbox/sent/webhook`,
    "  # Cognigy: ask for an agent",
    `  curl -s ${json({ userId: "user-1", sessionId: "session-1", text: "I want an agent" })} ${webhook.url}`,
    "  # Control: a customer writes on Engage's own channel",
    `  ${command({ type: "customerWrites", customerId, text: "Hello" })}`,
    "  # Control: an agent becomes available and answers a customer",
    `  ${command({ type: "setAgentStatus", agentId: agents.ben.id, status: "available" })}`,
    `  ${command({ type: "agentReplies", threadId: thread.id, agentId: agents.ana.id, text: "Ana here", format: "text" })}`,
    "  # Control: everything as at the start",
    `  ${command({ type: "resetSandbox" })}`,
    "",
    "Ctrl-C ends it.",
  ].join("\n");
}

function portOf(url: string): string {
  return new URL(url).port;
}

function section(title: string, rows: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), ""];
}
