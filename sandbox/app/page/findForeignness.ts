/** Refuses requests that a foreign page makes in the same browser: by DNS rebinding (Host) or across sites (Origin). */

interface RequestFacts {
  method: string;
  host: string | undefined;
  origin: string | undefined;
}

/** A sentence when the request is not one of the page's own. */
export function findForeignness({ method, host, origin }: RequestFacts, port: number): string | undefined {
  const own = ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`);
  if (host === undefined || !own.includes(host.toLowerCase())) {
    return "This address is not the sandbox's.";
  }
  const changes = method !== "GET" && method !== "HEAD";
  if (changes && origin !== undefined && !own.includes(origin.toLowerCase().replace(/^http:\/\//, ""))) {
    return "Only the sandbox's own page may do this.";
  }
  return undefined;
}
