/** Asks Engage whether it is open, and keeps "closed" apart from "can't tell". */
import { EngageError, toStoredError } from "../../core/errors";
import { describeOpening } from "../../core/hours/describeOpening";
import { toLocalIso } from "../../core/hours/localTime";
import { type BusinessHours, readBusinessHours, type WantedSheet } from "../../engage/readBusinessHours";
import type { Source } from "../../engage/resources/catalogue";
import type { BusinessHoursConfig } from "./businessHoursFields";
import type { NodeRun } from "./defineNode";
import { within } from "./within";

type Json = Record<string, unknown>;

export interface HoursCheck {
  /** The node's result where nobody is to be asked for, because it is closed. */
  closed?: { status: "outsideHours" } & Json;
  /** For the result otherwise; absent when the node doesn't check. */
  hours?: Json;
  /** Was read on the way. */
  source?: Source;
}

export type Situation = Pick<NodeRun<BusinessHoursConfig>, "api" | "config" | "engage" | "input" | "nowMs">;

/** The handover itself needs the rest of the node's time. */
const HOURS_MS = 4_000;

export async function askBusinessHours(
  node: Situation,
  findSourceId: () => Promise<string | undefined>,
): Promise<HoursCheck> {
  const { api, config } = node;
  const reading = await readInTime(node, await toWantedSheet(config, findSourceId));
  const source = reading.source && { source: reading.source };
  const warn = (text: string) => api.log("warn", `RingCentral Engage business hours: ${text}`);
  if (reading.state === "unknown") {
    const { reason } = reading;
    warn(`${reason.code}: ${reason.message} They count as ${config.whenHoursUnknown}.`);
    const unknown = toStoredError(reason);
    return config.whenHoursUnknown === "closed"
      ? { ...source, closed: { ...CLOSED_UNKNOWN, engageAutoReply: toAutoReply(reading.source), unknown } }
      : { ...source, hours: { status: "unknown", reason: unknown } };
  }
  for (const note of reading.notes) {
    warn(note);
  }
  return reading.state === "open"
    ? { ...source, hours: describeOpen(reading) }
    : { ...source, closed: describeClosed(node, reading) };
}

async function toWantedSheet(
  { businessHours, timeSheetId }: BusinessHoursConfig,
  findSourceId: () => Promise<string | undefined>,
): Promise<WantedSheet | undefined> {
  if (businessHours === "sheet") {
    if (timeSheetId === undefined) {
      throw new EngageError("configuration", "No time sheet is chosen for the business hours.", {
        hint: 'Open the node and choose one in the field "Time sheet".',
      });
    }
    return { timeSheetId };
  }
  const sourceId = await findSourceId();
  return sourceId === undefined ? undefined : { sourceId };
}

async function readInTime({ engage }: Situation, wanted: WantedSheet | undefined): Promise<BusinessHours> {
  if (wanted === undefined) {
    const reason = new EngageError("hours_unknown", "The source of this conversation isn't known.", {
      hint: "Choose a time sheet in the node.",
    });
    return { state: "unknown", reason };
  }
  const late = new EngageError("timeout", `Engage did not show the hours within ${HOURS_MS / 1_000} seconds.`, {
    retryable: true,
  });
  try {
    return await within(HOURS_MS, readBusinessHours(engage, wanted), () => late);
  } catch (thrown) {
    if (thrown === late) {
      return { state: "unknown", reason: late };
    }
    throw thrown;
  }
}

type Open = Extract<BusinessHours, { state: "open" }>;
type Closed = Extract<BusinessHours, { state: "closed" }>;

function describeOpen({ closesAt, sheet, zone, notes }: Open): Json {
  return {
    status: "open",
    closesAt: closesAt === undefined ? null : toLocalIso(zone, closesAt),
    timeZone: zone.name,
    sheet: { id: sheet.id, label: sheet.label },
    ...(notes.length > 0 && { notes }),
  };
}

function describeClosed({ input, nowMs }: Situation, closed: Closed): { status: "outsideHours" } & Json {
  const { opensAt, closesAt, reason, sheet, source, zone, notes } = closed;
  return {
    status: "outsideHours",
    reason,
    opensAt: opensAt === undefined ? null : toLocalIso(zone, opensAt),
    opensAtText: opensAt === undefined ? null : describeOpening(opensAt, nowMs / 1_000, zone, input.language),
    closesAt: closesAt === undefined ? null : toLocalIso(zone, closesAt),
    timeZone: zone.name,
    sheet: { id: sheet.id, label: sheet.label },
    engageAutoReply: toAutoReply(source),
    ...(notes.length > 0 && { notes }),
  };
}

const CLOSED_UNKNOWN = {
  status: "outsideHours",
  reason: "unknown",
  opensAt: null,
  opensAtText: null,
  closesAt: null,
  timeZone: null,
  sheet: null,
} as const;

/** Whether Engage itself writes to customers outside of its hours; then the bot should not say it again. */
function toAutoReply(source: Source | undefined): boolean | null {
  return source ? (source.auto_response_trigger_enabled?.out_of_office_hours_message ?? false) : null;
}
