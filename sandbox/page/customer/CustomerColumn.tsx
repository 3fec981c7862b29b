/** The customer's side: one chat per route. */
import type { MessagingView } from "../../app/view";
import { Region } from "../components/Region";
import { Tabs } from "../components/Tabs";
import { choose, pageChoices } from "../pageChoices";
import { MessagingPanel } from "./MessagingPanel";
import { WebchatPanel } from "./WebchatPanel";

export function CustomerColumn({ messaging }: { messaging: MessagingView }) {
  const { chat } = pageChoices.value;
  return (
    <Region name="customer" title="Customer">
      <Tabs
        label="Channel"
        prefix="chat"
        chosen={chat}
        onChoose={(name) => choose({ chat: name })}
        tabs={[
          { name: "webchat", label: <ChatLabel name="Webchat" route="bridge" />, testId: "tab-webchat" },
          { name: "messaging", label: <ChatLabel name="Engage Messaging" route="channel" />, testId: "tab-messaging" },
        ]}
      />
      {chat === "webchat" ? <WebchatPanel /> : <MessagingPanel messaging={messaging} />}
    </Region>
  );
}

function ChatLabel({ name, route }: { name: string; route: string }) {
  return (
    <>
      {name} <span class="route">{route}</span>
    </>
  );
}
