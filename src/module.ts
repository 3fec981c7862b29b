/** The Extension: its nodes and its Connection. */
import { createExtension } from "@cognigy/extension-tools";
import { connectionSchema } from "./connection";
import { addEngageNote } from "./nodes/addEngageNote";
import { checkEngageAgents } from "./nodes/checkEngageAgents";
import { closeEngageConversation } from "./nodes/closeEngageConversation";
import { handoverToRingCentral } from "./nodes/handoverToRingCentral";
import { handoverUpdate } from "./nodes/handoverUpdate";
import { lookupQueueStatus } from "./nodes/lookupQueueStatus";
import { receiveEngageEvents } from "./nodes/receiveEngageEvents";
import { sendEngageStructuredMessage } from "./nodes/sendEngageStructuredMessage";
import { setEngageCategory } from "./nodes/setEngageCategory";
import { updateEngageCustomer } from "./nodes/updateEngageCustomer";

export default createExtension({
  nodes: [
    handoverToRingCentral,
    checkEngageAgents,
    lookupQueueStatus,
    handoverUpdate,
    setEngageCategory,
    receiveEngageEvents,
    closeEngageConversation,
    sendEngageStructuredMessage,
    updateEngageCustomer,
    addEngageNote,
  ].flat(),
  connections: [connectionSchema],
  options: { label: "RingCentral Engage" },
});
