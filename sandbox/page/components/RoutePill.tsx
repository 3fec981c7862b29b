/** Which way a conversation takes, by the channel's name. */
import type { ExecutionView } from "../../app/view";
import { TERMS } from "../terms";

const NAMES = {
  bridge: "Webchat",
  channel: "Engage Messaging",
  work: "Work session",
} satisfies Record<ExecutionView["route"], string>;

export function RoutePill({ route }: { route: ExecutionView["route"] }) {
  return (
    <span class={route === "work" ? "pill tone-extension" : "pill tone-idle"} data-explain={TERMS[route]}>
      {NAMES[route]}
    </span>
  );
}
