/** An output that only the conversation's transformer reads: the customer never sees it. */
import { type Control, type ControlTarget, writeControl } from "../../protocol/control";
import type { NodeRun } from "./defineNode";

type Speaker = Pick<NodeRun<unknown>, "api" | "newId" | "sealing">;

/** On route `channel` the bot has opened an intervention: its news is of no agent who joins. */
export function sayOpened(node: Speaker, { id, user_id }: { id: string; user_id?: string | null }): void {
  sayToTransformer(node, "hub", { action: "opened", interventionId: id, ...(user_id && { userId: user_id }) });
}

export function sayToTransformer(
  { api, newId, sealing }: Speaker,
  target: ControlTarget | undefined,
  control: Control,
): void {
  if (target) {
    api.output("", { ...writeControl(target, sealing, control, newId()) });
  }
}
