/** Handover on route `native`: Cognigy's own RingCentral Engage Endpoint does it when it reads this command. */
import { toBriefingText } from "../../core/briefing";
import { checkBusinessHours } from "../shared/checkBusinessHours";
import { readMask } from "../shared/masking";
import { checkAgents, describeAgents, type HandoverOutcome, type HandoverRun, isNobodyThere } from "./handoverPlan";
import { toRoutingWish } from "./routing";

export async function handOverNatively(node: HandoverRun): Promise<HandoverOutcome> {
  const { config, connection, api } = node;
  const agentCategoryId = config.agentCategory ?? (config.checkAvailability ? connection.agentCategoryId() : "");
  const hasBriefing = toBriefingText(config, readMask(config)) !== undefined;
  const nothing = { route: "native", threadId: null, categoriesBefore: null, categoriesAfter: null };
  // That Endpoint doesn't say which source the customer writes on.
  const { closed, hours } = await checkBusinessHours(node, async () => undefined);
  if (closed) {
    return { exit: "onOutsideHours", result: { ...closed, ...nothing, agents: null } };
  }
  const check = await checkAgents(node, agentCategoryId, undefined);
  const result = { ...nothing, agents: describeAgents(check), ...(hours && { hours }) };
  if (isNobodyThere(check)) {
    return { exit: "onNoAgentAvailable", result: { status: "noAgentAvailable", ...result } };
  }
  if (config.acceptedMessage) {
    api.output(config.acceptedMessage, {});
  }
  // The command is known in this form only; a text in the same output might be sent or not.
  api.output("", { _cognigy: { _ringCentralEngage: { json: { command: "handover" } } } });
  // The command has room for neither.
  const left = {
    ...(hasBriefing && { briefing: "notDelivered" }),
    ...(toRoutingWish(config) && { routing: "none" }),
  };
  return { exit: "onHandedOver", result: { status: "handedOver", ...result, ...left } };
}
