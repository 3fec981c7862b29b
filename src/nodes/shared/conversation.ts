/** Which Engage conversation a node is about: named in the node, known from the hub, or found by the session reference. */
import { EngageError } from "../../core/errors";
import { decideRoute, type Route } from "../../core/route";
import { writeSessionReference } from "../../protocol/sessionReference";
import type { NodeRun } from "./defineNode";
import { textField } from "./field";
import { localized } from "./localized";

export const threadIdField = textField(localized("Thread ID", "Thread-ID", "ID de hilo"), {
  placeholder: "66b1a0c45e7d1f0008aa0101",
  description: localized(
    "Leave empty to use the conversation that this message belongs to.",
    "Leer lassen für die Konversation, zu der diese Nachricht gehört.",
    "Dejar vacío para usar la conversación a la que pertenece este mensaje.",
  ),
});

type Situation = Pick<NodeRun<unknown>, "claims" | "connection" | "input" | "engage" | "hmac">;

export interface LocatedConversation {
  route: Route;
  threadId: string;
}

export function toReference({ connection, hmac, input }: Pick<Situation, "connection" | "hmac" | "input">): string {
  return writeSessionReference(hmac, connection.bridge().realtime.accessToken, input);
}

/** For results and logs: enough to compare, and without the token of the customer's Endpoint, which the whole one contains. */
export function maskReference(reference: string): string {
  return `${reference.slice(0, 2)}…${reference.slice(-16)}`;
}

/** Neither named, nor known from the hub, nor one of a bridge: the first two are what an author can mend. */
export function unknownConversation(): EngageError {
  return new EngageError(
    "thread_id_missing",
    "The node does not know which Engage conversation is meant: the input carries no valid `data.engage`, and the Connection has no Channel SDK source.",
    {
      hint: "Check that the message comes through engage-hub with the Connection's API Access Token, or fill in the field Thread ID. For customers on a channel of Cognigy, fill in the three last fields of the Connection.",
    },
  );
}

export async function locateConversation(
  situation: Situation,
  namedThreadId: string | undefined,
): Promise<LocatedConversation> {
  const { claims, connection, input, engage } = situation;
  const threadId = namedThreadId ?? claims.engage?.threadId;
  const route = decideRoute({
    choice: "auto",
    endpointType: input.endpointType,
    hasEngageClaim: claims.engage !== undefined,
    hasThreadId: namedThreadId !== undefined,
  });
  if (threadId !== undefined) {
    return { route, threadId };
  }
  if (route === "native") {
    throw new EngageError(
      "thread_id_missing",
      "Cognigy's own RingCentral Engage Endpoint does not tell this node which conversation is meant.",
      {
        hint: "Fill in the field Thread ID. What the Endpoint passes is not documented: store input.data once in a test conversation and look for the thread's id there.",
      },
    );
  }
  const sourceId = connection.bridgeSourceId();
  if (sourceId === undefined) {
    throw unknownConversation();
  }
  const reference = toReference(situation);
  // Documents name both keywords; the exact comparison makes either safe.
  const thread =
    (await engage.findThreadByForeignId(reference, sourceId)) ??
    (await engage.findThreadByForeignId(reference, sourceId, "foreign_id"));
  if (thread) {
    return { route, threadId: thread.id };
  }
  throw new EngageError("not_found", "This session has no conversation in Engage.", {
    hint: "Use this node after Handover to RingCentral, or fill in the field Thread ID.",
  });
}
