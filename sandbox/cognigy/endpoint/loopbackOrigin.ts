/** Pages of this machine only, whatever their port: a foreign page in the same browser is not to talk to the sandbox. */
export const LOOPBACK_ORIGIN = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

/** A widget is on its customer's page, which has another origin than the Endpoint. */
export function corsHeaders(origin: unknown): Record<string, string> {
  return typeof origin === "string" && LOOPBACK_ORIGIN.test(origin)
    ? { "access-control-allow-origin": origin, vary: "Origin" }
    : {};
}
