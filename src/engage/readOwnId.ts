/** Whose token the bot has. The call is undocumented, so it may be missing or forbidden. */
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";

export async function readOwnId(engage: EngageClient): Promise<string | undefined> {
  try {
    return (await engage.getTokenUser()).id;
  } catch (thrown) {
    if (thrown instanceof EngageError && (thrown.code === "not_found" || thrown.code === "forbidden")) {
      return undefined;
    }
    throw thrown;
  }
}
