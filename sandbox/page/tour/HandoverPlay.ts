/** One handover in a tour: what agents do with its conversation, and where it is. */
import type { ThreadView } from "../../app/view";
import type { TourStage } from "./TourStage";
import { waitUntil } from "./waitUntil";

const DESK_LAG_MS = 5_000;

export class HandoverPlay {
  private threadId: string | undefined;
  private known = new Set<string>();
  private since = 0;

  constructor(private readonly stage: TourStage) {}

  /** Before the customer asks for a person: someone must be there. */
  async prepare(): Promise<void> {
    const { stage } = this;
    this.threadId = undefined;
    this.known = new Set(stage.view()?.desk.threads.map(({ id }) => id));
    this.since = stage.view()?.now ?? 0;
    const agent = this.agent();
    if (agent !== undefined && agent.status !== "available") {
      await stage.makeAvailable(agent.id);
    }
  }

  /** The new conversation on the desk, or that of a customer; shows it, and the run that handed it over. */
  findHandedOver(ofCustomer?: string): boolean {
    const { stage, known, since } = this;
    const view = stage.view();
    const found = view?.desk.threads.find(
      ({ id, state }) =>
        (ofCustomer === undefined ? !known.has(id) : id === ofCustomer) && (state === "queued" || state === "agent"),
    );
    // What follows runs the Flow again at once; the run with the handover is what should be looked at.
    const run = view?.executions.findLast(
      ({ startedAt, ended, steps }) =>
        startedAt >= since && ended !== undefined && steps.some(({ type }) => type === "handoverToRingCentral"),
    );
    if (found === undefined || run === undefined) {
      return false;
    }
    this.threadId = found.id;
    stage.choose({ threadId: found.id, executionId: run.id });
    return true;
  }

  async take(): Promise<void> {
    const agent = this.agent();
    const { taskId, id, state } = this.thread() ?? {};
    if (
      agent !== undefined &&
      taskId !== undefined &&
      id !== undefined &&
      (state === "queued" || state === "deferred")
    ) {
      await this.stage.take({ taskId, threadId: id }, agent.id);
    }
  }

  /** No agent takes it in time. */
  async ignore(): Promise<void> {
    const { taskId } = this.thread() ?? {};
    if (taskId !== undefined) {
      await this.stage.ignore(taskId);
    }
  }

  async answer(text: string): Promise<void> {
    const { id, agentId = this.agent()?.id } = this.thread() ?? {};
    if (id !== undefined && agentId !== undefined) {
      await this.stage.answer(id, agentId, text);
    }
  }

  async close(): Promise<void> {
    // Webchat shows an answer before the desk shows the intervention that it began.
    await waitUntil(() => this.thread()?.interventionId !== undefined, DESK_LAG_MS).outcome;
    const { interventionId, agentId = this.agent()?.id } = this.thread() ?? {};
    if (interventionId !== undefined && agentId !== undefined) {
      await this.stage.close(interventionId, agentId);
    }
  }

  is(...states: ThreadView["state"][]): boolean {
    const state = this.thread()?.state;
    return state !== undefined && states.includes(state);
  }

  hasOnDesk(text: string): boolean {
    return this.thread()?.messages.some((message) => message.author === "customer" && message.text === text) === true;
  }

  private thread(): ThreadView | undefined {
    return this.stage.view()?.desk.threads.find(({ id }) => id === this.threadId);
  }

  private agent() {
    const agents = this.stage.view()?.desk.agents;
    return agents?.find(({ status }) => status === "available") ?? agents?.[0];
  }
}
