/** REST: time sheets (business hours) and the time zones that an account may choose from. */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find } from "../../domain/find";
import { type TimeSheet, WEEKDAY_HOURS } from "../../domain/records";
import { addTimeSheet, changeTimeSheet, type TimeSheetChange } from "../../domain/timeSheets";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { timeSheetView } from "../views";

export const timeSheetRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/time_sheets",
    operation: "getAllTimeSheets",
    // Active ones first; no right is stated for the list.
    handle(call) {
      const sheets = [...call.domain.timeSheets.values()].sort(
        (one, other) => Number(other.active) - Number(one.active) || one.label.localeCompare(other.label),
      );
      return toPage(call, sheets, timeSheetView);
    },
  },
  {
    method: "GET",
    path: "/time_sheets/:timeSheetId",
    operation: "getTimeSheet",
    handle(call) {
      demandAdministration(call);
      return timeSheetView(readSheet(call));
    },
  },
  {
    method: "POST",
    path: "/time_sheets",
    operation: "createTimeSheet",
    handle(call) {
      demandAdministration(call);
      const change = readChange(call);
      const label = call.parameters.required("label");
      return timeSheetView(addTimeSheet(call.domain, { ...change, label }, call.parameters.text("holidays_region")));
    },
  },
  {
    method: "PUT",
    path: "/time_sheets/:timeSheetId",
    operation: "updateTimeSheet",
    handle(call) {
      demandAdministration(call);
      return timeSheetView(changeTimeSheet(call.domain, readSheet(call), readChange(call)));
    },
  },
  {
    method: "DELETE",
    path: "/time_sheets/:timeSheetId",
    operation: "deleteTimeSheet",
    handle(call) {
      demandAdministration(call);
      const sheet = readSheet(call);
      call.domain.timeSheets.delete(sheet.id);
      return timeSheetView(sheet);
    },
  },
  {
    method: "GET",
    path: "/timezones",
    operation: "getAllTimezones",
    handle: (call) => call.domain.timeZones.map((zone) => ({ ...zone })),
  },
];

/** The one flag of a role that concerns time sheets; that it also decides who sees them is an assumption. */
function demandAdministration(call: Call): void {
  call.demandRight("update_time_sheet");
}

function readSheet(call: Call): TimeSheet {
  return find(call.domain.timeSheets, call.pathId("timeSheetId"));
}

/** `timezone` can be read only. */
function readChange({ parameters }: Call): TimeSheetChange {
  const active = parameters.flag("active");
  const label = parameters.has("label") ? (parameters.text("label") ?? "") : undefined;
  const sourceIds = parameters.list("source_ids");
  const hours = WEEKDAY_HOURS.filter((name) => parameters.has(name)).map((name) => [name, parameters.text(name) ?? ""]);
  return {
    ...(active !== undefined && { active }),
    ...(label !== undefined && { label }),
    ...(sourceIds !== undefined && { source_ids: sourceIds }),
    ...(parameters.has("holidays") && { holidays: readHolidays(parameters.raw("holidays")) }),
    ...Object.fromEntries(hours),
  };
}

function readHolidays(value: unknown): TimeSheet["holidays"] {
  const list = typeof value === "string" ? parseJson(value) : value;
  if (!Array.isArray(list)) {
    throw new EngageRefusal("invalid", "Validation failed: holidays is invalid");
  }
  return list.map((one: unknown) => ({ name: String(Object(one).name ?? ""), date: String(Object(one).date ?? "") }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Refused like any other value that isn't a list.
  }
}
