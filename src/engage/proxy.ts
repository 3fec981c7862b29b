/** The proxy that the environment names for an address: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. */
import { isLoopbackHost } from "./engageUrls";
import type { HttpFailure } from "./httpExchange";
import { isInBlock } from "./publicAddress";

export interface ProxySettings {
  /** Without user name and password. */
  url: URL;
  /** For the proxy alone. */
  headers: Record<string, string>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `"unusable"` with the variable's name: going around a proxy that somebody wanted would be wrong. */
export function findProxy(target: URL, environment: Environment): ProxySettings | { unusable: string } | undefined {
  const scheme = target.protocol.slice(0, -1);
  const name = [`${scheme}_proxy`, "all_proxy"]
    .flatMap((lower) => [lower, lower.toUpperCase()])
    .find((candidate) => environment[candidate]);
  const text = name === undefined ? undefined : environment[name];
  if (name === undefined || text === undefined || isExcepted(target, environment)) {
    return undefined;
  }
  return parseProxy(text.includes("://") ? text : `http://${text}`) ?? { unusable: name };
}

function parseProxy(text: string): ProxySettings | undefined {
  try {
    const url = new URL(text);
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      return undefined;
    }
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    url.username = "";
    url.password = "";
    const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
    return { url, headers: credentials === ":" ? {} : { "Proxy-Authorization": authorization } };
  } catch {
    return undefined; // No URL, or a percent sign that encodes nothing.
  }
}

/** NO_PROXY: `*`, hosts, `.suffix` or `*.suffix`, each with or without a port, and IPv4 blocks such as 10.0.0.0/8. */
function isExcepted(target: URL, environment: Environment): boolean {
  const host = target.hostname.replace(/\.$/, "");
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  const entries = (environment.no_proxy || environment.NO_PROXY || "").toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => {
    const [, name = "", onlyPort = port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (name === "" || onlyPort !== port) {
      return false;
    }
    const isSame = /^[*.]/.test(name) ? host.endsWith(name.replace(/^\*/, "")) : host === name;
    return isSame || isInBlock(host, name) || (isLoopbackHost(host) && isLoopbackHost(name));
  });
}

export function toUnusableProxy(variable: string): HttpFailure {
  return {
    code: "configuration",
    reachedServer: false,
    isTransient: false,
    what: `the environment variable ${variable} is not the URL of an http or https proxy`,
    hint: `Ask the people who run Cognigy.AI to correct ${variable}, for example http://user:password@proxy.example.com:3128. Special characters in the user name and password must be percent-encoded.`,
  };
}

/** What a proxy answers instead of opening a tunnel: a refusal of its own, or that it can't reach the server. */
export function toProxyRefusal(status: number): HttpFailure {
  const unsent = { code: "network", reachedServer: false, isTransient: false } as const;
  if (status >= 500) {
    return { ...unsent, isTransient: true, what: `the proxy could not open a connection (${status})` };
  }
  return Number.isInteger(status)
    ? { ...unsent, code: "proxy_refused", what: `the proxy refused the connection (${status})` }
    : { ...unsent, what: "the proxy answered something that is not HTTP" };
}

/**
 * Whose answer it is when a proxy passes plain http on. Only proxies answer 407. For 403 the form decides: Engage's
 * refusals are JSON, a proxy's are a page or nothing.
 */
export function isOfProxy(status: number, body: Buffer): boolean {
  return status === 407 || (status === 403 && !/^\s*\{/.test(body.toString("utf8")));
}
