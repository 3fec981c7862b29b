/** Cognigy's conversion of the neutral `_default` to the Messenger-like `_webchat`, which alone the widget shows. */
import { isMembers } from "./InboundMessage";
import type { OutputEnvelope } from "./OutputEnvelope";

type Members = Record<string, unknown>;

/** `_default` stays, and what was made for Webchat is not touched. */
export function withWebchatContent(output: OutputEnvelope): OutputEnvelope {
  const { data } = output;
  const cognigy = isMembers(data) && isMembers(data._cognigy) ? data._cognigy : {};
  if (!isMembers(cognigy._default) || isMembers(cognigy._webchat)) {
    return output;
  }
  const content = toWebchat(cognigy._default);
  if (content === undefined) {
    return output;
  }
  return { ...output, data: { ...(isMembers(data) && data), _cognigy: { ...cognigy, _webchat: content } } };
}

function toWebchat(content: Members): Members | undefined {
  if (isMembers(content.message)) {
    return { message: content.message };
  }
  for (const [name, convert] of Object.entries(CONVERSIONS)) {
    const member = content[name];
    if (isMembers(member)) {
      return convert(member);
    }
  }
  return undefined;
}

const CONVERSIONS: Readonly<Record<string, (content: Members) => Members>> = {
  _quickReplies: ({ text, quickReplies }) => ({
    message: { text, quick_replies: membersOf(quickReplies).map(toQuickReply) },
  }),
  _buttons: ({ text, buttons }) => toTemplate({ template_type: "button", text, buttons: toButtons(buttons) }),
  _gallery: ({ items }) => toTemplate({ template_type: "generic", elements: membersOf(items).map(toElement) }),
  _list: ({ items, button, largeTopItem }) =>
    toTemplate({
      template_type: "list",
      top_element_style: largeTopItem === true ? "large" : "compact",
      elements: membersOf(items).map(toElement),
      ...(isMembers(button) && { buttons: [toButton(button)] }),
    }),
  _image: ({ imageUrl: url, imageAltText: altText, buttons }) =>
    toAttachment("image", { url, altText, ...(Array.isArray(buttons) && { buttons: toButtons(buttons) }) }),
  _audio: ({ audioUrl: url, audioAltText: altText }) => toAttachment("audio", { url, altText }),
  _video: ({ videoUrl: url, videoAltText: altText, videoCaptionsUrl: captionsUrl }) =>
    toAttachment("video", { url, altText, captionsUrl }),
  _text: ({ text }) => ({ message: { text } }),
  _adaptiveCard: ({ adaptiveCard }) => ({ type: "adaptiveCard", adaptiveCard }),
};

function toTemplate(payload: Members): Members {
  return toAttachment("template", payload);
}

function toAttachment(type: string, payload: Members): Members {
  return { message: { attachment: { type, payload } } };
}

function toQuickReply(reply: Members): Members {
  const { contentType, title, imageUrl, imageAltText } = reply;
  return {
    content_type: contentType === "phone_number" ? "phone_number" : "text",
    title,
    payload: toPayload(reply, contentType),
    ...(imageUrl ? { image_url: imageUrl, image_alt_text: imageAltText } : {}),
  };
}

function toElement({ title, subtitle, imageUrl, imageAltText, buttons, defaultActionUrl }: Members): Members {
  return {
    title,
    subtitle,
    image_url: imageUrl,
    image_alt_text: imageAltText,
    buttons: toButtons(buttons),
    ...(defaultActionUrl ? { default_action: { type: "web_url", url: defaultActionUrl } } : {}),
  };
}

function toButtons(buttons: unknown): Members[] {
  return membersOf(buttons).map(toButton);
}

function toButton(button: Members): Members {
  const { type, title, url, target } = button;
  if (type === "web_url") {
    return { type, title, url, target, webview_height_ratio: "full", messenger_extensions: false };
  }
  return { type: type === "trigger_intent" ? "postback" : type, title, payload: toPayload(button, type) };
}

function toPayload({ payload, intentName }: Members, type: unknown): unknown {
  return type === "trigger_intent" ? `cIntent:${intentName}` : payload;
}

function membersOf(value: unknown): Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}
