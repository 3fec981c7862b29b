/** The sentences that a model gets. Tests of the nodes check that every outcome has one; here is what they say. */
import { toToolAnswer } from "../../src/nodes/shared/toolAnswers";

const OUTSIDE = { status: "outsideHours", reason: "hours", opensAt: "2026-11-30T09:00:00+01:00" };

test.each<[string, Record<string, unknown>, RegExp]>([
  [
    "handoverToRingCentral",
    { status: "handedOver", route: "channel" },
    /was handed over .*don't promise who answers or when/,
  ],
  [
    "handoverToRingCentral",
    { status: "handedOver", route: "native" },
    /was asked to hand .*don't say that a human agent has it/,
  ],
  ["handoverToRingCentral", { status: "alreadyHandedOver" }, /with the human agents already/],
  ["handoverToRingCentral", { status: "pending" }, /isn't confirmed yet; don't say that an agent has/],
  [
    "handoverToRingCentral",
    { status: "noAgentAvailable" },
    /No human agent is available now.*don't promise that anyone will write/,
  ],
  ["handoverToRingCentral", OUTSIDE, /closed now and open at 2026-11-30T09:00:00\+01:00; nothing was handed over/],
  ["handoverToRingCentral", { ...OUTSIDE, reason: "holiday" }, /^Today is a holiday .* and open at/],
  ["handoverToRingCentral", { ...OUTSIDE, opensAt: null }, /when they open isn't known/],
  [
    "handoverToRingCentral",
    { status: "outsideHours", reason: "unknown", opensAt: null },
    /^Whether the human agents work now isn't known/,
  ],
  ["handoverToRingCentral", { status: "error" }, /did not succeed/],
  ["checkEngageAgents", { status: "available" }, /At least one human agent .*nothing was handed over yet/],
  ["checkEngageAgents", { status: "unavailable" }, /No human agent is available now/],
  ["checkEngageAgents", { status: "unknown" }, /isn't known; don't say that one is available, or that none is/],
  ["checkEngageAgents", OUTSIDE, /closed now and open at/],
  ["checkEngageAgents", { status: "error" }, /could not be checked/],
  [
    "lookupQueueStatus",
    { status: "queued", position: 3, estimatedWaitMinutes: 4 },
    /at about position 3, for an estimated 4 more minutes; these are estimates/,
  ],
  [
    "lookupQueueStatus",
    { status: "queued", position: null, estimatedWaitMinutes: null },
    /waiting for a human agent; these/,
  ],
  ["lookupQueueStatus", { status: "queued", reason: "nobodyTookIt", position: null }, /don't promise that anyone will/],
  ["lookupQueueStatus", { status: "withAgent" }, /don't answer for the agent/],
  ["lookupQueueStatus", { status: "notQueued" }, /neither waiting for a human agent nor with one/],
  ["lookupQueueStatus", { status: "error" }, /could not be found out/],
  ["setEngageCategory", { status: "changed" }, /doesn't say that a human agent has seen it/],
  ["setEngageCategory", { status: "unchanged" }, /nothing was changed/],
  ["setEngageCategory", { status: "error" }, /don't say that they were/],
  [
    "closeEngageConversation",
    { status: "closed", intervention: "closed", categoriesAfter: ["b"] },
    /has ended, and the conversation is with the bot; don't promise/,
  ],
  [
    "closeEngageConversation",
    { status: "closed", intervention: "none", categoriesAfter: null },
    /^Nothing was being handled in the contact center; don't promise/,
  ],
  [
    "closeEngageConversation",
    { status: "closed", intervention: "keptForNotes", categoriesAfter: ["b"] },
    /^The handling in the contact center stays open to keep the agents' notes, and the conversation is with the bot; don't promise/,
  ],
  [
    "closeEngageConversation",
    { status: "closed", intervention: "alreadyClosed", categoriesAfter: null },
    /^Nothing was being handled in the contact center; don't promise/,
  ],
  [
    "handoverUpdate",
    { status: "completed" },
    /^The conversation with the human agents is over; don't promise that anyone will write\.$/,
  ],
  [
    "handoverUpdate",
    { status: "cancelled" },
    /^The handover was ended before a human agent was done; don't say that the request was solved, and don't promise that anyone will write\.$/,
  ],
  ["closeEngageConversation", { status: "error" }, /did not succeed completely/],
  ["sendEngageStructuredMessage", { status: "sent" }, /don't repeat what it says/],
  ["sendEngageStructuredMessage", { status: "error" }, /don't refer to it/],
  ["updateEngageCustomer", { status: "updated" }, /was updated/],
  ["updateEngageCustomer", { status: "unchanged" }, /nothing was changed/],
  ["updateEngageCustomer", { status: "noCustomerRecord" }, /nothing was saved/],
  ["updateEngageCustomer", { status: "notAllowed" }, /privacy settings forbid it/],
  ["updateEngageCustomer", { status: "error" }, /don't say that it was/],
  ["receiveEngageEvents", { status: "customerMessage" }, /is to be answered/],
  ["receiveEngageEvents", { status: "handoverUpdate", handover: "queue" }, /is waiting for a human agent/],
  ["receiveEngageEvents", { status: "handoverUpdate", handover: "active" }, /is handling the conversation/],
  ["receiveEngageEvents", { status: "handoverUpdate", handover: "completed" }, /has ended/],
  ["receiveEngageEvents", { status: "handoverUpdate", handover: "cancelled" }, /has ended/],
  ["receiveEngageEvents", { status: "handoverUpdate", handover: "error" }, /Something went wrong/],
  ["receiveEngageEvents", { status: "handoverUpdate", handover: "more" }, /has changed/],
  ["receiveEngageEvents", { status: "handled" }, /nothing to answer/],
  ["receiveEngageEvents", { status: "partlyFailed" }, /could not be carried out/],
  ["receiveEngageEvents", { status: "notFromEngage" }, /doesn't come from the contact center/],
  ["receiveEngageEvents", { status: "error" }, /could not be carried out/],
  ["someOtherNode", { status: "error" }, /^This step did not succeed/],
  ["someOtherNode", { status: "done" }, /^This step has ended; don't claim more/],
])("%s, %j", (node, result, sentence) => {
  const answer = toToolAnswer(node, result);
  expect(answer).toMatch(sentence);
  // One sentence, of plain English.
  expect(answer).toMatch(/^[A-Z][^!?{}]{20,380}\.$/);
});
