/** The four members that every input, inject and notify comes down to, and the platform's check of them. */

export interface InboundMessage {
  userId: string;
  sessionId: string;
  text: string | undefined;
  data: Record<string, unknown> | undefined;
  /** A socket client or its transformer may set another. */
  channel?: string;
  /** Of a notify, where the platform keeps it. */
  source?: "agent";
}

export type MessageParts = Partial<Record<keyof InboundMessage, unknown>>;

const MAX_ID = 256;
const MAX_TEXT = 10_000;

/** What the Endpoint takes from a body or payload by itself. Invalid text or data counts as missing. */
export function extractParts(source: unknown): MessageParts {
  if (!isMembers(source)) {
    return {};
  }
  const { userId, sessionId, text, data, channel } = source;
  return {
    userId,
    sessionId,
    text: typeof text === "string" ? text : undefined,
    data: isMembers(data) ? data : undefined,
    channel,
  };
}

/** Members that the transformer left out are the Endpoint's own. */
export function mergeParts(own: MessageParts, returned: unknown): MessageParts {
  const source: MessageParts = isMembers(returned) ? returned : {};
  return {
    userId: source.userId === undefined ? own.userId : source.userId,
    sessionId: source.sessionId === undefined ? own.sessionId : source.sessionId,
    text: source.text === undefined ? own.text : source.text,
    data: source.data === undefined ? own.data : source.data,
    channel: source.channel ?? own.channel,
    source: source.source,
  };
}

export function parseMessage({
  userId,
  sessionId,
  text,
  data,
  channel,
  source,
}: MessageParts): InboundMessage | { fault: string } {
  if (typeof userId !== "string" || userId.length > MAX_ID) {
    return { fault: `"userId" must be a string with at most ${MAX_ID} characters.` };
  }
  if (typeof sessionId !== "string" || sessionId.length > MAX_ID) {
    return { fault: `"sessionId" must be a string with at most ${MAX_ID} characters.` };
  }
  if (text !== undefined && (typeof text !== "string" || text.length > MAX_TEXT)) {
    return { fault: `"text" must be a string with at most ${MAX_TEXT} characters.` };
  }
  if (data !== undefined && !isMembers(data)) {
    return { fault: `"data" must be an object.` };
  }
  if (text === undefined && data === undefined) {
    return { fault: `Both "text" and "data" are missing.` };
  }
  return {
    userId,
    sessionId,
    text,
    data,
    ...(typeof channel === "string" ? { channel } : {}),
    ...(source === "agent" ? { source } : {}),
  };
}

export function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
