/** What the bot said on Engage's own channel and Engage didn't take, so no customer reads it. */
import { member, readText, toRecord } from "../../../src/core/inbound/read";
import type { OutgoingCall } from "../../cognigy/startCognigy";

export interface LostOutput {
  at: number;
  /** Also the session's id. */
  threadId: string;
  /** The message it answers. */
  answers: string;
  text: string;
  reason: string;
}

export function findLostOutputs(
  calls: readonly OutgoingCall[],
  threadOf: (contentId: string) => string | undefined,
): LostOutput[] {
  return calls.filter(isLostReply).flatMap(({ startedAt: at, status, body }): LostOutput[] => {
    const reply = toRecord(body);
    const answers = readText(reply, "in_reply_to_id") ?? "";
    const threadId = threadOf(answers);
    const structured = toRecord(member(reply, "structured_content"));
    const text = readText(reply, "body") || readText(structured, "body") || readText(structured, "title") || "";
    const reason = status === undefined ? "Engage didn't answer" : `Engage answered ${status}`;
    return threadId === undefined ? [] : [{ at, threadId, answers, text, reason }];
  });
}

/** The hub sends an output once: a failed call is the end of it. */
function isLostReply({ endpoint, handler, method, url, status, error }: OutgoingCall): boolean {
  const isReply = endpoint === "hub" && handler === "handleOutput" && method === "POST" && url.endsWith("/contents");
  const isOver = status !== undefined || error !== undefined;
  return isReply && isOver && !(status !== undefined && status < 300);
}
