/** Does what a person asked for, in the account as people act in it. Throws an EngageRefusal where the platform refuses. */
import { EngageRefusal } from "../engage/domain/EngageRefusal";
import { find } from "../engage/domain/find";
import { answerSurvey } from "../engage/domain/surveys";
import { moveTask } from "../engage/domain/tasks";
import type { EngageStandIn } from "../engage/startEngage";
import type { Customers } from "./Customers";
import type { Command } from "./commands";
import type { FaultSwitch } from "./FaultSwitch";
import { isRateable } from "./isRateable";
import { moveClock, type Timekeeping } from "./moveClock";
import { settleInTime } from "./settlePlatforms";
import { setShopHours } from "./shopHours";
import type { Typing } from "./Typing";
import type { Uploads } from "./Uploads";

export interface CommandSurroundings extends Timekeeping {
  customers: Customers;
  typing: Typing;
  uploads: Uploads;
  faults: FaultSwitch;
  /** Of the page, for the addresses of files. */
  url: string;
  reset(): Promise<void>;
}

/** What people do on the platforms. */
export type PlatformCommand = Exclude<Command, { type: "setReadings" | "saveScript" | "readScript" }>;

type File = Extract<Command, { type: "uploadFile" }>["file"];

/** In real accounts hours or days, as the agent chooses. */
const DEFERRAL_MS = 60_000;
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** What the page gets as an answer. */
export async function carryOutCommand(
  command: PlatformCommand,
  surroundings: CommandSurroundings,
): Promise<Record<string, unknown>> {
  const { engage, customers, typing, uploads, faults } = surroundings;
  const { domain, seed } = engage;
  switch (command.type) {
    case "customerWrites":
      customerWrites(command, surroundings);
      return {};
    case "customerTypes":
      typing.customerTypes(find(domain.identities, command.customerId).id, command.text);
      return {};
    case "uploadFile": {
      checkSize(command.file);
      const { path, name, contentType } = uploads.add(command.file);
      return { url: `${surroundings.url}${path}`, name, contentType };
    }
    case "newCustomer":
      return { customerId: customers.add(command.name).id };
    case "setAgentStatus":
      for (const channel of domain.channels.values()) {
        domain.setPresence(command.agentId, channel.id, {
          status: command.status === "offline" ? null : command.status,
        });
      }
      return {};
    case "answerSurvey":
      answerLastSurvey(command, engage);
      return {};
    case "ignoreTask":
      moveTask(domain, command.taskId, "undelivered");
      return {};
    case "takeTask":
      domain.agentTakes(command.taskId, command.agentId);
      return {};
    case "agentReplies": {
      const { threadId, agentId, text, format, attachment } = command;
      const attachmentIds = attachment ? [store(engage, attachment)] : undefined;
      domain.agentReplies(threadId, agentId, text, { bodyFormat: format, attachmentIds });
      typing.agentTypes(threadId, false);
      return {};
    }
    case "agentTypes":
      await agentTypes(command, surroundings);
      return {};
    case "deferThread": {
      const { id } = domain.agentDefers(command.threadId, command.agentId);
      endDeferralLater(surroundings, id);
      return {};
    }
    case "transferTask": {
      const { taskId, to } = command;
      const agentIds = "agentId" in to ? [to.agentId] : find(domain.teams, to.teamId).user_ids;
      domain.agentTransfers(taskId, { agentIds });
      return {};
    }
    case "closeIntervention":
      domain.agentCloses(command.interventionId, command.agentId);
      return {};
    case "categorizeThread":
      domain.categorizeThread(command.threadId, command.categoryIds, seed.agents.ana.id);
      return {};
    case "setFaults":
      faults.set(command.faults);
      return {};
    case "resetFaults":
      faults.reset();
      return {};
    case "moveClock":
      await moveClock(command.seconds * 1000, surroundings);
      return {};
    case "setShopHours":
      setShopHours(engage, command.hours);
      return {};
    case "resetSandbox":
      // Without faults it ends sooner.
      faults.reset();
      // What is under way would go on in the emptied account, and its runs would stay on the page.
      await settleInTime(engage, surroundings.cognigy);
      await surroundings.reset();
      return {};
    default:
      return command satisfies never;
  }
}

function customerWrites(
  { customerId, text, attachment, reply }: Extract<Command, { type: "customerWrites" }>,
  { engage, typing }: CommandSurroundings,
): void {
  const { domain, seed } = engage;
  if (text.trim() === "" && !attachment) {
    throw new EngageRefusal("invalid", "Write something, or add a file.");
  }
  typing.customerTypes(customerId, "");
  domain.customerWrites({
    sourceId: seed.sources.messaging.id,
    identityId: find(domain.identities, customerId).id,
    body: text,
    ...(attachment && { attachmentIds: [store(engage, attachment)] }),
    // The answer to a structured message is a content of its own that names the message.
    ...(reply && {
      inReplyToId: find(domain.contents, reply.inReplyTo).id,
      structuredReply: reply.payload === undefined ? {} : { payload: reply.payload },
    }),
  });
}

function answerLastSurvey(
  { customerId, score }: Extract<Command, { type: "answerSurvey" }>,
  { domain }: EngageStandIn,
): void {
  const last = [...domain.interventions.values()].filter(({ identity_id }) => identity_id === customerId).at(-1);
  if (!isRateable(domain, last, domain.contents.values())) {
    throw new EngageRefusal("invalid", "Engage asks after a conversation with an agent, and there is none.");
  }
  answerSurvey(domain, last.id, { mainIndicator: score, scaled: (score - 1) / 4 });
}

/** Engage's documents say that typing is sent to Channel SDK endpoints, but not how; the actions of the other direction are the safest reading. */
async function agentTypes(
  { threadId, isTyping }: Extract<Command, { type: "agentTypes" }>,
  { engage, typing }: CommandSurroundings,
): Promise<void> {
  const { domain, sdk } = engage;
  const thread = find(domain.threads, threadId);
  const isNews = isTyping !== typing.threadsWithAgent.has(threadId);
  typing.agentTypes(threadId, isTyping);
  if (!isNews) {
    return;
  }
  const source = find(domain.sources, thread.source_id);
  if (!source.sdk?.baseUri || !source.sdk.implementation.options.includes("messaging.typing_indicator")) {
    return;
  }
  await sdk.send(source.id, isTyping ? "typing.start" : "typing.stop", { thread_id: thread.foreign_id });
}

/** Public, since Channel SDK sources take no others. */
function store({ domain }: EngageStandIn, file: File): string {
  const bytes = checkSize(file);
  const id = domain.newId("attachment");
  domain.attachments.set(id, {
    id,
    filename: file.name,
    content_type: file.contentType,
    size: bytes.length,
    isPublic: true,
    foreign_id: null,
    bytes,
    ...domain.timestamps(),
  });
  return id;
}

function checkSize({ content }: File): Buffer {
  const bytes = Buffer.from(content, "base64");
  if (bytes.length > MAX_FILE_BYTES) {
    throw new EngageRefusal("invalid", "The file has more than 5 MB.");
  }
  return bytes;
}

function endDeferralLater({ engage: { domain }, clock }: CommandSurroundings, interventionId: string): void {
  const intervention = domain.interventions.get(interventionId);
  const end = () => {
    const isStillDeferred = intervention?.deferred_at != null && !intervention.closed;
    if (isStillDeferred && domain.interventions.get(interventionId) === intervention) {
      domain.deferralEnds(interventionId);
    }
  };
  clock.after(DEFERRAL_MS, end);
}
