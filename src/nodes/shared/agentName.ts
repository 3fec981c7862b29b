/** How an agent is called: as Engage shows the agent to customers, else by the agent's name. */
import { toEngageError } from "../../core/errors";
import type { NodeRun } from "./defineNode";

/** `undefined` where Engage doesn't say: a name is worth a request, but no failure. */
export async function readAgentName(
  { engage, api }: Pick<NodeRun<unknown>, "engage" | "api">,
  agentId: string,
): Promise<string | undefined> {
  try {
    const { nickname, firstname, lastname } = await engage.getUser(agentId);
    const whole = [firstname, lastname].filter((part) => part).join(" ");
    return (nickname || whole).slice(0, 100) || undefined;
  } catch (thrown) {
    const { code } = toEngageError(thrown);
    api.log("warn", `RingCentral Engage: ${code}: the name of agent ${agentId} is not known`);
    return undefined;
  }
}
