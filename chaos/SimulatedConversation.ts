/** Customers and agents who do what the plan says, where it is possible at that moment. */
import type { SocketClient } from "../sandbox/cognigy/startCognigy";
import { reopenIntervention } from "../sandbox/engage/domain/interventions";
import type { Intervention, Task } from "../sandbox/engage/domain/records";
import { actOnAccount } from "./actOnAccount";
import { CANCEL_PHRASE, SAYS } from "./flows";
import type { Observer } from "./Observer";
import type { Act, ConversationPlan, Step } from "./Plan";
import type { Platforms } from "./Platforms";
import type { ConversationRecord } from "./Records";
import { draw } from "./random";
import {
  AGENTS_CHOICES,
  type AgentsExtra,
  agentsFile,
  CHOICE,
  type Extra,
  MARKUP,
  richMessage,
  webchatFile,
} from "./richMessages";

const ENDING: readonly Act[] = ["cancel", "close", "giveBack"];

/** What became of a step. */
type Outcome = string;

export class SimulatedConversation {
  private client: SocketClient | undefined;
  private threadId: string | undefined;
  private identityId: string | undefined;
  private lastText: string | undefined;
  /** How many news of handovers the customer had when somebody last ended one. */
  private newsAtEnd = 0;

  constructor(
    readonly plan: ConversationPlan,
    private readonly record: ConversationRecord,
    private readonly platforms: Platforms,
    private readonly observer: Observer,
  ) {}

  perform(step: Step): void {
    this.observer.isPersonActing = true;
    const outcome = this.attempt(step);
    this.observer.isPersonActing = false;
    this.record.steps.push({ atMs: this.observer.now(), act: step.act, outcome });
    this.observer.note(this.plan.name, `* ${step.act} (step ${step.id}): ${outcome}`);
  }

  private attempt(step: Step): Outcome {
    try {
      return this.act(step);
    } catch (error) {
      // Engage refuses what is not possible now, as the console would.
      return `refused: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  private act(step: Step): Outcome {
    if (ENDING.includes(step.act)) {
      this.newsAtEnd = this.news().length;
    }
    switch (step.act) {
      case "write":
        return this.write(step, 0, "Question");
      case "askForAgent":
        return this.write(step, 0, "I want an agent");
      case "burst":
        for (const number of [0, 1, 2]) {
          this.write(step, number, "Quick words");
        }
        return "wrote three times";
      case "repeat":
        return this.lastText === undefined ? "nothing to repeat" : this.send(step, this.lastText);
      case "cancel":
        if (this.plan.route === "channel") {
          return "no cancel phrase on this route";
        }
        return this.send(step, CANCEL_PHRASE);
      case "writeMarkup":
        return this.write(step, 0, MARKUP);
      case "askForChoices":
        return this.write(step, 0, "Show me choices");
      case "sayGoodbye":
        return this.write(step, 0, "Goodbye");
      case "sendFile":
        return this.send(step, `File ${this.token(step, 0)}`, "file");
      case "choose":
        return this.send(step, CHOICE.payload, "choice");
      case "shareLocation":
        return this.plan.route === "channel" ? this.send(step, "", "location") : "no locations on this route";
      case "everybodyLeaves":
      case "somebodyIsBack":
      case "tokenExpires":
      case "tokenIsRenewed":
      case "useUpRequests":
        return actOnAccount(this.platforms.engage, step.act);
      case "leave":
        this.client?.disconnect();
        this.client = undefined;
        return "left";
      case "comeBack":
        if (this.plan.route === "bridge") {
          this.connect();
        }
        return "is there";
      default:
        return this.actAsAgent(step);
    }
  }

  private write(step: Step, number: number, words: string): Outcome {
    return this.send(step, `${words} ${this.token(step, number)}`);
  }

  private send(step: Step, text: string, extra?: Extra): Outcome {
    const token = /#.*#/.exec(text)?.[0];
    if (token !== undefined) {
      const writing = { token, atMs: this.observer.now(), act: step.act, holder: this.holder() };
      this.record.customer.push(writing);
      this.lastText = text;
    }
    if (this.plan.route === "bridge") {
      this.connect().send({ text, ...(extra === "file" && { data: { attachments: [webchatFile()] } }) });
    } else {
      this.import(text, extra);
    }
    return text;
  }

  private connect(): SocketClient {
    const { name } = this.plan;
    this.client ??= this.platforms.webchat.connect(`user-${name}`, `session-${name}`);
    return this.client;
  }

  private import(body: string, extra?: Extra): void {
    const { domain, seed } = this.platforms.engage;
    const rich = extra === undefined ? {} : richMessage(domain, extra);
    this.identityId ??= domain.addIdentity({
      communityId: seed.communities.messaging.id,
      foreignId: `visitor-${this.plan.name}`,
      screenname: "Lee",
    }).id;
    const { id: sourceId } = seed.sources.messaging;
    const place = this.threadId === undefined ? {} : { threadId: this.threadId };
    this.threadId = domain.customerWrites({ sourceId, identityId: this.identityId, body, ...rich, ...place }).thread.id;
  }

  /** As certain as it can be from outside: the customer was told, Engage agrees, and nobody has ended it since. */
  private holder(): "bot" | "agents" | undefined {
    const isWithAgents = this.isWithAgents();
    if (this.plan.route === "channel") {
      return isWithAgents ? "agents" : "bot";
    }
    const news = this.news();
    if (!isWithAgents && news.length === 0) {
      return "bot";
    }
    const isOn = news.length > this.newsAtEnd && news.at(-1)?.startsWith(SAYS.connecting);
    const last = this.record.steps.filter(({ act }) => act === "askForAgent" || ENDING.includes(act)).at(-1);
    return isOn && isWithAgents && last?.act === "askForAgent" ? "agents" : undefined;
  }

  /** Of handovers that began or ended, as the customer reads them. */
  private news(): string[] {
    return this.platforms.webchat.sent
      .filter(({ sessionId }) => sessionId === `session-${this.plan.name}`)
      .map(({ text }) => text ?? "")
      .filter((text) => text.startsWith(SAYS.connecting) || text === SAYS.completed || text === SAYS.cancelled);
  }

  private actAsAgent(step: Step): Outcome {
    const { domain, seed } = this.platforms.engage;
    const threadId = this.findThread();
    if (threadId === undefined) {
      return "no conversation";
    }
    const agentId = draw(this.plan.name, "agent", step.id) < 0.5 ? seed.agents.ana.id : seed.agents.ben.id;
    if (step.act === "reopen") {
      return this.reopen(threadId, agentId);
    }
    if (!this.isWithAgents()) {
      return "not with agents";
    }
    const open = this.openIntervention(threadId);
    const task = this.pendingTask(threadId);
    switch (step.act) {
      case "take":
        if (task === undefined || task.queue.startsWith("workbin_")) {
          return "nothing to take";
        }
        domain.agentTakes(task.id, agentId);
        return "took it";
      case "answer":
        return this.answer(step, 0, threadId, open?.user_id ?? agentId);
      case "answers":
        for (const number of [0, 1, 2]) {
          this.answer(step, number, threadId, open?.user_id ?? agentId);
        }
        return "answered three times";
      case "answerMarkup":
        return this.answer(step, 0, threadId, open?.user_id ?? agentId, MARKUP);
      case "answerFile":
        return this.answer(step, 0, threadId, open?.user_id ?? agentId, "File", agentsFile(domain));
      case "answerChoices":
        return this.answer(step, 0, threadId, open?.user_id ?? agentId, "Choose", AGENTS_CHOICES);
      case "defer":
        domain.agentDefers(threadId, agentId);
        return "deferred";
      case "transfer":
        if (task === undefined) {
          return "nothing to transfer";
        }
        domain.agentTransfers(task.id, { userId: agentId, agentIds: [seed.agents.ben.id] });
        return "transferred";
      case "close":
        if (open === undefined) {
          return "nothing to close";
        }
        domain.agentCloses(open.id, agentId);
        return "closed";
      case "recategorise":
        domain.categorizeThread(threadId, [seed.categories.agent.id, seed.categories.billing.id], agentId);
        return "recategorised";
      case "giveBack":
        domain.categorizeThread(threadId, [seed.categories.bot.id], agentId);
        return "gave back to the bot";
      default:
        return "no act of an agent";
    }
  }

  private answer(
    step: Step,
    number: number,
    threadId: string,
    agentId: string,
    words = "Answer",
    extra: AgentsExtra = {},
  ): Outcome {
    const token = this.token(step, number);
    const content = this.platforms.engage.domain.agentReplies(threadId, agentId, `${words} ${token}`, extra);
    this.record.agent.push({ token, atMs: this.observer.now(), contentId: content.id });
    return token;
  }

  /** Closed by mistake: the agent opens the intervention again, and has the conversation again. */
  private reopen(threadId: string, agentId: string): Outcome {
    const { domain, seed } = this.platforms.engage;
    const closed = [...domain.interventions.values()].filter((one) => one.thread_id === threadId).at(-1);
    if (closed === undefined || !closed.closed) {
      return "nothing to reopen";
    }
    domain.categorizeThread(threadId, [seed.categories.agent.id], agentId);
    reopenIntervention(domain, closed, agentId);
    return "reopened";
  }

  private token(step: Step, number: number): string {
    return `#${this.plan.name}.${step.id}.${number}#`;
  }

  private isWithAgents(): boolean {
    const { domain, seed } = this.platforms.engage;
    const ids = domain.threads.get(this.findThread() ?? "")?.thread_category_ids ?? [];
    return ids.includes(seed.categories.agent.id) && !ids.includes(seed.categories.bot.id);
  }

  private findThread(): string | undefined {
    if (this.plan.route === "channel") {
      return this.threadId;
    }
    const { domain } = this.platforms.engage;
    const { name } = this.plan;
    this.identityId ??= [...domain.identities.values()].find(({ foreign_id: id }) => id === `user-${name}`)?.id;
    this.threadId ??= [...domain.contents.values()].find(({ author_id: id }) => id === this.identityId)?.thread_id;
    return this.threadId;
  }

  private openIntervention(threadId: string): Intervention | undefined {
    const { interventions } = this.platforms.engage.domain;
    return [...interventions.values()].filter((one) => one.thread_id === threadId && !one.closed).at(-1);
  }

  private pendingTask(threadId: string): Task | undefined {
    const { tasks } = this.platforms.engage.domain;
    return [...tasks.values()].filter((one) => one.thread_id === threadId && one.completed_at === null).at(-1);
  }
}
