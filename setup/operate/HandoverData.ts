/** What `report` reads from Engage: ids and times, no words and no people. */
import * as z from "zod";

const handoverSchema = z.object({
  threadId: z.string(),
  at: z.string(),
  categoryIds: z.array(z.string()),
});
const takeUpSchema = z.object({ threadId: z.string(), at: z.string() });
const ratingSchema = z.object({
  interventionId: z.string(),
  grade: z.number().nullable(),
  responseId: z.string().nullable(),
});

/** What could not be read. */
const gapSchema = z.object({ message: z.string(), fix: z.string() });
export type ReportGap = z.output<typeof gapSchema>;

/** How far each reading has come. */
const progressSchema = z.object({ offset: z.number(), isDone: z.boolean() });
export type ReadingProgress = z.output<typeof progressSchema>;

export const handoverDataSchema = z.object({
  version: z.literal(1),
  from: z.string(),
  to: z.string(),
  journal: progressSchema,
  interventions: progressSchema,
  tasks: progressSchema,
  rehearsals: progressSchema,
  handovers: z.array(handoverSchema),
  takeUps: z.array(takeUpSchema),
  /** Of threads of the bot's user closed by agents or Engage. */
  closed: z.array(takeUpSchema),
  ratings: z.array(ratingSchema),
  rehearsalThreadIds: z.array(z.string()),
  /** Conversations that nobody could take, and that wait: at the time of reading. */
  undeliveredNow: z.number().nullable(),
  waitingNow: z.number().nullable(),
  gaps: z.array(gapSchema),
});
export type HandoverData = z.output<typeof handoverDataSchema>;

export function emptyData(from: string, to: string): HandoverData {
  const start = { offset: 0, isDone: false };
  return {
    version: 1,
    from,
    to,
    journal: { ...start },
    interventions: { ...start },
    tasks: { ...start },
    rehearsals: { ...start },
    handovers: [],
    takeUps: [],
    closed: [],
    ratings: [],
    rehearsalThreadIds: [],
    undeliveredNow: null,
    waitingNow: null,
    gaps: [],
  };
}
