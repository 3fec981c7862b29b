/** Cognigy.AI's hosts: API, Endpoints and Webchat of one system have names that follow from one another. */

const API = /^(cognigy-)?api(-|\.)/;

/** `https://api-trial.cognigy.ai` to `https://endpoint-trial.cognigy.ai`; also CXone's. Nothing for other hosts. */
export function toEndpointBase(apiUrl: string): string | undefined {
  return replaceHost(apiUrl, "endpoint");
}

/** Where the demo page of a Webchat Endpoint is. */
export function toDemoPage(apiUrl: string, URLToken: string): string | undefined {
  const base = replaceHost(apiUrl, "webchat");
  return base && `${base}/v3/${URLToken}`;
}

function replaceHost(apiUrl: string, service: string): string | undefined {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  if (url === undefined || !API.test(url.hostname)) {
    return undefined;
  }
  return `https://${url.hostname.replace(API, `$1${service}$2`)}`;
}
