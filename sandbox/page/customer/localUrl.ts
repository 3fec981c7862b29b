/** What the page may load, as a path on its own origin; other addresses are only linked. */
import type { Addresses } from "../../app/view";

export function toLocalUrl(
  url: string,
  origin: string,
  addresses?: Pick<Addresses, "page" | "engage">,
): string | undefined {
  if (/^\/(?![/\\])/.test(url)) {
    return url;
  }
  // The page may have been opened as localhost; the Flow names it by its number.
  const base = [origin, addresses?.page].find((known) => known !== undefined && url.startsWith(`${known}/`));
  if (base !== undefined) {
    return url.slice(base.length);
  }
  const [, host, id] = /^(https?:\/\/[^/]+)\/(?:public\/)?attachments\/([\w-]+)$/.exec(url) ?? [];
  return host !== undefined && addresses?.engage.startsWith(host) ? `/api/attachments/${id}` : undefined;
}
