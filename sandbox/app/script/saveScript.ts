/** "Save as script": the conversation of one customer as YAML. */
import { writeScript } from "../../../scripts/rehearsal/writeScript";
import { isMembers } from "../../cognigy/endpoint/InboundMessage";
import type { CognigyStandIn, Endpoint, FlowExecution } from "../../cognigy/startCognigy";
import type { EngageStandIn } from "../../engage/startEngage";
import type { Command } from "../commands";
import type { DeskRecorder } from "./DeskRecorder";
import { toScript } from "./toScript";

type SaveScript = Extract<Command, { type: "saveScript" }>;

interface Recorded {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  webchat: Endpoint;
  recorder: DeskRecorder;
}

export function saveScript({ of }: SaveScript, { engage, cognigy, webchat, recorder }: Recorded): { script: string } {
  const { domain, seed } = engage;
  const isWebchat = "sessionId" in of;
  const executions = isWebchat
    ? cognigy.executions.filter(({ endpoint, sessionId }) => endpoint === webchat.name && sessionId === of.sessionId)
    : [];
  const threadIds = isWebchat
    ? executions.flatMap(handedOverTo)
    : [...domain.contents.values()].filter(({ author_id }) => author_id === of.customerId).map((one) => one.thread_id);
  const script = toScript({
    route: isWebchat ? "bridge" : "channel",
    domain,
    botUserId: seed.users.bot.id,
    executions,
    acts: recorder.of(new Set(threadIds)),
  });
  return { script: writeScript(script) };
}

/** The conversation in Engage that Handover opened. */
function handedOverTo({ steps }: FlowExecution): string[] {
  return steps.flatMap(({ result }) => {
    const handover = result?.input?.engageHandover;
    return isMembers(handover) && typeof handover.threadId === "string" ? [handover.threadId] : [];
  });
}
