/** Which of the ways between the platforms a conversation takes. */
import { EngageError } from "./errors";

export type Route = "channel" | "bridge" | "native";
type RouteChoice = "auto" | Route;

export interface RouteFacts {
  choice: RouteChoice;
  /** Cognigy's type of the Endpoint that the customer uses. */
  endpointType: string;
  /** The hub sealed `input.data.engage` for this conversation. */
  hasEngageClaim: boolean;
  /** The node names a thread itself. */
  hasThreadId: boolean;
}

/** The Interaction Panel: no customer, no Endpoint, nobody whom an agent could answer. */
const INTERACTION_PANEL = "adminconsole";

export function decideRoute(facts: RouteFacts): Route {
  const isNamed = facts.hasEngageClaim || facts.hasThreadId;
  const route =
    facts.choice !== "auto"
      ? facts.choice
      : isNamed
        ? "channel"
        : facts.endpointType === "ringCentralEngage"
          ? "native"
          : "bridge";
  if (facts.endpointType === INTERACTION_PANEL && !(route === "channel" && isNamed)) {
    throw new EngageError("unsupported_endpoint", "The Interaction Panel has no customer whom an agent could answer.", {
      hint: "Test the Flow through a real Endpoint such as Webchat, or name a conversation in the field Thread ID.",
    });
  }
  if (route === "channel" && !isNamed) {
    throw new EngageError(
      "thread_id_missing",
      "The node does not know which Engage conversation is meant: the input carries no valid `data.engage`.",
      {
        hint: "Check that the message comes through the engage-hub transformer with the same API access token as the Connection, or fill in the field Thread ID.",
      },
    );
  }
  return route;
}
