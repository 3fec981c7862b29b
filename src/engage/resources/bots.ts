/** Engage's own virtual agents, and the handover protocol of Messenger. Accounts without them recategorise threads. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { id, optionalText } from "../schema";

const done = once(() => z.object({ message: optionalText() }));

export interface BotHandover {
  from: "bot" | "agent";
  to: "bot" | "agent";
  /** Channel type such as `messenger`, or `engage_virtual_agent`. */
  type: string;
  identityForeignId?: string;
  appId?: string;
  interventionId?: string;
  /** The full set that the thread shall have. */
  threadCategoryIds?: readonly string[];
  trigger?: string;
}

export function createBots(rest: Rest) {
  return {
    engageBot: (contentId: string) =>
      rest({
        method: "POST",
        path: ["bots", "engage"],
        form: { content_id: contentId },
        schema: z.object({ id: id() }),
      }),

    completeBot: (interventionId: string, options: { closeThread?: boolean; threadCategoryIds?: readonly string[] }) =>
      rest({
        method: "POST",
        path: ["bots", "complete"],
        form: {
          intervention_id: interventionId,
          close_thread: options.closeThread,
          thread_category_ids: options.threadCategoryIds,
        },
        schema: done(),
      }),

    handOverBot: (handover: BotHandover) =>
      rest({
        method: "POST",
        path: ["bots", "handover"],
        form: {
          from: handover.from,
          to: handover.to,
          type: handover.type,
          identity_foreign_id: handover.identityForeignId,
          app_id: handover.appId,
          intervention_id: handover.interventionId,
          thread_category_ids: handover.threadCategoryIds,
          trigger: handover.trigger,
        },
        schema: done(),
      }),
  };
}
