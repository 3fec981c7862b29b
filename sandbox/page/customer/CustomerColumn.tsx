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
          { name: "webchat", label: <ChatLabel name="Webchat" owner="Cognigy's channel" />, testId: "tab-webchat" },
          {
            name: "messaging",
            label: <ChatLabel name="Engage Messaging" owner="Engage's channel" />,
            testId: "tab-messaging",
          },
        ]}
      />
      {chat === "webchat" ? <WebchatPanel /> : <MessagingPanel messaging={messaging} />}
    </Region>
  );
}

function ChatLabel({ name, owner }: { name: string; owner: string }) {
  return (
    <>
      {name} <small>{owner}</small>
    </>
  );
}
