/** All checks in the order in which they are shown; those that one depends on come before it. */
import type { Check } from "../check";
import { agentIdentities, agentPermissions, agents, nobodyHasBot } from "./agents";
import { api } from "./api";
import { agentCategory, botCategory, categoriesInOrder, categoryFamily } from "./categories";
import { cognigyEndpoints, cognigyKey, endpointBase } from "./cognigy";
import { clocks, rateLimit } from "./environment";
import { hubHandshake, hubSecret } from "./hub";
import { hubSdk } from "./hubSdk";
import { realtimeSignature, sdkDeclaration } from "./realtime";
import { relay } from "./relay";
import { channelGroup, topology } from "./routing";
import { bridgeDefaults, channelDefaults, sourcePermissions } from "./sourceSettings";
import { bridgeSource, channelSources } from "./sources";
import { tokenUser, tokenUserIsNoAgent } from "./tokenUser";
import { webhook } from "./webhook";

export const CHECKS: readonly { title: string; checks: readonly Check[] }[] = [
  { title: "Engage: access", checks: [api, tokenUser, tokenUserIsNoAgent] },
  { title: "Engage: categories", checks: [categoriesInOrder, botCategory, agentCategory, categoryFamily] },
  {
    title: "Engage: sources and routing",
    checks: [bridgeSource, channelSources, bridgeDefaults, channelDefaults, sourcePermissions, channelGroup, topology],
  },
  { title: "Engage: people", checks: [agents, agentPermissions, agentIdentities, nobodyHasBot] },
  { title: "Engage: realtime endpoint", checks: [realtimeSignature] },
  { title: "Cognigy.AI: hub", checks: [hubHandshake, hubSecret, hubSdk] },
  { title: "Engage: ways to the hub", checks: [webhook, sdkDeclaration] },
  { title: "Cognigy.AI: customers' Endpoints", checks: [endpointBase, relay] },
  { title: "Cognigy.AI: account", checks: [cognigyKey, cognigyEndpoints] },
  { title: "Between the platforms", checks: [clocks, rateLimit] },
];
