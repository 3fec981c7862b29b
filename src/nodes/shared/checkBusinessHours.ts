/** Whether Engage is open, where the node is to ask. Shared by Handover and Check Agent Availability. */
import type { HoursCheck, Situation } from "./askBusinessHours";

export async function checkBusinessHours(
  node: Situation,
  findSourceId: () => Promise<string | undefined>,
): Promise<HoursCheck> {
  if (node.config.businessHours === "off") {
    return {};
  }
  const { askBusinessHours }: typeof import("./askBusinessHours") = require("./askBusinessHours");
  return askBusinessHours(node, findSourceId);
}
