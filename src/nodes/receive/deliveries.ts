/** What deliveries to customers' Endpoints have in common. */
import type { Json } from "../../core/inbound/read";
import type { HandoverStatus } from "../../protocol/handoverUpdate";
import { MEMBERS } from "../../protocol/members";
import type { WorkItem } from "../../protocol/work";
import { createEndpointClient, type EndpointClient } from "./endpointClient";
import type { ReceiveRun } from "./receiveFields";

export type Item<Kind extends WorkItem["kind"]> = Extract<WorkItem, { kind: Kind }>;

export function toUpdate(status: HandoverStatus, rest: Json = {}): Json {
  return { [MEMBERS.handoverUpdate]: { ...rest, status } };
}

export function handoverOf({ handoverId }: { handoverId?: string }): { handoverId?: string } {
  return handoverId === undefined ? {} : { handoverId };
}

/** The relay of the customer's Endpoint believes what the realtime token seals. */
export function toCustomers(node: ReceiveRun): EndpointClient {
  return createEndpointClient(node, node.connection.bridge().endpointUrl, "relay");
}
