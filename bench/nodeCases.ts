/** Nodes and routes that are measured, each with the fewest REST calls that its task can be done with, and why. */

import { bridgeInputOf, channelInputOf, sealed } from "../harness/flowSituations";
import type { EngageStandIn } from "../sandbox/engage/startEngage";

export interface NodeCase {
  name: string;
  node: string;
  config?: Record<string, unknown>;
  input: (engage: EngageStandIn) => Record<string, unknown>;
  prepare?: (engage: EngageStandIn) => void;
  least: { calls: number; trips: number; why: string };
}

/** Apple Messages, which shows everything. */
const STRUCTURED: Pick<NodeCase, "node" | "input" | "prepare"> = {
  node: "sendEngageStructuredMessage",
  input: (engage) =>
    channelInputOf(engage, { resourceType: "apple_business_chat/message", structuredContent: ["select", "rich_link"] }),
  prepare({ seed }) {
    seed.sources.messaging.structured_types = ["select", "rich_link"];
  },
};

export const NODE_CASES: NodeCase[] = [
  {
    name: "Handover, channel",
    node: "handoverToRingCentral",
    config: { checkAvailability: true },
    input: channelInputOf,
    least: { calls: 3, trips: 2, why: "thread and agents; categories are replaced whole, so read before" },
  },
  {
    name: "Handover, channel, no availability check",
    node: "handoverToRingCentral",
    config: { checkAvailability: false },
    input: channelInputOf,
    least: { calls: 2, trips: 2, why: "categories are replaced whole, so read before" },
  },
  {
    name: "Handover, bridge",
    node: "handoverToRingCentral",
    config: { checkAvailability: true },
    input: bridgeInputOf,
    least: { calls: 5, trips: 5, why: "agents before anything, message in, the thread it became, read, categories" },
  },
  {
    name: "Handover, bridge, no availability check",
    node: "handoverToRingCentral",
    config: { checkAvailability: false },
    input: bridgeInputOf,
    least: { calls: 4, trips: 4, why: "message in, the thread it became, read, categories" },
  },
  {
    name: "Handover, native",
    node: "handoverToRingCentral",
    config: { checkAvailability: false },
    input: () => ({ endpointType: "ringCentralEngage" }),
    least: { calls: 0, trips: 0, why: "Cognigy.AI does it" },
  },
  {
    name: "Check Agent Availability",
    node: "checkEngageAgents",
    input: channelInputOf,
    least: { calls: 2, trips: 1, why: "agents, and the source's channel in which they count" },
  },
  {
    name: "Lookup Queue Status",
    node: "lookupQueueStatus",
    input: channelInputOf,
    least: { calls: 4, trips: 1, why: "thread, both kinds of tasks, interventions" },
  },
  {
    name: "Set Engage Category",
    node: "setEngageCategory",
    input: channelInputOf,
    least: { calls: 2, trips: 2, why: "categories are replaced whole, so read before" },
  },
  {
    name: "Close Engage Conversation",
    node: "closeEngageConversation",
    input: channelInputOf,
    prepare({ domain, seed }) {
      domain.categorizeThread(seed.thread.id, [seed.categories.agent.id]);
      domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Hello");
    },
    least: {
      calls: 4,
      trips: 3,
      why: "open intervention, its end while categories are read, as they are replaced whole",
    },
  },
  {
    ...STRUCTURED,
    name: "Send Structured Message, channel",
    config: { messageType: "select", body: "Shall we?", choices: "Yes | yes\nNo | no" },
    least: { calls: 1, trips: 1, why: "the message; the input brings what the channel shows" },
  },
  {
    name: "Update Engage Customer",
    node: "updateEngageCustomer",
    config: { company: "Acme" },
    input: (engage) => channelInputOf(engage, { identityId: engage.seed.identities.knownCustomer.id }),
    least: { calls: 3, trips: 3, why: "the identity names its record, which is read before lists in it are replaced" },
  },
  {
    name: "Receive Engage Events, customer's message",
    node: "receiveEngageEvents",
    config: { openIntervention: "never" },
    input: channelInputOf,
    least: { calls: 0, trips: 0, why: "the hub brings all of it" },
  },
  {
    name: "Receive Engage Events, message with opening",
    node: "receiveEngageEvents",
    config: { openIntervention: "whenNoneIsOpen" },
    input: (engage) => channelInputOf(engage, { interventionId: undefined }),
    least: { calls: 1, trips: 1, why: "the intervention" },
  },
  {
    name: "Receive Engage Events, queue update",
    node: "receiveEngageEvents",
    input: ({ seed }) => ({
      data: { handover: sealed("handover", seed.realtimeAccessToken, { status: "queue", position: 3 }) },
    }),
    least: { calls: 0, trips: 0, why: "the update brings all of it" },
  },
];

export function toImageCase(image: string): NodeCase {
  return {
    ...STRUCTURED,
    name: "Send Structured Message, channel, with an image by URL",
    config: { messageType: "rich_link", url: "https://shop.example/offer", title: "Offer", image },
    least: { calls: 2, trips: 2, why: "the image becomes an attachment, whose id the message names" },
  };
}
