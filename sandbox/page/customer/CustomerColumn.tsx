/** The customer's side: one chat per route. */
import type { SandboxView } from "../../app/view";
import { Region } from "../components/Region";
import { Tabs } from "../components/Tabs";
import { narrowScreen } from "../narrowScreen";
import { choose, pageChoices } from "../pageChoices";
import { ScriptMenu } from "../script/ScriptMenu";
import { TERMS } from "../terms";
import { MessagingPanel } from "./MessagingPanel";
import { findCustomer } from "./messaging";
import { WebchatPanel } from "./WebchatPanel";
import { webchat } from "./webchat";

interface Props {
  view: Pick<SandboxView, "handovers" | "executions" | "lostMessages" | "messaging">;
}

export function CustomerColumn({ view }: Props) {
  const { messaging } = view;
  const { chat } = pageChoices.value;
  const customerId = findCustomer(messaging, pageChoices.value.customerId)?.id ?? "";
  const script = <ScriptMenu of={chat === "webchat" ? { sessionId: webchat.value.sessionId } : { customerId }} />;
  // A phone has no room for the column's head.
  const inChat = narrowScreen.value && script;
  return (
    <Region name="customer" title="Customer" aside={!narrowScreen.value && script}>
      <Tabs
        label="Channel"
        prefix="chat"
        chosen={chat}
        onChoose={(name) => choose({ chat: name })}
        tabs={[
          {
            name: "webchat",
            label: <ChatLabel name="Webchat" owner="Cognigy's channel" />,
            testId: "tab-webchat",
            explain: TERMS.bridge,
          },
          {
            name: "messaging",
            label: <ChatLabel name="Engage Messaging" owner="Engage's channel" />,
            testId: "tab-messaging",
            explain: TERMS.channel,
          },
        ]}
      />
      {chat === "webchat" ? (
        <WebchatPanel view={view} script={inChat} />
      ) : (
        <MessagingPanel messaging={messaging} script={inChat} />
      )}
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
