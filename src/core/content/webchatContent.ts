/** Webchat's own form of an agent's message. It takes every text for HTML, so what an agent wrote is escaped here, and only here. */
import { type Json, readRecord, readRecords, readText } from "../inbound/read";

/** Quotes stay: no text ends up in an attribute, and Webchat would take their escapes for a part of an address. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** What `_default` holds, as `_webchat`: platforms that convert by themselves leave this one alone. */
export function toWebchatContent(content: Json): Json | undefined {
  const quickReplies = readRecord(content, "_quickReplies");
  if (quickReplies) {
    const replies = readRecords(quickReplies, "quickReplies").map(toQuickReply);
    return { message: { text: readEscaped(quickReplies, "text"), quick_replies: replies } };
  }
  const buttons = readRecord(content, "_buttons");
  if (buttons) {
    const text = readEscaped(buttons, "text");
    return toTemplate({ template_type: "button", text, buttons: readRecords(buttons, "buttons").map(toButton) });
  }
  const gallery = readRecord(content, "_gallery");
  if (gallery) {
    return toTemplate({ template_type: "generic", elements: readRecords(gallery, "items").map(toElement) });
  }
  const list = readRecord(content, "_list");
  if (list) {
    const elements = readRecords(list, "items").map(toElement);
    return toTemplate({ template_type: "list", top_element_style: "compact", elements });
  }
  return toMedia(content);
}

function toMedia(content: Json): Json | undefined {
  for (const type of ["image", "audio", "video"]) {
    const media = readRecord(content, `_${type}`);
    if (media) {
      const payload = { url: readText(media, `${type}Url`), altText: readText(media, `${type}AltText`) };
      return { message: { attachment: { type, payload } } };
    }
  }
  return undefined;
}

function toTemplate(payload: Json): Json {
  return { message: { attachment: { type: "template", payload } } };
}

function toQuickReply(reply: Json): Json {
  const image = readText(reply, "imageUrl");
  return {
    content_type: "text",
    title: readEscaped(reply, "title"),
    payload: readText(reply, "payload"),
    ...(image && { image_url: image, image_alt_text: readText(reply, "imageAltText") }),
  };
}

function toElement(item: Json): Json {
  return {
    title: readEscaped(item, "title"),
    subtitle: readEscaped(item, "subtitle"),
    image_url: readText(item, "imageUrl"),
    image_alt_text: readText(item, "imageAltText"),
    buttons: readRecords(item, "buttons").map(toButton),
  };
}

function toButton({ id: _, ...button }: Json): Json {
  return { ...button, title: readEscaped(button, "title") };
}

function readEscaped(record: Json, key: string): string {
  return escapeHtml(readText(record, key) || "");
}
