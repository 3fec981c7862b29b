/** The customer's chat on a channel of Cognigy's: route bridge. */
import { Empty } from "../components/Empty";
import { Icon } from "../components/Icon";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { sendFileInWebchat } from "./sendFileInWebchat";
import { TypingDots } from "./TypingDots";
import { restartWebchat, sayInWebchat, webchat } from "./webchat";

const LINK_LABELS = {
  connecting: "Connecting…",
  online: "Online",
  offline: "Offline, retrying…",
};

export function WebchatPanel() {
  const { entries, isAnswerDue, link, sessionId } = webchat.value;
  return (
    <div
      class="chat"
      role="tabpanel"
      id="chat-panel-webchat"
      aria-labelledby="chat-tab-webchat"
      data-testid="chat-webchat"
    >
      <div class="chat-head">
        <span class={`status is-${link}`} data-testid="webchat-link" data-state={link}>
          {LINK_LABELS[link]}
        </span>
        <button type="button" class="button is-quiet" data-testid="webchat-restart" onClick={restartWebchat}>
          <Icon name="reset" />
          New conversation
        </button>
      </div>
      <MessageList
        label="Conversation in the Webchat"
        entries={entries}
        own="customer"
        conversation={sessionId}
        typing={isAnswerDue && <TypingDots who="The bot" />}
        empty={
          <Empty icon="speech" title="You are the customer">
            Say hello, then ask for a person. The Webchat belongs to Cognigy; agents join over the bridge.
          </Empty>
        }
        onChoose={({ payload, title }) => sayInWebchat(payload, title)}
      />
      <Composer
        label="Message to the bot"
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
