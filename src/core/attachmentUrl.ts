/**
 * Which addresses of a customer's files Engage may be asked to fetch. A customer can send any address, and Engage would
 * fetch it from inside its own network. Transformers have no `URL`, so an address must have one plain form.
 */

/** Where Cognigy keeps what customers upload. */
export const COGNIGY_UPLOAD_HOSTS: readonly string[] = ["*.cognigy.ai", "*.cognigy.cloud", "*.nicecxone.com"];

const MAX_URL = 2_048;

/** Neither user name nor backslash, which clients read in different ways. */
const PLAIN_URL = /^(https?):\/\/([a-z\d](?:[a-z\d.-]*[a-z\d])?|\[::1\])(?::\d{1,5})?(?:[/?#][^\0- <>"'\\`\s]*)?$/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * `hosts` has names such as `files.acme.com`, and `*.acme.com` for all names below that, at any depth. Without https
 * only this very machine is allowed, where it is listed: a sandbox.
 */
export function isAllowedAttachmentUrl(url: string, hosts: readonly string[]): boolean {
  const [, scheme = "", name = ""] = (url.length > MAX_URL ? null : PLAIN_URL.exec(url)) || [];
  const host = name.toLowerCase();
  if (host === "" || (scheme.toLowerCase() !== "https" && !LOOPBACK.test(host))) {
    return false;
  }
  return hosts
    .map((allowed) => allowed.trim().toLowerCase())
    .some((allowed) => (allowed.startsWith("*.") ? host.endsWith(allowed.slice(1)) : host === allowed));
}
