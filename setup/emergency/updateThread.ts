/** Sets the categories of one thread; a conflict is tried once more. */
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import type { Switch } from "./Switch";

const anything = z.looseObject({});
/** What concerns this thread alone: the run goes on. */
const ONLY_THIS = ["not_found", "forbidden", "conflict", "invalid_request"];

/** Whether it has them now. */
export async function updateThread({ account, pace }: Switch, threadId: string, categoryIds: readonly string[]) {
  for (let attempt = 1; ; attempt++) {
    await pace.next();
    try {
      await account.rest({
        method: "PUT",
        path: ["content_threads", threadId, "update_categories"],
        query: { thread_category_ids: categoryIds },
        schema: anything,
      });
      return true;
    } catch (error) {
      if (!(error instanceof EngageError) || !ONLY_THIS.includes(error.code)) {
        throw error;
      }
      if (error.code !== "conflict" || attempt > 1) {
        return false;
      }
    }
  }
}
