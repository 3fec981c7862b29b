/** Closes a thread where its source can do that, and tells a source that cannot from a failure. */
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";

/** The error that explains a refusal, or nothing: Engage is closing it. */
export async function closeThread(engage: EngageClient, threadId: string): Promise<EngageError | undefined> {
  try {
    await engage.closeThread(threadId);
    return undefined;
  } catch (error) {
    if (!(error instanceof EngageError) || error.code !== "forbidden") {
      throw error;
    }
    if ((await engage.getThread(threadId)).closed) {
      return undefined;
    }
    return new EngageError("thread_not_closable", `Engage does not let this token close thread ${threadId}.`, {
      httpStatus: error.httpStatus,
      engageError: error.engageError,
      hint: error.hint,
    });
  }
}
