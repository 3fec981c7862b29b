/** REST: content threads. */

import type { EngageDomain } from "../../domain/EngageDomain";
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find, hasPermission } from "../../domain/find";
import type { Thread } from "../../domain/records";
import { categorizeThread, ignoreThread, setTextInput, startThreadJob } from "../../domain/threads";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { messagingThreadView, threadView } from "../views";
import { searchThreads } from "./threadSearch";

export const threadRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/content_threads",
    operation: "getAllThreads",
    handle(call) {
      const readable = [...call.domain.threads.values()].filter((thread) => call.canRead(thread.source_id));
      const found = searchThreads(call.domain, readable, call.parameters.text("q") ?? "", call.user.id);
      return toPage(call, found, (thread) => threadView(call.domain, thread));
    },
  },
  {
    method: "GET",
    path: "/content_threads/:threadId",
    operation: "getThread",
    handle: (call) => threadView(call.domain, readThread(call)),
  },
  {
    method: "PUT",
    path: "/content_threads/:threadId/update_categories",
    operation: "categorizeThread",
    handle(call) {
      const thread = readThread(call);
      const categoryIds = call.parameters.list("thread_category_ids");
      const before = threadView(call.domain, thread);
      if (categoryIds !== undefined) {
        categorizeThread(call.domain, thread.id, withAddedByRules(call.domain, categoryIds), call.user.id);
      }
      return call.domain.settings.isCategoryAnswerStale ? before : threadView(call.domain, thread);
    },
  },
  {
    method: "PUT",
    path: "/content_threads/:threadId/close",
    operation: "closeThread",
    handle(call) {
      const thread = readThread(call);
      call.demandRight("close_content_thread");
      return threadView(call.domain, startThreadJob(call.domain, thread.id, true, call.user.id));
    },
  },
  {
    // A GET that changes something: so says the vendor's OpenAPI file.
    method: "GET",
    path: "/content_threads/:threadId/open",
    operation: "openThread",
    handle(call) {
      const thread = readThread(call);
      call.demandRight("open_content_thread");
      return threadView(call.domain, startThreadJob(call.domain, thread.id, false, call.user.id));
    },
  },
  {
    method: "PUT",
    path: "/content_threads/:threadId/ignore",
    operation: "archiveThread",
    handle: (call) => threadView(call.domain, ignoreThread(call.domain, readThread(call).id)),
  },
  {
    method: "PUT",
    path: "/content_threads/:threadId/disable_text_input",
    operation: "disableThreadTextInput",
    handle: (call) => changeTextInput(call, true),
  },
  {
    method: "PUT",
    path: "/content_threads/:threadId/enable_text_input",
    operation: "enableThreadTextInput",
    handle: (call) => changeTextInput(call, false),
  },
];

/** The rules engine has its say whenever categories change. */
function withAddedByRules({ categories, settings }: EngageDomain, categoryIds: readonly string[]): string[] {
  const added = [...categories.values()].filter(({ name }) => name === settings.addedCategoryName);
  return [...categoryIds, ...added.map(({ id }) => id)];
}

function readThread(call: Call): Thread {
  return call.findReadable(call.domain.threads, call.pathId("threadId"));
}

function changeTextInput(call: Call, disabled: boolean): unknown {
  const thread = readThread(call);
  if (find(call.domain.sources, thread.source_id).type !== "engage_messaging") {
    throw new EngageRefusal("unknown", "Not a messaging thread");
  }
  if (!hasPermission(call.user, thread.source_id, "reply")) {
    throw new EngageRefusal("forbidden", "You are not allowed to reply on this source");
  }
  return messagingThreadView(call.domain, setTextInput(call.domain, thread.id, disabled));
}
