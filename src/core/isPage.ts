/** A web page, such as the login page of a proxy: neither Engage nor Cognigy.AI answers with one. */
export function isPage(body: unknown): boolean {
  return typeof body === "string" && /^\s{0,100}</.test(body);
}
