/** The columns of each list of a structured message, and the entry of Engage that a line becomes. */
import type { Entry, EntryForm } from "./entriesField";

const NO_TITLE = "has no title";

/** Of `select`. */
export const CHOICE: EntryForm = {
  columns: "title | payload | image",
  read: ([title = "", payload = "", image = ""]) =>
    title === "" ? NO_TITLE : filled({ title, payload, attachment_id: image }),
};

/** Of `template`. */
export const BUTTON: EntryForm = {
  columns: "title | payload | url",
  read: ([title = "", payload = "", url = ""]) => {
    if (title === "") {
      return NO_TITLE;
    }
    if (payload !== "" && url !== "") {
      return "has both a payload and a URL";
    }
    return url === "" ? filled({ type: "reply", title, payload }) : { type: "url", title, url };
  },
};

/** Of `carousel`. */
export const CARD: EntryForm = {
  columns: "title | subtitle | image | url | buttons",
  read: ([title = "", subtitle = "", image = "", url = "", buttons = ""]) => {
    if (title === "") {
      return NO_TITLE;
    }
    const pairs = toPairs(buttons);
    if (pairs.some((pair) => pair.title === "")) {
      return "has a button without a title";
    }
    const items = pairs.map(({ title: text, value }) =>
      /^https?:\/\//i.test(value)
        ? { type: "url", title: text, url: value }
        : filled({ type: "reply", title: text, payload: value }),
    );
    return { ...filled({ title, subtitle, attachment_id: image, url }), ...(items.length > 0 && { items }) };
  },
};

/** Of `list`. */
export const LIST_ITEM: EntryForm = {
  columns: "title | payload | subtitle | section | image",
  read: ([title = "", payload = "", subtitle = "", section = "", image = ""]) =>
    title === "" ? NO_TITLE : filled({ title, payload, subtitle, section_identifier: section, attachment_id: image }),
};

/** Of `time_select`. */
export const TIMESLOT: EntryForm = {
  columns: "start | duration in seconds | identifier",
  read: ([start = "", duration = "", identifier = ""], lineNumber) => {
    // Engage's samples have neither seconds nor a colon in the offset; most sources of dates have both.
    const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.exec(start);
    if (!parts) {
      return "has no start such as 2026-06-01T08:00+0200";
    }
    const offset = parts[2] === "Z" ? "+0000" : parts[2]?.replace(":", "");
    if (!isNumber(duration)) {
      return "has no duration in seconds";
    }
    return {
      start_time: `${parts[1]}${offset}`,
      duration: Number(duration),
      identifier: identifier || `slot-${lineNumber}`,
    };
  },
};

/** The place of a `time_select`. */
export const PLACE: EntryForm = {
  columns: "title | latitude | longitude | radius",
  read: ([title = "", latitude = "", longitude = "", radius = ""]) => {
    if (!isNumber(latitude) || !isNumber(longitude)) {
      return "has no latitude and longitude as numbers";
    }
    if (radius !== "" && !isNumber(radius)) {
      return "has a radius that is no number";
    }
    return {
      ...filled({ title }),
      latitude: Number(latitude),
      longitude: Number(longitude),
      ...(radius !== "" && { radius: Number(radius) }),
    };
  },
};

/** Of `form`. */
export const PAGE: EntryForm = {
  columns: "id | type | title | choices",
  read: ([page_id = "", type = "", title = "", more = ""]) => {
    if (page_id === "" || type === "" || title === "") {
      return "has no id, type and title";
    }
    if (type === "input") {
      return { page_id, type, title, ...(more !== "" && { options: { placeholder: more } }) };
    }
    const items = toPairs(more).map(({ title: text, value }) => ({
      id: value || text,
      value: value || text,
      title: text,
    }));
    return { page_id, type, title, ...(items.length > 0 && { items }) };
  },
};

/** Of `apple_pay`: the total, and what it is made of. */
export const AMOUNT: EntryForm = {
  columns: "label | amount | type",
  read: ([label = "", amount = "", type = ""]) =>
    label === "" || amount === "" ? "has no label and amount" : { label, amount, type: type || "final" },
};

/**
 * `Yes=yes; Website=https://...`. A semicolon within an address is part of it, unless a space or another button with an
 * address follows. Elsewhere `\;` stands for one that separates nothing.
 */
const PAIRS = /((?:\\;|[^;=])*)(?:=\s*(https?:\/\/(?:[^;]|;(?!\s|$|[^;=]*=\s*https?:))*|(?:\\;|[^;])*))?(?:;|$)/gi;

function toPairs(text: string): { title: string; value: string }[] {
  const clean = (part = "") => part.replaceAll("\\;", ";").trim();
  return [...text.matchAll(PAIRS)]
    .filter(([pair]) => pair.replace(";", "").trim() !== "")
    .map(([, title, value]) => ({ title: clean(title), value: clean(value) }));
}

function filled(cells: Readonly<Record<string, string>>): Entry {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ""));
}

function isNumber(cell: string): boolean {
  return cell !== "" && Number.isFinite(Number(cell));
}
