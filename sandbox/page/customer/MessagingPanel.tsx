/** The customer's chat on a channel of Engage's: route channel. */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { MessagingView } from "../../app/view";
import { Empty } from "../components/Empty";
import { Icon } from "../components/Icon";
import { Term } from "../components/Term";
import { choose, pageChoices } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import { Composer } from "./Composer";
import { toMessagingEntry } from "./chatEntry";
import { MessageList } from "./MessageList";
import { addCustomer, findCustomer, writeAsCustomer } from "./messaging";
import { SurveyCard } from "./SurveyCard";
import { TypingDots } from "./TypingDots";
import { createTypingReporter } from "./typingReporter";

export function MessagingPanel({ messaging, script }: { messaging: MessagingView; script: ComponentChildren }) {
  const customer = findCustomer(messaging, pageChoices.value.customerId);
  const customerId = customer?.id ?? "";
  const typing = useMemo(
    () => createTypingReporter((text) => void sendCommand({ type: "customerTypes", customerId, text })),
    [customerId],
  );
  const entries = (messaging.chats[customerId] ?? []).map(toMessagingEntry);
  return (
    <div
      class="chat stack"
      role="tabpanel"
      id="chat-panel-messaging"
      aria-labelledby="chat-tab-messaging"
      data-testid="chat-messaging"
    >
      <div class="chat-head row spread">
        <label class="row quiet">
          <span class="fixed">You are</span>
          <select value={customerId} onChange={({ currentTarget }) => choose({ customerId: currentTarget.value })}>
            {messaging.customers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {script}
        <button
          type="button"
          class="button is-quiet"
          data-explain="Write as another customer"
          data-testid="messaging-new-customer"
          onClick={() => void addCustomer()}
        >
          <Icon name="reset" />
          New<span class="unseen"> customer</span>
        </button>
      </div>
      <MessageList
        label="Conversation on Engage Messaging"
        entries={entries}
        own="customer"
        conversation={customerId}
        typing={messaging.agentIsTyping[customerId] === true && <TypingDots who="The agent" />}
        empty={
          <Empty icon="speech" title={customer ? `You are ${customer.name}` : "No customer yet"}>
            Write something. This channel belongs to Engage: the bot answers through it, and a handover only changes the
            conversation's <Term name="category">category</Term>.
          </Empty>
        }
        onChoose={({ title, payload }, { id }) =>
          void sendCommand({ type: "customerWrites", customerId, text: title, reply: { payload, inReplyTo: id } })
        }
      />
      <SurveyCard customerId={customerId} survey={messaging.surveys[customerId]} />
      <Composer
        key={customerId}
        label="Message on Engage Messaging"
        placeholder="Write as the customer…"
        isDisabled={customer === undefined}
        allowsFiles
        onType={typing.report}
        onSend={(text, attachment) => {
          typing.stop();
          return writeAsCustomer(customerId, text, attachment);
        }}
      />
    </div>
  );
}
