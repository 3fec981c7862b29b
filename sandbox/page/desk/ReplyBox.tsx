/** Where an agent answers: plain text, or HTML as Engage's editor writes it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { AgentView, ThreadView } from "../../app/view";
import { Composer } from "../customer/Composer";
import { sendCommand } from "../sendCommand";
import { answerCustomer } from "./deskCommands";
import { toThreadActions } from "./threadActions";

const TYPING_ENDS_MS = 4000;

export function ReplyBox({ thread, me }: { thread: ThreadView; me: AgentView | undefined }) {
  const [format, setFormat] = useState<"text" | "html">("text");
  const { canReply, hint } = toThreadActions(thread, me?.id);
  const agentId = me?.id ?? "";
  const threadId = thread.id;
  const typing = useTyping(threadId, agentId);
  const isMine = hint === "";
  return (
    <Composer
      label={`Answer to ${thread.customer.name}`}
      placeholder={hint || `Answer as ${me?.name ?? "agent"}…`}
      isDisabled={!canReply || me === undefined}
      allowsFiles
      testIds={{ input: "reply", send: "reply-send" }}
      onType={isMine ? typing.report : undefined}
      onSend={(text, attachment) => {
        typing.stop();
        return answerCustomer(threadId, agentId, text, { format, attachment });
      }}
      extra={
        <button
          type="button"
          class="chip"
          aria-pressed={format === "html"}
          data-explain="Send the answer as HTML, as Engage's editor writes it"
          data-testid="reply-format-html"
          onClick={() => setFormat(format === "html" ? "text" : "html")}
        >
          HTML
        </button>
      }
    />
  );
}

/** The customer sees it begin at once; it ends when nothing was typed for a while. */
function useTyping(threadId: string, agentId: string) {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const stop = () => {
    if (timer.current === undefined) {
      return;
    }
    clearTimeout(timer.current);
    timer.current = undefined;
    void sendCommand({ type: "agentTypes", threadId, agentId, isTyping: false });
  };
  // Only when the conversation is left.
  useEffect(() => stop, [threadId, agentId]);
  const report = (text: string) => {
    if (text === "") {
      return stop();
    }
    if (timer.current === undefined) {
      void sendCommand({ type: "agentTypes", threadId, agentId, isTyping: true });
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(stop, TYPING_ENDS_MS);
  };
  return { report, stop };
}
