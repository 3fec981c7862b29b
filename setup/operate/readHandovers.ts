/**
 * Reads the period page by page, within half of the request budget: the journal for handovers, interventions and tasks
 * for who took them up. Continues where an interrupted run has stopped.
 */
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { PAGE_SIZE } from "../../src/engage/rest";
import { flag, id, idList, optionalId, optionalText, pageOf } from "../../src/engage/schema";
import type { Account } from "../engage/account";
import type { CallPace } from "../engage/createPace";
import { hasRehearsalMark, REHEARSAL_WORD } from "../rehearse/rehearsalMark";
import type { HandoverData, ReadingProgress, ReportGap } from "./HandoverData";

const eventSchema = z.object({
  id: id(),
  name: optionalText(),
  user_id: optionalId(),
  created_at: optionalText(),
  /** Declared unreliable: nothing in it is counted on. */
  extra_infos: z.nullish(
    z.looseObject({
      content_thread_id: optionalId(),
      content_source_id: optionalId(),
      category_ids: idList(),
    }),
  ),
});
const interventionSchema = z.object({
  id: id(),
  thread_id: optionalId(),
  source_id: optionalId(),
  user_id: optionalId(),
  created_at: optionalText(),
  closed: flag(),
  closed_at: optionalText(),
  satisfaction_grade: z.optional(z.unknown()),
  satisfaction_answered_at: optionalText(),
  survey_response_id: optionalId(),
});
const taskSchema = z.object({
  id: id(),
  thread_id: optionalId(),
  accepted_at: optionalText(),
});

export const ADD_RIGHT = "Add the right to the role of the token's user, under Admin > Roles.";

const contentSchema = z.object({
  id: id(),
  thread_id: optionalId(),
  body: optionalText(),
  created_at: optionalText(),
});
/** Of messages with the word of a rehearsal: few, unless Engage's search ignores the word. */
const MAX_MARKED = 10 * PAGE_SIZE;

const NAMES = ["content_thread.recategorized", "content_thread.categorized"];

export interface HandoverReading {
  account: Account;
  pace: CallPace;
  data: HandoverData;
  botUserId: string;
  botCategoryId: string;
  agentCategoryId: string;
  /** Empty: all sources. */
  sourceIds: readonly string[];
  /** How many tasks are looked at: Engage keeps all that there ever were. */
  maxTasks: number;
  save(): Promise<void>;
}

export async function readHandovers(reading: HandoverReading): Promise<void> {
  await readJournal(reading);
  await readInterventions(reading);
  await readTasks(reading);
  await readRehearsals(reading);
  await readNow(reading);
}

async function readJournal(reading: HandoverReading): Promise<void> {
  const { account, data, agentCategoryId, sourceIds } = reading;
  const q = `${NAMES.map((name) => `name_in:"${name}"`).join(" ")} created_after:"${data.from}" order:"created_at.asc"`;
  /** Who had the thread before: only the change to agents is a handover. */
  const withAgents = new Set(data.handovers.map(({ threadId }) => threadId));
  await readPages(reading, data.journal, { what: "the journal (right search_event)" }, async (offset) => {
    const { records } = await account.rest({
      method: "GET",
      path: ["events"],
      query: { q, offset, limit: PAGE_SIZE },
      schema: pageOf(eventSchema),
    });
    for (const { created_at, extra_infos } of records) {
      const threadId = extra_infos?.content_thread_id;
      const sourceId = extra_infos?.content_source_id;
      const isForeign = sourceIds.length > 0 && sourceId != null && !sourceIds.includes(sourceId);
      if (!threadId || !created_at || isForeign) {
        continue;
      }
      const categoryIds = extra_infos?.category_ids ?? [];
      const isHandedOver = categoryIds.includes(agentCategoryId) && !categoryIds.includes(reading.botCategoryId);
      if (isHandedOver && !withAgents.has(threadId)) {
        data.handovers.push({
          threadId,
          at: created_at,
          categoryIds: categoryIds.filter((one) => one !== agentCategoryId),
        });
      }
      if (isHandedOver) {
        withAgents.add(threadId);
      } else {
        withAgents.delete(threadId);
      }
    }
    return records.length === PAGE_SIZE;
  });
}

async function readInterventions(reading: HandoverReading): Promise<void> {
  const { account, data, botUserId, sourceIds } = reading;
  await readPages(reading, data.interventions, { what: "interventions" }, async (offset) => {
    const { records } = await account.rest({
      method: "GET",
      path: ["interventions"],
      query: { sort: "created_at", offset, limit: PAGE_SIZE },
      schema: pageOf(interventionSchema),
    });
    for (const one of records) {
      const isForeign = sourceIds.length > 0 && one.source_id !== null && !sourceIds.includes(one.source_id);
      if (isForeign || one.thread_id === null || one.created_at === null || one.created_at < data.from) {
        continue;
      }
      if (one.user_id !== botUserId) {
        data.takeUps.push({ threadId: one.thread_id, at: one.created_at });
      }
      if (one.closed && one.closed_at !== null) {
        data.closed.push({ threadId: one.thread_id, at: one.closed_at });
      }
      if (one.satisfaction_answered_at !== null || one.survey_response_id !== null) {
        const grade = Number(one.satisfaction_grade ?? Number.NaN);
        data.ratings.push({
          interventionId: one.id,
          grade: Number.isFinite(grade) ? grade : null,
          responseId: one.survey_response_id,
        });
      }
    }
    // Newest first: the rest is older than the period.
    const oldest = records.at(-1)?.created_at;
    return records.length === PAGE_SIZE && (oldest == null || oldest >= data.from);
  });
}

async function readTasks(reading: HandoverReading): Promise<void> {
  const { account, data, maxTasks } = reading;
  const limit = {
    most: maxTasks,
    gap: {
      message: `Only ${maxTasks} processed tasks were read. Engage lists those of a high priority first, so new ones may be among the rest.`,
      fix: "Take waiting times and abandoned handovers from Engage's own statistics.",
    },
  };
  await readPages(reading, data.tasks, { what: "tasks (right monitor_tasks)", limit }, async (offset) => {
    const { records } = await account.rest({
      method: "GET",
      path: ["tasks"],
      query: { queue: "history", offset, limit: PAGE_SIZE },
      schema: pageOf(taskSchema),
    });
    for (const { thread_id, accepted_at } of records) {
      if (thread_id !== null && accepted_at !== null && accepted_at >= data.from) {
        data.takeUps.push({ threadId: thread_id, at: accepted_at });
      }
    }
    // By priority first: behind old ones there may be new ones of a lower priority.
    return records.length === PAGE_SIZE;
  });
}

/** A rehearsal is no customer, and the bot's own user plays its agent. */
async function readRehearsals(reading: HandoverReading): Promise<void> {
  const { account, data } = reading;
  const limit = {
    most: MAX_MARKED,
    gap: {
      message: `Only the newest ${MAX_MARKED} messages were searched for rehearsals, so the figures may contain older ones.`,
      fix: "Choose a shorter period with --since.",
    },
  };
  const what = "messages, so the figures may contain rehearsals";
  await readPages(reading, data.rehearsals, { what, limit }, async (offset) => {
    const { records } = await account.rest({
      method: "GET",
      path: ["contents"],
      query: { q: `text:"${REHEARSAL_WORD}" order:created_at.desc`, offset, limit: PAGE_SIZE },
      schema: pageOf(contentSchema),
    });
    for (const { thread_id, body } of records) {
      if (thread_id !== null && hasRehearsalMark(body ?? "")) {
        data.rehearsalThreadIds.push(thread_id);
      }
    }
    const oldest = records.at(-1)?.created_at;
    return records.length === PAGE_SIZE && (oldest == null || oldest >= data.from);
  });
}

/** Only what is the case now can be counted. */
async function readNow({ account, pace, data }: HandoverReading): Promise<void> {
  const count = async (queue: string): Promise<number | null> => {
    await pace.next();
    try {
      const query = { queue, limit: 1 };
      return (await account.rest({ method: "GET", path: ["tasks"], query, schema: pageOf(taskSchema) })).count;
    } catch (error) {
      if (isNotAllowed(error)) {
        return null;
      }
      throw error;
    }
  };
  data.undeliveredNow = await count("undelivered");
  data.waitingNow = await count("global");
}

async function readPages(
  { pace, data, save }: HandoverReading,
  progress: ReadingProgress,
  { what, limit }: { what: string; limit?: { most: number; gap: ReportGap } },
  readPage: (offset: number) => Promise<boolean>,
): Promise<void> {
  while (!progress.isDone) {
    await pace.next();
    try {
      const goesOn = await readPage(progress.offset);
      progress.offset += PAGE_SIZE;
      progress.isDone = !goesOn;
      if (goesOn && limit !== undefined && progress.offset >= limit.most) {
        data.gaps.push(limit.gap);
        progress.isDone = true;
      }
    } catch (error) {
      if (!isNotAllowed(error)) {
        throw error;
      }
      data.gaps.push({ message: `The token may not read ${what}.`, fix: ADD_RIGHT });
      progress.isDone = true;
    }
    await save();
  }
}

function isNotAllowed(error: unknown): boolean {
  return error instanceof EngageError && (error.code === "forbidden" || error.code === "not_found");
}
