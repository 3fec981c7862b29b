/** Who writes in a script: a new visitor of the Webchat, or a new customer on Engage Messaging. */
import type { ExecutionView } from "../../app/view";
import { type ChatEntry, toMessagingEntry } from "../customer/chatEntry";
import type { Upload } from "../customer/readUpload";
import type { ScriptStage } from "./ScriptStage";

export interface ScriptCustomer {
  arrive(): Promise<unknown> | unknown;
  isThere(): boolean;
  /** `false`: it wasn't taken. */
  says(text: string): Promise<boolean> | boolean;
  sendsFile(file: Upload): Promise<boolean>;
  heard(): readonly ChatEntry[];
  threadId(): string | undefined;
  ran(execution: ExecutionView): boolean;
}

export function createScriptCustomer(route: "bridge" | "channel", stage: ScriptStage): ScriptCustomer {
  return route === "bridge" ? visitorOfWebchat(stage) : customerOfMessaging(stage);
}

function visitorOfWebchat(stage: ScriptStage): ScriptCustomer {
  const ran = ({ sessionId }: ExecutionView) => sessionId === stage.webchat().sessionId;
  return {
    arrive() {
      stage.choose({ chat: "webchat" });
      stage.startWebchat();
    },
    isThere: () => stage.webchat().isOnline,
    says(text) {
      stage.say(text);
      return true;
    },
    sendsFile: stage.sendFile,
    heard: () => stage.webchat().entries,
    threadId: () => stage.view()?.handovers[stage.webchat().sessionId]?.threadId,
    ran,
  };
}

function customerOfMessaging(stage: ScriptStage): ScriptCustomer {
  let customerId = "";
  let since = 0;
  return {
    async arrive() {
      since = stage.view()?.now ?? 0;
      customerId = (await stage.addCustomer()) ?? "";
    },
    isThere: () => customerId !== "" && stage.view()?.messaging.customers.some(({ id }) => id === customerId) === true,
    says: (text) => stage.writeAsCustomer(customerId, text),
    sendsFile: (file) => stage.writeAsCustomer(customerId, "", file),
    heard: () => (stage.view()?.messaging.chats[customerId] ?? []).map(toMessagingEntry),
    threadId: () => stage.view()?.messaging.customers.find(({ id }) => id === customerId)?.threadId,
    ran: ({ route, startedAt }) => route === "channel" && startedAt >= since,
  };
}
