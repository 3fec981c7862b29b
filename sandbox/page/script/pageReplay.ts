/** The replay on this page. */
import { addCustomer, writeAsCustomer } from "../customer/messaging";
import { sendFileInWebchat } from "../customer/sendFileInWebchat";
import { restartWebchat, sayInWebchat, webchat } from "../customer/webchat";
import { answerCustomer, closeConversation, takeConversation } from "../desk/deskCommands";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import { sandboxView } from "../viewStream";
import { createReplay } from "./createReplay";

export const pageReplay = createReplay({
  view: () => sandboxView.value,
  webchat: () => {
    const { link, sessionId, entries } = webchat.value;
    return { isOnline: link === "online", sessionId, entries };
  },
  choose,
  startWebchat: restartWebchat,
  say: sayInWebchat,
  sendFile: (file) => sendFileInWebchat("", file),
  addCustomer,
  writeAsCustomer,
  makeAvailable: (agentId) => sendCommand({ type: "setAgentStatus", agentId, status: "available" }),
  take: takeConversation,
  answer: answerCustomer,
  close: closeConversation,
});
