/**
 * Handover on route `bridge`: the customer stays on a channel of Cognigy. A conversation is opened on Engage's Channel
 * SDK source and recategorised; from then on the relay carries what the customer writes.
 */
import { toBriefingData, toBriefingText } from "../../core/briefing";
import type { CategoryChange } from "../../core/categories";
import { toContextData } from "../../core/contextData";
import { EngageError, type StoredError, toEngageError, toStoredError } from "../../core/errors";
import { toBaseLanguage } from "../../core/languageCategories";
import type { Mask } from "../../core/masking/createMask";
import {
  toCustomerWords,
  toOpeningBody,
  toShownRequest,
  toTranscript,
  withoutRequest,
} from "../../core/openingMessage";
import { toAuthor } from "../../core/profile";
import type { EngageClient } from "../../engage/engageClient";
import type { RealtimeMessage } from "../../engage/realtime";
import { type Recategorization, recategorizeThread } from "../../engage/recategorizeThread";
import type { FoundThread } from "../../engage/resources/threads";
import { writeControl } from "../../protocol/control";
import { toHandoverId } from "../../protocol/messageIds";
import { writeOpeningContext } from "../../protocol/openingContext";
import { checkBusinessHours } from "../shared/checkBusinessHours";
import { maskReference, toReference, unknownConversation } from "../shared/conversation";
import { readMask } from "../shared/masking";
import {
  checkAgents,
  decideHandover,
  describeAgents,
  type HandoverOutcome,
  type HandoverRun,
  isNobodyThere,
  toHandoverChange,
} from "./handoverPlan";
import { routeByTask, toRoutingWish } from "./routing";

/** Imports take a moment. Looks at the thread get rarer, and stop in time for the recategorisation. */
const FIRST_LOOK_MS = 300;
const MAX_PAUSE_MS = 2_000;
const TIME_FOR_THE_REST_MS = 4_000;

export async function handOverByBridge(node: HandoverRun): Promise<HandoverOutcome> {
  const { config, connection, claims, engage } = node;
  if (config.conversation === "auto" && !claims.relay && connection.bridgeSourceId() === undefined) {
    throw unknownConversation();
  }
  const change = toHandoverChange(node);
  const mask = readMask(config);
  const wish = toRoutingWish(config);
  const { realtime } = connection.bridge();
  if (!claims.relay) {
    throw new EngageError(
      "relay_missing",
      "The customer's Endpoint has no engage-relay, so the bot would keep talking over the agent.",
      {
        hint: "Paste the engage-relay transformer into the Endpoint that the customer uses, with the same Realtime Access Token as the Connection, and switch its toggles on.",
      },
    );
  }
  const ref = toReference(node);
  const [agentCategoryId = ""] = change.add;
  const nothing = { route: "bridge", threadId: null, categoriesBefore: null, categoriesAfter: null };
  const { closed, hours } = await checkBusinessHours(node, async () => realtime.sourceId);
  const isWithThem = claims.relay.handover === "on";
  if (closed && !isWithThem) {
    return { exit: "onOutsideHours", result: { ...closed, ...nothing, agents: null } };
  }
  const check = await checkAgents(node, agentCategoryId, realtime.sourceId);
  const agents = describeAgents(check);
  if (isNobodyThere(check) && !isWithThem) {
    return {
      exit: "onNoAgentAvailable",
      result: { status: "noAgentAvailable", ...nothing, agents, ...(hours && { hours }) },
    };
  }

  const history = await readHistory(node, mask);
  const briefing = toBriefingText(config, mask) ?? "";
  const message = toOpeningMessage(node, ref, change, { ...history, briefing, mask });
  await engage.openRealtime(realtime).createMessage(message);
  // At once: what the customer writes while Engage imports the message belongs to the agent, after it.
  sayAccepted(node, message);
  const { threadId, written, unconfirmed } = await recategorizeImported(
    node,
    ref,
    realtime.sourceId,
    change,
    message.id,
  );
  const routed =
    wish && (written ? await routeByTask(engage, written.thread.id, wish, check.receivers) : { routing: "none" });
  return {
    exit: "onHandedOver",
    result: {
      // Pending: Receive Engage Events recategorises when Engage announces the import.
      status: written ? (written.changed ? "handedOver" : "alreadyHandedOver") : "pending",
      ...(unconfirmed && { unconfirmed }),
      route: "bridge",
      threadId: threadId ?? null,
      reference: maskReference(ref),
      messageId: message.id,
      transcript: history.status,
      agents,
      ...(hours && { hours }),
      categoriesBefore: written?.before ?? null,
      categoriesAfter: written?.after ?? null,
      ...(briefing !== "" && { briefing: "openingMessage" }),
      ...routed,
    },
  };
}

interface Imported {
  threadId?: string | undefined;
  written?: Recategorization | undefined;
  /** Why it isn't known whether agents have the conversation already. */
  unconfirmed?: StoredError;
}

/**
 * Engage has the message, and so will the agents. What can't be confirmed now is pending, not failed; only what Engage
 * refuses for a reason that lasts ends the handover again.
 */
async function recategorizeImported(
  node: HandoverRun,
  ref: string,
  sourceId: string,
  change: CategoryChange,
  handoverId: string,
): Promise<Imported> {
  const { api, engage } = node;
  let threadId: string | undefined;
  try {
    const thread = await awaitThread(engage, ref, sourceId);
    threadId = thread?.id;
    return {
      threadId,
      written: thread && (await recategorizeThread(engage, thread.id, decideHandover(change))),
    };
  } catch (thrown) {
    const error = toEngageError(thrown);
    // A message to a closed conversation opens it again.
    if (!error.retryable && error.code !== "thread_closed") {
      api.output("", { ...writeControl("relay", node.sealing, { action: "end", handoverId }, node.newId()) });
      throw error;
    }
    api.log(
      "warn",
      `RingCentral Engage handoverToRingCentral: ${error.code}: ${error.message} The handover is pending.`,
    );
    return { threadId, unconfirmed: toStoredError(error) };
  }
}

interface History {
  status: "included" | "none" | "unavailable";
  transcript: string;
  /** What the agent is to answer. */
  request: string;
}

/** An agent without the transcript is better than no agent. */
async function readHistory(node: HandoverRun, mask: Mask): Promise<History> {
  const { api, config, input } = node;
  const entries =
    config.transcript === undefined && config.transcriptTurns > 0
      ? await api.readTranscript(config.transcriptTurns)
      : [];
  const words = config.openingMessage ?? toCustomerWords(input.text);
  const transcript =
    config.transcript === undefined
      ? toTranscript(entries ?? [], words, mask)
      : withoutRequest(config.transcript, words);
  return {
    status: entries === undefined ? "unavailable" : transcript === "" ? "none" : "included",
    transcript,
    request: config.openingMessage ?? toShownRequest(entries ?? [], words),
  };
}

interface OpeningTexts extends History {
  briefing: string;
  mask: Mask;
}

function toOpeningMessage(
  node: HandoverRun,
  ref: string,
  change: CategoryChange,
  { briefing, transcript, request, mask }: OpeningTexts,
): RealtimeMessage {
  const { config, input, profile, nowMs } = node;
  const nowIso = new Date(nowMs).toISOString();
  const mapping = Object.fromEntries(
    Object.entries(config.profileMapping).map(([from, to]) => [from, typeof to === "string" ? to.trim() : ""]),
  );
  const language = toBaseLanguage(config.spokenLanguage ?? input.language);
  // Should the import outlast this node, Receive Engage Events reads here who was meant to get the conversation.
  const isSpecial = config.agentCategory !== undefined || change.add.length > 1;
  const contextData = {
    ...toContextData(config.contextData),
    ...toBriefingData(config, mask),
    ...(isSpecial && writeOpeningContext(change.add)),
  };
  return {
    id: toHandoverId(input.inputId || node.newId()),
    thread_id: ref,
    author: toAuthor(
      input.userId,
      profile,
      nowIso,
      config.sendProfile ? { mapping, onlyWithConsent: config.onlyWithConsent } : undefined,
    ),
    // Masked before anything is cut, since half a number would not be recognised.
    body: toOpeningBody(mask(transcript), mask(request), briefing) || "The customer asks for an agent.",
    format: "text",
    actions: ["show", "reply"],
    created_at: nowIso,
    ...(language !== undefined && { language }),
    ...(Object.keys(contextData).length > 0 && { context_data: contextData }),
  };
}

/** `undefined` when the import takes longer than the node may wait. */
async function awaitThread(engage: EngageClient, ref: string, sourceId: string): Promise<FoundThread | undefined> {
  for (let look = 0; ; look++) {
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_LOOK_MS * 2 ** look);
    if (engage.timeLeftMs() - pauseMs < TIME_FOR_THE_REST_MS) {
      return undefined;
    }
    await engage.clock.sleep(pauseMs);
    // Documents name both keywords; the exact comparison makes either safe.
    const thread = await engage.findThreadByForeignId(ref, sourceId, look % 3 === 2 ? "foreign_id" : "foreign");
    if (thread) {
      return thread;
    }
  }
}

/** One output: what the customer reads, and the sealed word to the relay that the handover has begun. */
function sayAccepted({ api, config, newId, sealing }: HandoverRun, opening: RealtimeMessage): void {
  const { id: handoverId, thread_id: ref, author } = opening;
  const control = writeControl(
    "relay",
    sealing,
    { action: "start", handoverId, ref, name: author.screenname },
    newId(),
  );
  api.output(config.acceptedMessage ?? "", { ...control });
}
