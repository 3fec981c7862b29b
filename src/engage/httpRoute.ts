/** Which way a request takes: directly, through a tunnel of a proxy (https), or by way of a proxy (http). */
import { Agent, type RequestOptions, request as requestHttp } from "node:http";
import { findProxy, type ProxySettings } from "./proxy";

export interface HttpRoute {
  url: URL;
  options: RequestOptions;
  request: typeof requestHttp;
  /** The proxy opens a tunnel before anything else happens. */
  isTunnel: boolean;
  /** The proxy itself speaks to the server, so what is answered may come from either. */
  isRelayed: boolean;
}

export interface HttpRoutes {
  find(target: URL): HttpRoute | { unusable: string };
  close(): void;
}

/** One keep-alive agent for each way, for the life of a node: its two to five requests share connections. */
export function createHttpRoutes(): HttpRoutes {
  const agents = new Map<string, Agent>();
  const closing = new AbortController();
  const keep = (key: string, create: () => Agent): Agent => {
    const known = agents.get(key) ?? create();
    agents.set(key, known);
    return known;
  };
  const goDirectly = (url: URL): Pick<HttpRoute, "options" | "request"> => {
    if (url.protocol === "http:") {
      return { options: { agent: keep("http:", () => new Agent({ keepAlive: true })) }, request: requestHttp };
    }
    const https = loadHttps();
    return { options: { agent: keep("https:", () => new https.Agent({ keepAlive: true })) }, request: https.request };
  };
  const goThrough = (proxy: ProxySettings): Pick<HttpRoute, "options" | "request"> => ({
    options: { agent: keep(proxy.url.href, () => goByTunnel(proxy, closing.signal)) },
    request: loadHttps().request,
  });
  return {
    find(target) {
      const proxy = findProxy(target, process.env);
      if (proxy === undefined) {
        return { url: target, ...goDirectly(target), isTunnel: false, isRelayed: false };
      }
      if ("unusable" in proxy) {
        return proxy;
      }
      if (target.protocol === "https:") {
        return { url: target, ...goThrough(proxy), isTunnel: true, isRelayed: false };
      }
      const { options, request } = goDirectly(proxy.url);
      const headers = { Host: target.host, ...proxy.headers };
      return {
        url: proxy.url,
        options: { ...options, path: target.href, headers },
        request,
        isTunnel: false,
        isRelayed: true,
      };
    },
    close() {
      // A proxy that never answers holds a socket that no agent knows of.
      closing.abort();
      for (const one of agents.values()) {
        one.destroy();
      }
    },
  };
}

/** Loaded when first needed, as it brings all of TLS. */
function loadHttps(): typeof import("node:https") {
  return require("node:https");
}

/** Few networks have a proxy, so what it takes is loaded when one is there. */
function goByTunnel(proxy: ProxySettings, signal: AbortSignal): Agent {
  const { openTunnels }: typeof import("./openTunnels") = require("./openTunnels");
  return openTunnels(proxy, signal);
}
