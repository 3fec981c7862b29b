/** What makes a structured message invalid. What is only too long or too much is cut by the channel, not refused. */

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  select: ["items"],
  rich_link: ["url"],
  template: ["title"],
  carousel: ["items"],
  list: ["title", "items"],
  time_select: ["timeslots"],
  form: ["title", "pages"],
  apple_pay: ["merchant_session", "merchant_identifier", "total"],
  authenticate: [],
};

export function isKnownStructuredType(type: string): boolean {
  return Object.hasOwn(REQUIRED, type);
}

/** In Engage's words, or `undefined`. */
export function findStructuredFault(type: string, content: object): string | undefined {
  const record = toRecord(content);
  const empty = (REQUIRED[type] ?? []).find((name) => isBlank(record[name]));
  if (empty !== undefined) {
    return `structured_content: "${empty}" must not be empty`;
  }
  const items = toRecords(record.items);
  if (type === "apple_pay" || type === "form") {
    return undefined;
  }
  const faulty = [...items, ...(type === "carousel" ? items.flatMap((card) => toRecords(card.items)) : [])]
    .map(findItemFault)
    .find((fault) => fault !== undefined);
  const illustrated = items.filter((card) => !isBlank(card.attachment_id)).length;
  return type === "carousel" && illustrated > 0 && illustrated < items.length
    ? 'structured_content: "attachment_id" must be on all items or on none'
    : faulty;
}

function findItemFault(item: Record<string, unknown>): string | undefined {
  if (isBlank(item.title)) {
    return 'structured_content: "title" must not be empty';
  }
  if (item.type === "url" && isBlank(item.url)) {
    return 'structured_content: "url" must not be empty';
  }
  const payload = item.payload ?? "";
  return typeof payload === "string" && /^[\x20-\x7E]{0,1000}$/.test(payload)
    ? undefined
    : 'structured_content: "payload" must be ASCII of at most 1000 characters';
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function toRecords(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(toRecord) : [];
}
