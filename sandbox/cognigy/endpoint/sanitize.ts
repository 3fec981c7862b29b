/** Input Sanitization: after the input transformer nothing of the text or the data can be HTML any more. */
import { isMembers } from "./InboundMessage";

interface Said {
  text: string | undefined;
  data: Record<string, unknown> | undefined;
}

export function sanitize({ text, data }: Said): Said {
  return {
    text: text === undefined ? undefined : escapeBrackets(text),
    data: data === undefined ? undefined : sanitizeMembers(data),
  };
}

function sanitizeMembers(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, sanitizeValue(value)]));
}

function sanitizeValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sanitizeValue);
  }
  if (typeof value === "string") {
    return escapeBrackets(value);
  }
  return isMembers(value) ? sanitizeMembers(value) : value;
}

function escapeBrackets(text: string): string {
  return text.replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
