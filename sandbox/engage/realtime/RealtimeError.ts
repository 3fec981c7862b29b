/** What the realtime endpoint refuses; the texts are the platform's own. */

export const REALTIME_ERRORS = {
  notJson: [400, "Bad request"],
  malformed: [400, "Invalid request format"],
  tooLarge: [413, "Invalid request size (max: 20971520 bytes)"],
  unknownSource: [422, "Source not found"],
  badSignature: [422, "Invalid signature"],
  unknownAction: [422, "Invalid action"],
  badResource: [422, "Invalid resource format"],
  noStructuredContents: [422, "Source doesn't support structured contents"],
  structuredTypeMissing: [422, "Type is required for structured contents"],
  structuredTypeUnsupported: [422, "Source doesn't support this type of structured content"],
  authorNotPuppetizable: [422, "The author must be puppetizable"],
  tooMuchTyping: [429, "too many typing requests, please try again in a few seconds"],
} as const satisfies Record<string, readonly [number, string]>;

export class RealtimeError extends Error {
  readonly status: number;

  constructor(error: keyof typeof REALTIME_ERRORS | readonly [number, string]) {
    const [status, text] = typeof error === "string" ? REALTIME_ERRORS[error] : error;
    super(text);
    this.name = "RealtimeError";
    this.status = status;
  }
}
