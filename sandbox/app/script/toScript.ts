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
/** The news of a handover that steps of a script bring about. Others depend on the clock, or on what scripts can't do. */
const CAUSES: Readonly<Record<string, Act["kind"]>> = { active: "taken", completed: "closed" };

export function toScript(recording: Recording): Script {
  const { route, acts, executions } = recording;
  const told = acts.filter((_, index) => route === "bridge" || !isNewsOfTaking(acts, index, recording));
  const timed = [
    ...told.map((act) => toSteps(act, recording)),
    ...executions.map((one) => toFlowSteps(one, recording)),
  ];
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

/**
 * What the bot says because an agent has taken the conversation. On a channel of Engage the assistant takes it as the
 * token's user, and the bot isn't informed of what its own user does.
 */
function isNewsOfTaking(acts: readonly Act[], index: number, { domain, botUserId }: Recording): boolean {
  const isBots = ({ kind, contentId }: Act) =>
    kind === "brandWrote" && domain.contents.get(contentId)?.creator_id === botUserId;
  const before = acts
    .slice(0, index)
    .filter((one) => !isBots(one))
    .at(-1);
  const act = acts[index];
  return act !== undefined && isBots(act) && before?.kind === "taken";
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
      return { at, steps: [...says("customer", content, domain), ...(route === "channel" ? [] : arrives(content))] };
    }
    case "brandWrote": {
      const content = domain.contents.get(contentId);
      if (content === undefined) {
        return { at, steps: [] };
      }
      const isBot = content.creator_id === botUserId;
      return isBot
        ? { at, steps: botSays(content.body, domain) }
        : { at, steps: [...says("agent", content, domain), ...expects("agent", firstWords(content.body))] };
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
function arrives({ body }: Content): Step[] {
  return expects("customer", firstWords(body));
}

function expects(from: "bot" | "agent" | "customer", words: string): Step[] {
  return words === "" ? [] : [{ expect: { from, text: words } }];
}

/** Another agent may take it the next time: where the bot says a name, any will do. */
function botSays(text: string, { users }: EngageDomain): Step[] {
  const words = firstWords(text);
  const names = [...users.values()].flatMap(({ firstname, lastname, nickname }) => [
    `${firstname} ${lastname}`,
    nickname ?? "",
  ]);
  const name = names.find((one) => one.trim() !== "" && words.includes(one));
  return expects("bot", name === undefined ? words : `/${words.split(name).map(escapePattern).join(".+")}/`);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function toFlowSteps(execution: FlowExecution, { acts, domain }: Recording): Timed {
  const { inputAtStart, startedAt, outputs, steps } = execution;
  const data = isMembers(inputAtStart.data) ? inputAtStart.data : {};
  const update = isMembers(data.handover) ? String(data.handover.status) : undefined;
  const text = String(inputAtStart.text ?? "");
  const heard = outputs.flatMap((output) => botSays(readOutput(output.text, output.data).text, domain));
  if (update !== undefined) {
    // The bot reacts to what an agent did, whoever acted in between.
    const cause = acts.filter(({ kind, at }) => kind === CAUSES[update] && at <= startedAt).at(-1);
    return cause === undefined ? { at: startedAt, steps: [] } : { at: cause.at, steps: heard };
  }
  if (text === "" || text.startsWith("DATA_ONLY_MESSAGE")) {
    // A rating, for example.
    return { at: startedAt, steps: [] };
  }
  const exit = steps.find(({ type }) => type === "handoverToRingCentral")?.exit;
  return {
    at: startedAt,
    steps: [{ "customer says": text }, ...heard, ...(exit === undefined ? [] : [{ expect: { exit } }])],
  };
}

/** Enough to recognise it by; a slash would begin a regular expression. */
function firstWords(text: string): string {
  const line = (text.trim().split("\n")[0] ?? "").replace(/^\/+/, "");
  return line.length <= MAX_WORDS ? line : line.slice(0, line.lastIndexOf(" ", MAX_WORDS) + 1 || MAX_WORDS).trim();
}
