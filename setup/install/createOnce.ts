/** Creates what is not there. Nothing at Cognigy.AI keeps a call from being carried out twice, so it's looked up first. */
import { isLost } from "../cognigy/ManagementError";

export async function createOnce<T>(
  find: () => Promise<T | undefined>,
  create: () => Promise<T>,
): Promise<{ item: T; isNew: boolean }> {
  const existing = await find();
  if (existing !== undefined) {
    return { item: existing, isNew: false };
  }
  try {
    return { item: await create(), isNew: true };
  } catch (error) {
    // The answer is gone, and what was created may be there.
    const created = isLost(error) ? await find().catch(() => undefined) : undefined;
    if (created === undefined) {
      throw error;
    }
    return { item: created, isNew: true };
  }
}
