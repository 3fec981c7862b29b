/** Globals of Cognigy's transformer sandbox that our transformers use, and no others. */
import type { HttpOptions, SessionStorage } from "./platform";

declare global {
  function getSessionStorage(userId: string, sessionId: string): Promise<SessionStorage>;
  /** Rejects on anything but 2xx. One call for each run of a handler, none to Endpoints. For `requestEngage` alone. */
  function httpRequest(options: HttpOptions): Promise<unknown>;
  const uuid: { v4(): string };
}
