/** Lets what was pushed to the network come back from it, as a bot would see it that listens to itself. */
import type { DomainEvent } from "./DomainEvent";
import type { DomainState } from "./DomainState";
import { importContent } from "./importContent";

export function echoContent(state: DomainState, event: DomainEvent): void {
  const content = event.type === "content.exported" ? state.contents.get(event.resourceId) : undefined;
  if (content === undefined || content.synchronization_status !== "success" || content.creator_id === null) {
    return;
  }
  state.schedule(0, () => {
    if (state.contents.get(content.id) === content && !state.threads.get(content.thread_id)?.closed) {
      importContent(state, {
        sourceId: content.source_id,
        identityId: content.author_id,
        threadId: content.thread_id,
        foreignId: `echo-${content.foreign_id}`,
        inReplyToId: content.in_reply_to_id ?? undefined,
        body: content.body,
        bodyFormat: content.body_input_format,
        private: content.private_message,
        attachmentIds: content.attachment_ids,
      });
    }
  });
}
