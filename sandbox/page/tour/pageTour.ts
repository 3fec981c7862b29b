/** The tour on this page. */

import { addCustomer, writeAsCustomer } from "../customer/messaging";
import { restartWebchat, sayInWebchat, webchat } from "../customer/webchat";
import { answerCustomer, closeConversation, takeConversation } from "../desk/deskCommands";
import { choose } from "../pageChoices";
import { pageReplay } from "../script/pageReplay";
import { sendCommand } from "../sendCommand";
import { sandboxView } from "../viewStream";
import { toChapters } from "./chapters";
import { createTour } from "./createTour";
import type { TourStage } from "./TourStage";

/** The tour has given the shop hours, and has to take them away again. */
let hasSetHours = false;

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
  ignore: (taskId) => sendCommand({ type: "ignoreTask", taskId }),
  moveClock: (seconds) => sendCommand({ type: "moveClock", seconds }),
  setShopHours: (hours) => {
    hasSetHours = hours === "shop";
    return sendCommand({ type: "setShopHours", hours });
  },
  setFaults: (faults) => sendCommand({ type: "setFaults", faults }),
  resetFaults: () => sendCommand({ type: "resetFaults" }),
};

export const pageTour = createTour({
  chapters: toChapters(stage),
  onStep: (step) => {
    choose({ region: step?.region });
    if (step !== undefined) {
      pageReplay.stop();
    } else if (hasSetHours) {
      // Whoever stops in between shall not find the shop closed.
      void stage.setShopHours("always");
    }
  },
});
