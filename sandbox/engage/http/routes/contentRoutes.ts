/** REST: contents (messages). */
import { announceTask } from "../../domain/announce";
import { checkCategoryIds } from "../../domain/categories";
import type { EngageDomain } from "../../domain/EngageDomain";
import { EngageRefusal } from "../../domain/EngageRefusal";
import { pendingTask } from "../../domain/find";
import type { Content, Source } from "../../domain/records";
import { dispatchTask, isWaiting } from "../../domain/tasks";
import { ignoreContent } from "../../domain/threads";
import { initiateDiscussion, replyToContent } from "../../domain/writeContent";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { includesText, type Matcher, matchesTerms, parseSearchQuery } from "../searchQuery";
import { contentView } from "../views";

export const contentRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/contents",
    operation: "getAllContents",
    handle(call) {
      const { terms, order } = parseSearchQuery(call.parameters.text("q") ?? "");
      const matchers = contentMatchers(call.domain);
      const found = [...call.domain.contents.values()]
        .filter((content) => call.canRead(content.source_id) && matchesTerms(content, terms, matchers))
        .sort((left, right) => left.order - right.order);
      const sorted = order?.field === "created_at" && order.direction === "asc" ? found : found.reverse();
      return toPage(call, sorted, (content) => contentView(call.domain, content, call.origin));
    },
  },
  {
    method: "GET",
    path: "/contents/:contentId",
    operation: "getContent",
    handle: (call) => view(call, readContent(call)),
  },
  { method: "POST", path: "/contents", operation: "createContent", handle: (call) => view(call, writeContent(call)) },
  {
    method: "PUT",
    path: "/contents/:contentId/ignore",
    operation: "ignoreContent",
    handle: (call) => view(call, ignoreContent(call.domain, readContent(call).id)),
  },
  {
    method: "PUT",
    path: "/contents/:contentId/update_categories",
    operation: "categorizeContent",
    handle(call) {
      const content = readContent(call);
      content.own_category_ids = checkCategoryIds(call.domain, call.parameters.requiredList("category_ids"));
      content.updated_at = call.domain.timestamp();
      const task = pendingTask(call.domain, content.thread_id);
      if (task?.content_id === content.id) {
        announceTask(call.domain, "recategorized", task);
        if (isWaiting(task)) {
          dispatchTask(call.domain, task);
        }
      }
      return view(call, content);
    },
  },
];

function view(call: Call, content: Content): unknown {
  return contentView(call.domain, content, call.origin);
}

function readContent(call: Call): Content {
  return call.findReadable(call.domain.contents, call.pathId("contentId"));
}

function writeContent(call: Call): Content {
  const { domain, parameters, user } = call;
  const message = {
    body: parameters.text("body") ?? "",
    authorId: parameters.text("author_id"),
    private: parameters.flag("private"),
    autoSubmitted: parameters.flag("auto_submitted"),
    attachmentIds: parameters.list("attachment_ids"),
    structuredContent: parameters.raw("structured_content"),
    disableTextInput: parameters.flag("disable_text_input_on_thread"),
    title: parameters.text("title"),
  };
  const inReplyToId = parameters.text("in_reply_to_id");
  if (inReplyToId === undefined) {
    const sourceId = parameters.text("source_id");
    if (sourceId === undefined) {
      throw new EngageRefusal("invalid", "Validation failed: in_reply_to_id or source_id is needed");
    }
    if (!domain.sources.has(sourceId) || !call.canRead(sourceId)) {
      throw new EngageRefusal("unknown", "Record not found");
    }
    return initiateDiscussion(domain, sourceId, { ...message, to: parameters.text("to") }, user);
  }
  const target = call.findReadable(domain.contents, inReplyToId);
  checkStructuredAttachments(domain, domain.sources.get(target.source_id), message.structuredContent);
  if (["to", "cc", "bcc"].some((name) => parameters.has(name))) {
    throw new EngageRefusal("invalid", "Validation failed: recipients are forbidden when replying");
  }
  return replyToContent(domain, inReplyToId, message, user, {
    needsIntervention: domain.settings.replyNeedsIntervention,
  });
}

const MAXIMUM_IMAGE_BYTES = 5 * 1024 * 1024;

/** Those that a structured message names exist, are public on the Channel SDK, and fallback images are small and public everywhere. */
function checkStructuredAttachments(domain: EngageDomain, source: Source | undefined, value: unknown): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  for (const [key, one] of Object.entries(value)) {
    if (key !== "attachment_id" && key !== "attachment_fallback_id") {
      checkStructuredAttachments(domain, source, one);
      continue;
    }
    const found = domain.attachments.get(String(one));
    const isFallback = key === "attachment_fallback_id";
    const isUsable =
      found !== undefined &&
      (found.isPublic || (!isFallback && !source?.sdk)) &&
      (!isFallback || (/\.(jpe?g|png)$/i.test(found.filename) && found.size <= MAXIMUM_IMAGE_BYTES));
    if (!isUsable) {
      throw new EngageRefusal("invalid", `Validation failed: ${key} is invalid`);
    }
  }
}

/** The contents search knows fewer keywords than the thread search. */
function contentMatchers(domain: EngageDomain): Record<string, Matcher<Content>> {
  return {
    id: (content, wanted) => content.id === wanted,
    intervention: (content, wanted) => content.intervention_id === wanted,
    identity: (content, wanted) => content.author_id === wanted,
    identity_group: (content, wanted) => domain.identities.get(content.author_id)?.identity_group_id === wanted,
    source: (content, wanted) => content.source_id === wanted,
    status_in: (content, wanted) => content.status === wanted,
    thread: (content, wanted) => content.thread_id === wanted,
    text: (content, wanted) => includesText(content.body, wanted),
  };
}
