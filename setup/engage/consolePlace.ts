/** Where to click in Engage's console. Its inner addresses are not documented, so a place is the console and the way through its menus. */
import { parseApiUrl } from "../../src/engage/engageUrls";

export function consolePlace(apiUrl: string | undefined, ...menu: readonly string[]): string {
  return [consoleAddress(apiUrl), ...menu].join(" > ");
}

function consoleAddress(apiUrl: string | undefined): string {
  if (apiUrl === undefined) {
    return "Engage";
  }
  try {
    const { origin, hostname } = new URL(parseApiUrl(apiUrl));
    const console = hostname.replace(".api.", ".");
    // The address for all accounts does not tell whose console it is.
    return hostname === "api.ringcentral.com" ? "Engage" : origin.replace(hostname, console);
  } catch {
    return "Engage";
  }
}
