/** Attachments: files that messages refer to. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import { type FilePart, toMultipart } from "../multipart";
import type { Rest } from "../rest";
import { id, optionalText } from "../schema";

const attachment = once(() =>
  z.object({ id: id(), url: optionalText(), filename: optionalText(), content_type: optionalText() }),
);

export interface AttachmentFile extends FilePart {
  /** Channel SDK sources accept public attachments only. */
  isPrivate?: boolean;
}

const REFUSED =
  "Engage did not take the file. Check its kind and size against what the source allows (attachments security level), and that messages can be written on it.";

export function createAttachments(rest: Rest) {
  return {
    /** Public unless it is said to be private: Engage knows no other parameter. */
    uploadAttachment: (file: AttachmentFile) =>
      rest({
        method: "POST",
        path: ["attachments"],
        upload: toMultipart(file, file.isPrivate ? { private: "true" } : {}),
        hints: { invalid_request: REFUSED },
        schema: attachment(),
      }),
  };
}
