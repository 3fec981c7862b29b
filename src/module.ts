/** The Extension: its nodes, each with its exits, and its Connection. */
import { createExtension } from "@cognigy/extension-tools";
import { connectionSchema } from "./connectionSchema";
import { loadLater } from "./loadLater";

export default createExtension({
  nodes: [
    loadLater(
      ["handoverToRingCentral", "onHandedOver", "onNoAgentAvailable", "onOutsideHours", "onHandoverError"],
      () => {
        const {
          handoverToRingCentral,
        }: typeof import("./nodes/handoverToRingCentral") = require("./nodes/handoverToRingCentral");
        return handoverToRingCentral;
      },
    ),
    loadLater(["checkEngageAgents", "onAgentsAvailable", "onNoAgents", "onClosedNow", "onAgentCheckError"], () => {
      const { checkEngageAgents }: typeof import("./nodes/checkEngageAgents") = require("./nodes/checkEngageAgents");
      return checkEngageAgents;
    }),
    loadLater(["lookupQueueStatus", "onQueued", "onWithAgent", "onNotQueued", "onQueueLookupError"], () => {
      const { lookupQueueStatus }: typeof import("./nodes/lookupQueueStatus") = require("./nodes/lookupQueueStatus");
      return lookupQueueStatus;
    }),
    loadLater(
      [
        "handoverUpdate",
        "onQueueUpdate",
        "onLongWait",
        "onNobodyTookIt",
        "onAgentJoined",
        "onHandoverCompleted",
        "onHandoverCancelled",
        "onMessageUndelivered",
        "onNoHandoverUpdate",
      ],
      () => {
        const { handoverUpdate }: typeof import("./nodes/handoverUpdate") = require("./nodes/handoverUpdate");
        return handoverUpdate;
      },
    ),
    loadLater(["setEngageCategory"], () => {
      const { setEngageCategory }: typeof import("./nodes/setEngageCategory") = require("./nodes/setEngageCategory");
      return setEngageCategory;
    }),
    loadLater(["receiveEngageEvents", "onCustomerMessage", "onHandoverUpdate", "onEngageEventHandled"], () => {
      const {
        receiveEngageEvents,
      }: typeof import("./nodes/receiveEngageEvents") = require("./nodes/receiveEngageEvents");
      return receiveEngageEvents;
    }),
    loadLater(["closeEngageConversation"], () => {
      const {
        closeEngageConversation,
      }: typeof import("./nodes/closeEngageConversation") = require("./nodes/closeEngageConversation");
      return closeEngageConversation;
    }),
    loadLater(["sendEngageStructuredMessage"], () => {
      const {
        sendEngageStructuredMessage,
      }: typeof import("./nodes/sendEngageStructuredMessage") = require("./nodes/sendEngageStructuredMessage");
      return sendEngageStructuredMessage;
    }),
    loadLater(["updateEngageCustomer"], () => {
      const {
        updateEngageCustomer,
      }: typeof import("./nodes/updateEngageCustomer") = require("./nodes/updateEngageCustomer");
      return updateEngageCustomer;
    }),
    loadLater(["addEngageNote"], () => {
      const { addEngageNote }: typeof import("./nodes/addEngageNote") = require("./nodes/addEngageNote");
      return addEngageNote;
    }),
  ].flat(),
  connections: [connectionSchema],
  options: { label: "RingCentral Engage" },
});
