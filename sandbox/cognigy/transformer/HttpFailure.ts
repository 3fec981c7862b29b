/** Why a transformer's `httpRequest` rejected, with the members that its library gives its errors. */

export class HttpFailure extends Error {
  constructor(
    message: string,
    readonly members: Record<string, unknown> = {},
  ) {
    super(message);
  }
}
