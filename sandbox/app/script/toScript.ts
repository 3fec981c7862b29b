/** A conversation of the sandbox as a script that can be played again, also on real accounts. */
import type { Script } from "../../../scripts/rehearsal/Script";
import { readOutput } from "../../../src/core/content/cognigyOutput";
import { isForwardedId } from "../../../src/protocol/messageIds";
import { isMembers } from "../../cognigy/endpoint/InboundMessage";
import type { FlowExecution } from "../../cognigy/startCognigy";
import { EngageRefusal } from "../../engage/domain/EngageRefusal";
import type { Content } from "../../engage/domain/records";
import type { EngageDomain } from "../../engage/startEngage";
import type { Act } from "./DeskRecorder";

type Step = Script["steps"][number];
type Timed = { at: number; steps: Step[] };

export interface Recording {
  route: Script["route"];
  domain: EngageDomain;
  botUserId: string;
  /** On route `bridge`: of the session in Webchat, oldest first. */
  executions: readonly FlowExecution[];
  acts: readonly Act[];
}

/** As in Script. */
const MAX_STEPS = 200;
const MAX_WORDS = 80;
/** What of a handover's news depends on how fast things go, and not on what people did. */
const PASSING = ["queue", "error"];
const CAUSES: Readonly<Record<string, Act["kind"]>> = { active: "taken", completed: "closed" };

export function toScript(recording: Recording): Script {
  const { route, acts, executions } = recording;
  const timed = [...acts.map((act) => toSteps(act, recording)), ...executions.map((one) => toFlowSteps(one, acts))];
  // Sorted stably: what happened at the same moment stays in its order.
  const steps = timed.sort((one, other) => one.at - other.at).flatMap((one) => one.steps);
  if (!steps.some((step) => typeof step === "object" && "customer says" in step)) {
    throw new EngageRefusal("invalid", "There is nothing to save yet: write something first.");
  }
  if (steps.length > MAX_STEPS) {
    throw new EngageRefusal("invalid", `This conversation is too long for a script: more than ${MAX_STEPS} steps.`);
  }
  return { name: "Recorded in the sandbox", route, timeout: 30, steps };
}

function toSteps({ kind, at, contentId }: Act, { route, domain, botUserId }: Recording): Timed {
  switch (kind) {
    case "taken":
      return { at, steps: ["agent takes"] };
    case "closed":
      return { at, steps: ["agent closes", { expect: { exit: "onHandoverCompleted" } }] };
    case "customerWrote": {
      const content = domain.contents.get(contentId);
      if (content === undefined || (route === "bridge" && !isForwardedId(content.foreign_id))) {
        return { at, steps: [] };
      }
      return { at, steps: [...says("customer", content, domain), ...expects("customer", content.body, route)] };
    }
    case "brandWrote": {
      const content = domain.contents.get(contentId);
      if (content === undefined) {
        return { at, steps: [] };
      }
      const isBot = content.creator_id === botUserId;
      return isBot
        ? { at, steps: expects("bot", content.body, "bridge") }
        : { at, steps: [...says("agent", content, domain), ...expects("agent", content.body, "bridge")] };
    }
  }
}

function says(who: "customer" | "agent", { body, attachment_ids }: Content, domain: EngageDomain): Step[] {
  const words = body.trim();
  const files = attachment_ids.flatMap((id) => domain.attachments.get(id) ?? []);
  const spoken: Step[] =
    words === "" ? [] : [who === "customer" ? { "customer says": words } : { "agent says": words }];
  const sent = files.map(({ filename, content_type, bytes }): Step => {
    // A script holds texts only; any other file is replaced by a small one.
    const isText = content_type.startsWith("text/");
    const file = isText
      ? { name: filename, content: Buffer.from(bytes).toString("utf8") }
      : { name: `${filename}.txt`, content: `Stands for ${filename}` };
    return who === "customer" ? { "customer sends file": file } : { "agent sends file": file };
  });
  return [...spoken, ...sent];
}

/** What the customer writes on Engage's channel is there at once: only over the bridge it must arrive. */
function expects(from: "bot" | "agent" | "customer", text: string, route: Script["route"]): Step[] {
  const words = firstWords(text);
  return words === "" || (from === "customer" && route === "channel") ? [] : [{ expect: { from, text: words } }];
}

function toFlowSteps(execution: FlowExecution, acts: readonly Act[]): Timed {
  const { inputAtStart, startedAt, outputs, steps } = execution;
  const data = isMembers(inputAtStart.data) ? inputAtStart.data : {};
  const update = isMembers(data.handover) ? String(data.handover.status) : undefined;
  const text = String(inputAtStart.text ?? "");
  if (update !== undefined && PASSING.includes(update)) {
    return { at: startedAt, steps: [] };
  }
  const heard = outputs.flatMap((output) => expects("bot", readOutput(output.text, output.data).text, "bridge"));
  if (update !== undefined) {
    // The bot reacts to what an agent did, whoever acted in between.
    const cause = acts.filter(({ kind, at }) => kind === CAUSES[update] && at <= startedAt).at(-1);
    return { at: cause?.at ?? startedAt, steps: heard };
  }
  const exit = steps.find(({ type }) => type === "handoverToRingCentral")?.exit;
  return {
    at: startedAt,
    steps: [
      ...(text === "" || text.startsWith("DATA_ONLY_MESSAGE") ? [] : [{ "customer says": text }]),
      ...heard,
      ...(exit === undefined ? [] : [{ expect: { exit } }]),
    ],
  };
}

/** Enough to recognise it by; a slash would begin a regular expression. */
function firstWords(text: string): string {
  const line = (text.trim().split("\n")[0] ?? "").replace(/^\/+/, "");
  return line.length <= MAX_WORDS ? line : line.slice(0, line.lastIndexOf(" ", MAX_WORDS) + 1 || MAX_WORDS).trim();
}
