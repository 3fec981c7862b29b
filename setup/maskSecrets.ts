/** Takes secrets out of a text, in the forms in which they turn up: as they are, in URLs, and in JSON. */

const MASK = "****";
/** Shorter ones turn up in ordinary text, which would be spoilt without anything being protected. */
const MIN_LENGTH = 8;

export function maskSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= MIN_LENGTH)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    // A longer secret may hold a shorter one; the shorter one first would leave the rest of it readable.
    .sort((left, right) => right.length - left.length);
  return [...new Set(forms)].reduce((clean, form) => clean.replaceAll(form, MASK), text);
}
