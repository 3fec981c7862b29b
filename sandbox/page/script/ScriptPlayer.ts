/** Plays the steps of one script on the page, and says why a step fails. As the assistant does on real accounts. */
import type { Expectation, Script, ScriptFile, ScriptStep } from "../../../scripts/rehearsal/Script";
import type { ThreadView } from "../../app/view";
import { readUpload, type Upload } from "../customer/readUpload";
import { waitUntil } from "../tour/waitUntil";
import { findExpected, type Scene, wordsOf } from "./findExpected";
import { createScriptCustomer, type ScriptCustomer } from "./ScriptCustomer";
import type { ScriptStage } from "./ScriptStage";

type Ended = "done" | { failure: string };

export class ScriptPlayer {
  private readonly customer: ScriptCustomer;
  private agentId: string | undefined;
  private hasAgentClosed = false;
  /** What was there before somebody acted is no answer to it; and each counts once. */
  private spent = new Set<string>();
  private giveUp: () => void = () => {};

  constructor(
    private readonly script: Script,
    private readonly stage: ScriptStage,
  ) {
    this.customer = createScriptCustomer(script.route, stage);
  }

  async begin(): Promise<Ended> {
    this.stage.choose({ column: "customer", detail: undefined, executionId: undefined });
    await this.customer.arrive();
    return (await this.until(() => this.customer.isThere() || undefined))
      ? "done"
      : { failure: "The chat isn't there." };
  }

  stop(): void {
    this.giveUp();
  }

  async play(step: ScriptStep): Promise<Ended> {
    if (typeof step !== "string" && "expect" in step) {
      return this.expect(step.expect);
    }
    for (const { id } of this.customer.heard()) {
      this.spent.add(id);
    }
    return this.act(step);
  }

  private async act(step: ScriptStep): Promise<Ended> {
    if (step === "agent takes") {
      return this.take();
    }
    if (step === "agent closes") {
      return this.close();
    }
    if ("customer says" in step) {
      this.stage.choose({ column: "customer" });
      return toEnd(await this.customer.says(step["customer says"]));
    }
    if ("customer sends file" in step) {
      this.stage.choose({ column: "customer" });
      return toEnd(await this.customer.sendsFile(await toUpload(step["customer sends file"])));
    }
    if ("agent says" in step) {
      return this.answer(step["agent says"]);
    }
    if ("agent sends file" in step) {
      return this.answer("", await toUpload(step["agent sends file"]));
    }
    return { failure: "This page doesn't have that step." };
  }

  private async take(): Promise<Ended> {
    this.stage.choose({ column: "desk" });
    const waiting = await this.until(() => {
      const thread = this.thread();
      return thread?.state === "queued" || thread?.state === "deferred" ? thread : undefined;
    });
    const agents = this.stage.view()?.desk.agents ?? [];
    const agent = agents.find(({ status }) => status === "available") ?? agents[0];
    if (waiting?.taskId === undefined || agent === undefined) {
      return { failure: "The conversation isn't in the queue." };
    }
    if (agent.status !== "available") {
      await this.stage.makeAvailable(agent.id);
    }
    this.agentId = agent.id;
    return toEnd(await this.stage.take({ taskId: waiting.taskId, threadId: waiting.id }, agent.id));
  }

  private async answer(text: string, attachment?: Upload): Promise<Ended> {
    this.stage.choose({ column: "desk" });
    const thread = this.thread();
    const agentId = thread?.agentId ?? this.agentId;
    if (thread === undefined || agentId === undefined) {
      return { failure: "No agent has the conversation." };
    }
    return toEnd(await this.stage.answer(thread.id, agentId, text, attachment && { attachment }));
  }

  private async close(): Promise<Ended> {
    this.stage.choose({ column: "desk" });
    // Webchat shows an answer before the desk shows the intervention that it began.
    const interventionId = await this.until(() => this.thread()?.interventionId);
    const agentId = this.thread()?.agentId ?? this.agentId;
    if (interventionId === undefined || agentId === undefined) {
      return { failure: "No agent has answered yet, so there is nothing to close." };
    }
    this.hasAgentClosed = true;
    return toEnd(await this.stage.close(interventionId, agentId));
  }

  private async expect(expected: Expectation): Promise<Ended> {
    const seconds = expected.within ?? this.script.timeout;
    const found = await this.until(() => findExpected(expected, this.scene()), seconds);
    if (found === undefined) {
      return { failure: `It didn't happen within ${seconds} s. ${this.describe(expected)}`.trim() };
    }
    this.spent.add(found);
    return "done";
  }

  private scene(): Scene {
    const { stage, customer, hasAgentClosed, spent } = this;
    const view = stage.view();
    return {
      view,
      thread: this.thread(),
      heard: customer.heard(),
      runs: (view?.executions ?? []).filter(customer.ran),
      hasAgentClosed,
      isNew: (id) => !spent.has(id),
    };
  }

  /** What there was instead. */
  private describe(expected: Expectation): string {
    if (!("from" in expected) || expected.from === "customer") {
      return this.thread() === undefined ? "There is no conversation at the desk." : "";
    }
    const others = this.customer.heard().filter(({ id, from }) => from !== "customer" && !this.spent.has(id));
    const last = others.at(-1);
    return last === undefined ? "Nothing else arrived." : `This arrived: "${wordsOf(last)}"`;
  }

  private thread(): ThreadView | undefined {
    const threadId = this.customer.threadId();
    return this.stage.view()?.desk.threads.find(({ id }) => id === threadId);
  }

  private async until<T>(find: () => T | undefined, seconds = this.script.timeout): Promise<T | undefined> {
    let found: T | undefined;
    const waiting = waitUntil(() => {
      found = find();
      return found !== undefined;
    }, seconds * 1000);
    this.giveUp = waiting.giveUp;
    await waiting.outcome;
    return found;
  }
}

function toEnd(isDone: boolean): Ended {
  return isDone ? "done" : { failure: "The sandbox refused it." };
}

function toUpload(file: ScriptFile): Promise<Upload> {
  if (!("content" in file)) {
    throw new Error("The server refuses files beside the script.");
  }
  return readUpload(new File([file.content], file.name, { type: "text/plain" }));
}
