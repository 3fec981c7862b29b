/** REST: attachments. */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find } from "../../domain/find";
import type { Attachment } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { newestFirst } from "../newestFirst";
import { toPage } from "../paging";
import { attachmentView } from "../views";

/** RingCX Messaging takes less than 10 MB. */
const MAXIMUM_BYTES = 10 * 1024 * 1024;
const EXTENSIONS =
  "aac mp3 ogg m4a xls xlsm xlsx bmp gif jpg jpeg png webp eml msg pdf key odp otp pps ppt pptx pot numbers ods ots csv txt log avi flv m4v mkv mov mp4 mpg wmv doc docm docx dotx pages odt ott rtf tif tiff mpeg";

export const attachmentRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/attachments",
    operation: "getAllAttachments",
    handle(call) {
      const { parameters, domain } = call;
      const extension = parameters.text("extension");
      const before = parameters.text("created_before");
      const after = parameters.text("created_after");
      const found = [...domain.attachments.values()].filter(
        (one) =>
          (extension === undefined || one.filename.toLowerCase().endsWith(`.${extension.toLowerCase()}`)) &&
          (before === undefined || Date.parse(one.created_at) <= Date.parse(before)) &&
          (after === undefined || Date.parse(one.created_at) >= Date.parse(after)),
      );
      return toPage(call, newestFirst(found), (one) => attachmentView(one, call.origin));
    },
  },
  {
    method: "GET",
    path: "/attachments/:attachmentId",
    operation: "getAttachment",
    handle: (call) => attachmentView(find(call.domain.attachments, call.pathId("attachmentId")), call.origin),
  },
  {
    method: "POST",
    path: "/attachments",
    operation: "createAttachment",
    handle: (call) => attachmentView(createAttachment(call), call.origin),
  },
];

function createAttachment(call: Call): Attachment {
  const { file, domain } = call;
  if (file === undefined) {
    throw new EngageRefusal("malformed", "param is missing or the value is empty: file", "missing_parameter");
  }
  const extension = file.filename.split(".").at(-1)?.toLowerCase() ?? "";
  if (file.bytes.length === 0 || file.bytes.length >= MAXIMUM_BYTES || !EXTENSIONS.split(" ").includes(extension)) {
    throw new EngageRefusal("invalid", "Validation failed: file is invalid");
  }
  const attachment: Attachment = {
    id: domain.newId("attachment"),
    filename: file.filename,
    content_type: file.contentType,
    size: file.bytes.length,
    // Without `private` an attachment is public.
    isPublic: !call.parameters.flag("private"),
    foreign_id: null,
    bytes: file.bytes,
    ...domain.timestamps(),
  };
  domain.attachments.set(attachment.id, attachment);
  return attachment;
}
