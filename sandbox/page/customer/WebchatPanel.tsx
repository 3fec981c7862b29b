/** The customer's chat on a channel of Cognigy's: route bridge. */
import type { ComponentChildren } from "preact";
import type { SandboxView } from "../../app/view";
import { Welcome } from "../bar/Welcome";
import { Empty } from "../components/Empty";
import { Icon } from "../components/Icon";
import { pageTour } from "../tour/pageTour";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { markLostMessages } from "./markLostMessages";
import { QueueBox } from "./QueueBox";
import { RatingCard } from "./RatingCard";
import { sendFileInWebchat } from "./sendFileInWebchat";
import { TypingDots } from "./TypingDots";
import { rateInWebchat, restartWebchat, sayInWebchat, webchat } from "./webchat";

const LINKS = {
  connecting: { text: "Connecting…", tone: "" },
  online: { text: "", tone: "tone-agent" },
  offline: { text: "Offline, retrying…", tone: "tone-bad" },
};

interface Props {
  view: Pick<SandboxView, "handovers" | "executions" | "lostMessages">;
  script: ComponentChildren;
}

export function WebchatPanel({ view: { handovers, executions, lostMessages }, script }: Props) {
  const { entries, isAnswerDue, link, sessionId } = webchat.value;
  const handover = handovers[sessionId];
  const state = handover?.state;
  // What a customer writes while agents have the conversation is theirs: the bot is silent, unless news runs the Flow.
  const isWithAgents = state === "queued" || state === "agent" || state === "deferred";
  const isFlowRunning = executions.some((one) => one.sessionId === sessionId && one.ms === undefined);
  return (
    <div
      class="chat stack"
      role="tabpanel"
      id="chat-panel-webchat"
      aria-labelledby="chat-tab-webchat"
      data-testid="chat-webchat"
    >
      <div class="chat-head row spread">
        <p class="row quiet">
          <span class="cut">You are a visitor</span>
          <span
            class={`status row ${LINKS[link].tone}`}
            data-testid="webchat-link"
            data-state={link}
            data-explain={LINKS[link].text || "Online"}
          >
            {LINKS[link].text || <span class="unseen">Online</span>}
          </span>
        </p>
        {script}
        <button type="button" class="button is-quiet" data-testid="webchat-restart" onClick={restartWebchat}>
          <Icon name="reset" />
          New chat
        </button>
      </div>
      <QueueBox entries={entries} handover={handover} />
      <MessageList
        label="Conversation in the Webchat"
        entries={markLostMessages(
          entries.filter(({ isQueue }) => isQueue !== true),
          lostMessages[sessionId] ?? [],
        )}
        own="customer"
        conversation={sessionId}
        typing={isAnswerDue && (!isWithAgents || isFlowRunning) && <TypingDots who="The bot" />}
        empty={
          pageTour.state.value.index === undefined ? (
            <Welcome />
          ) : (
            <Empty icon="speech" title="You are the customer">
              Say hello, then ask for a person. Webchat is Cognigy's own channel.
            </Empty>
          )
        }
        onChoose={({ payload, title }) => sayInWebchat(payload, title)}
      />
      <RatingCard entries={entries} onRate={rateInWebchat} />
      <Composer
        label={isWithAgents ? "Message to the agent" : "Message to the bot"}
        placeholder="Write as the customer…"
        isDisabled={link === "connecting" && entries.length === 0}
        allowsFiles
        onSend={(text, file) => {
          if (file !== undefined) {
            return sendFileInWebchat(text, file);
          }
          sayInWebchat(text);
          return true;
        }}
      />
    </div>
  );
}
