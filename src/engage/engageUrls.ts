/** The three addresses of the Connection: forgiving about form, strict about meaning. */
import { EngageError } from "../core/errors";
import { parseUrl } from "../core/url";

/** Console hosts of Engage; the API is on the same host with `.api.` in it. */
const CONSOLE_HOST = /^([a-z\d-]+)\.(engagement\.dimelo\.com|(?:lab\.)?digital\.ringcentral\.com)$/i;
const API_HOST = /^([a-z\d-]+)\.api\.(engagement\.dimelo\.com|(?:lab\.)?digital\.ringcentral\.com)$/i;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/i;

/** This machine, by its name or address as URLs spell them. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host);
}

/** `cognigy.api.engagement.dimelo.com` -> `https://cognigy.api.engagement.dimelo.com/1.0`; a URL with a path keeps it. */
export function parseApiUrl(text: string): string {
  const url = parseAddress(text, "Base API URL");
  const [, account, platform] = CONSOLE_HOST.exec(url.hostname) ?? [];
  if (account && platform) {
    throw new EngageError("configuration", `"${url.hostname}" is the console of Engage, not its API.`, {
      hint: `Enter ${account}.api.${platform} as the Base API URL (apiUrl) of the RingCentral Engage Connection.`,
    });
  }
  return toBase(url) + (url.pathname === "/" ? "/1.0" : "");
}

export interface RealtimeAddress {
  url: string;
  /** The Channel SDK source, which is the end of the address. */
  sourceId: string;
}

export function parseRealtimeUrl(text: string): RealtimeAddress {
  const url = parseAddress(text, "Realtime Endpoint URL");
  const sourceId = /\/realtime\/sdk\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  if (!sourceId || API_HOST.test(url.hostname)) {
    throw new EngageError(
      "configuration",
      "The Realtime Endpoint URL does not end in /realtime/sdk/{source id} of the Engage console.",
      {
        hint: "Copy the Realtime Endpoint URL from the settings of the Channel SDK source in Engage (Admin > Sources > Implementation details).",
      },
    );
  }
  return { url: toBase(url), sourceId };
}

/** A whole Endpoint URL, pasted with its token at the end, is read without it. */
export function parseEndpointUrl(text: string): string {
  return toBase(parseAddress(text, "Cognigy Endpoint URL")).replace(/\/[\da-f]{32,}$/i, "");
}

function parseAddress(text: string, field: string): URL {
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = parseUrl(withScheme);
  if (!url || /[\s\\]/.test(text) || url.username !== "" || url.password !== "") {
    throw new EngageError("configuration", `The ${field} is not a URL.`, {
      hint: `Correct the ${field} in the RingCentral Engage Connection, for example cognigy.api.engagement.dimelo.com.`,
    });
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopbackHost(url.hostname))) {
    throw new EngageError("configuration", `The ${field} must use https, because tokens are sent to it.`, {
      hint: `Start the ${field} in the RingCentral Engage Connection with https://.`,
    });
  }
  return url;
}

function toBase(url: URL): string {
  return (url.origin + url.pathname).replace(/\/+$/, "");
}
