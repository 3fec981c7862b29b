/** The `input` object of one message, with the members that nodes and tokens use. */
import { randomBytes, randomUUID } from "node:crypto";

export interface InputParts {
  text: string | undefined;
  data: Record<string, unknown> | undefined;
  userId: string;
  sessionId: string;
  URLToken: string;
  endpointType: string;
  channel: string;
  flowName: string;
  language: string;
  /** Number of the message in its session. */
  execution: number;
  nowMs: number;
}

export function createInput({ text = "", data = {}, nowMs, ...rest }: InputParts): Record<string, unknown> {
  const hasData = Object.keys(data).length > 0;
  const dataOnly = text === "" && hasData;
  return {
    ...rest,
    // The platform gives a message without text one of its own; nodes must treat it as empty.
    text: dataOnly ? `DATA_ONLY_MESSAGE_${randomBytes(10).toString("hex")}` : text,
    data,
    attachments: [],
    inputId: randomUUID(),
    traceId: `endpoint-${randomUUID()}`,
    mode: dataOnly ? "DataOnly" : text === "" ? "Empty" : hasData ? "TextData" : "TextOnly",
    state: "default",
    type: "Statement",
    intent: null,
    intentScore: null,
    slots: {},
    understood: false,
    currentTime: toCurrentTime(new Date(nowMs)),
  };
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function toCurrentTime(date: Date): Record<string, unknown> {
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    milliseconds: date.getUTCMilliseconds(),
    weekday: WEEKDAYS[date.getUTCDay()],
    dayOfWeek: date.getUTCDay(),
    ISODate: date.toISOString(),
    plain: date.toUTCString(),
    grain: "second",
    timezoneOffset: 0,
  };
}
