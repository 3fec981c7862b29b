/** The tour on this page. */

import { addCustomer, writeAsCustomer } from "../customer/messaging";
import { restartWebchat, sayInWebchat, webchat } from "../customer/webchat";
import { answerCustomer, closeConversation, takeConversation } from "../desk/deskCommands";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import { sandboxView } from "../viewStream";
import { createTour } from "./createTour";
import type { TourStage } from "./TourStage";
import { toTourSteps } from "./tourSteps";

const stage: TourStage = {
  view: () => sandboxView.value,
  webchat: () => {
    const { link, entries } = webchat.value;
    return { isOnline: link === "online", entries };
  },
  choose,
  startWebchat: restartWebchat,
  say: sayInWebchat,
  addCustomer,
  writeAsCustomer,
  makeAvailable: (agentId) => sendCommand({ type: "setAgentStatus", agentId, status: "available" }),
  take: takeConversation,
  answer: answerCustomer,
  close: closeConversation,
};

export const pageTourSteps = toTourSteps(stage);

export const pageTour = createTour({
  steps: pageTourSteps,
  onStep: (step) => choose({ region: step?.region }),
});
