/** Connections through a proxy that opens a tunnel for each. */
import type { Agent } from "node:http";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { ProxySettings } from "./proxy";

export function openTunnels({ url, headers }: ProxySettings, signal: AbortSignal): Agent {
  return new HttpsProxyAgent(url, { keepAlive: true, headers, signal });
}
