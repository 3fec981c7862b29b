/** Attachments: files that messages refer to. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { id, optionalText } from "../schema";

const attachment = once(() =>
  z.object({ id: id(), url: optionalText(), filename: optionalText(), content_type: optionalText() }),
);

export interface AttachmentFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Channel SDK sources accept public attachments only. */
  isPrivate?: boolean;
}

export function createAttachments(rest: Rest) {
  return {
    uploadAttachment: (file: AttachmentFile) => {
      const form = new FormData();
      form.append("file", new Blob([file.bytes], { type: file.contentType }), file.filename);
      if (file.isPrivate) form.append("private", "true");
      return rest({ method: "POST", path: ["attachments"], upload: form, schema: attachment() });
    },
    getAttachment: (attachmentId: string) =>
      rest({ method: "GET", path: ["attachments", attachmentId], schema: attachment() }),
  };
}
