/** Carries out what a Channel SDK endpoint pushes: at once where it only records, later where it imports. */
import type { EngageDomain } from "../domain/EngageDomain";
import { findForeignIdentity, upsertIdentity } from "../domain/identities";
import { createThread, findForeignThread, importContent } from "../domain/importContent";
import type { Content, Identity, Source } from "../domain/records";
import { checkStructuredContent } from "./checkStructuredContent";
import { RealtimeError } from "./RealtimeError";
import { type SdkMessage, type SdkThread, type SdkUser, sdkResources } from "./sdkResources";

const TYPING_INTERVAL_MS = 2_000;

export class SdkInbox {
  /** Messages that were accepted and wait for their import. */
  private readonly pending = new Set<string>();

  constructor(private readonly domain: EngageDomain) {}

  reset(): void {
    this.pending.clear();
  }

  createUser(source: Source, params: unknown): void {
    this.upsertAuthor(source, parse(sdkResources.user, params));
  }

  createThread(source: Source, params: unknown): void {
    const thread: SdkThread = parse(sdkResources.thread, params);
    const isBare = source.sdk?.implementation.options.includes("threads.no_content") ?? false;
    if (!isBare && (thread.author === undefined || thread.body === undefined)) {
      throw new RealtimeError("badResource");
    }
    if (findForeignThread(this.domain, source.id, thread.id) === undefined) {
      createThread(this.domain, source, {
        foreignId: thread.id,
        title: thread.title,
        extraData: thread.context_data,
      });
    }
    if (!isBare && thread.author !== undefined) {
      this.importLater(source, { ...thread, author: thread.author }, thread.id);
    }
  }

  createMessage(source: Source, params: unknown): void {
    const message = parse(sdkResources.message, params);
    const isUnthreaded = source.sdk?.implementation.options.includes("messages.unthreaded") ?? false;
    if (!isUnthreaded && message.thread_id === undefined) {
      throw new RealtimeError("badResource");
    }
    this.checkMessage(source, message);
    this.importLater(source, message, isUnthreaded ? undefined : message.thread_id);
  }

  createPrivateMessage(source: Source, params: unknown): void {
    const message = parse(sdkResources.privateMessage, params);
    this.checkMessage(source, message);
    this.upsertAuthor(source, message.recipient);
    this.importLater(source, message, undefined, true);
  }

  markAsRead(source: Source, params: unknown): void {
    const content = this.findContent(source, parse(sdkResources.status, params).id);
    if (content === undefined) {
      throw new RealtimeError("badResource");
    }
    content.read_at = this.domain.timestamp();
  }

  /** `typing.start` at most once per thread in two seconds; a `typing.stop` resets the timer. */
  setTyping(source: Source, params: unknown, isTyping: boolean): void {
    const typing = parse(sdkResources.typing, params);
    if (isTyping && typing.preview === undefined) {
      throw new RealtimeError("badResource");
    }
    const key = typing.thread_id ?? typing.in_reply_to_id ?? "";
    const last = this.domain.typing.get(key);
    if (!isTyping) {
      this.domain.typing.delete(key);
      this.domain.changed();
      return;
    }
    const at = this.domain.settings.now();
    if (last !== undefined && at - last.at < TYPING_INTERVAL_MS) {
      throw new RealtimeError("tooMuchTyping");
    }
    this.domain.typing.set(key, { sourceId: source.id, preview: typing.preview ?? "", at });
    this.domain.changed();
  }

  private checkMessage(source: Source, message: SdkMessage): void {
    if (message.body === undefined && (message.attachments ?? []).length === 0 && !message.structured_content) {
      throw new RealtimeError("badResource");
    }
    if (message.structured_content !== undefined) {
      checkStructuredContent(source, message.structured_content, {
        isPuppetizable: message.author.puppetizable,
        known: findForeignIdentity(this.domain, source.community_id, message.author.id),
      });
    }
    const target = message.in_reply_to_id;
    if (target !== undefined && !this.isKnown(source, target)) {
      throw new RealtimeError("badResource");
    }
  }

  private isKnown(source: Source, foreignId: string): boolean {
    return this.pending.has(`${source.id} ${foreignId}`) || this.findContent(source, foreignId) !== undefined;
  }

  /** The same message id again is the same content: there is no second one. */
  private importLater(source: Source, message: SdkMessage, threadForeignId?: string, isPrivate = false): void {
    if (this.isKnown(source, message.id)) {
      return;
    }
    const key = `${source.id} ${message.id}`;
    this.pending.add(key);
    this.domain.schedule(this.domain.settings.importDelayMs, () => {
      this.pending.delete(key);
      this.importNow(source, message, threadForeignId, isPrivate);
    });
  }

  private importNow(
    source: Source,
    message: SdkMessage,
    threadForeignId: string | undefined,
    isPrivate: boolean,
  ): void {
    const target = message.in_reply_to_id ? this.findContent(source, message.in_reply_to_id) : undefined;
    importContent(this.domain, {
      sourceId: source.id,
      identityId: this.upsertAuthor(source, message.author).id,
      threadForeignId,
      threadId: threadForeignId === undefined ? target?.thread_id : undefined,
      foreignId: message.id,
      inReplyToId: target?.id,
      body: message.body ?? "",
      bodyFormat: message.format,
      private: isPrivate,
      language: message.language,
      attachmentIds: this.storeAttachments(message),
      foreignCategories: message.categories,
      contextData: message.context_data,
      structuredContent: message.structured_content,
      structuredReply: message.structured_reply,
    });
  }

  private findContent(source: Source, foreignId: string): Content | undefined {
    return [...this.domain.contents.values()].find(
      (content) => content.source_id === source.id && content.foreign_id === foreignId,
    );
  }

  private upsertAuthor(source: Source, author: SdkUser): Identity {
    const { id, created_at: _created, updated_at: _updated, context_data: contextData, ...profile } = author;
    return upsertIdentity(this.domain, source.community_id, id, { ...profile, extra_values: contextData ?? {} });
  }

  /** The platform would fetch `url`; here only its name is kept. */
  private storeAttachments(message: SdkMessage): string[] {
    return (message.attachments ?? []).map((given) => {
      const id = this.domain.newId("attachment");
      const bytes = "content" in given ? Buffer.from(given.content, "base64") : Buffer.alloc(0);
      const filename = given.filename ?? ("url" in given ? given.url.split("/").at(-1) : undefined) ?? "file";
      this.domain.attachments.set(id, {
        id,
        filename,
        content_type: "application/octet-stream",
        size: bytes.length,
        isPublic: true,
        foreign_id: "url" in given ? given.url : null,
        bytes,
        ...this.domain.timestamps(),
      });
      return id;
    });
  }
}

interface Schema<Value> {
  safeParse(input: unknown): { success: true; data: Value } | { success: false };
}

function parse<Value>(schema: Schema<Value>, params: unknown): Value {
  const result = schema.safeParse(params);
  if (!result.success) {
    throw new RealtimeError("badResource");
  }
  return result.data;
}
