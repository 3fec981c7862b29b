/** Takes secrets out of a text, in the forms in which they turn up: as they are, in URLs, and in JSON. */

const MASK = "****";

export function maskSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    // A longer secret may hold a shorter one; the shorter one first would leave the rest of it readable.
    .sort((left, right) => right.length - left.length);
  return [...new Set(forms)].reduce((clean, form) => (form === "" ? clean : clean.replaceAll(form, MASK)), text);
}
