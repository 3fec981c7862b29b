/** Why a transformer's `httpRequest` rejected, with the members that the npm module `request` gives its errors. */

export class HttpFailure extends Error {
  constructor(
    message: string,
    readonly members: Record<string, unknown> = {},
  ) {
    super(message);
  }
}
