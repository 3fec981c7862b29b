/** Ids like Engage's ObjectIds: 24 hex digits, but countable and with a readable middle. */

const KIND_DIGITS = {
  thread: "7ead",
  content: "c047",
  intervention: "147e",
  task: "7a5c",
  identity: "1de7",
  identityGroup: "9009",
  comment: "c033",
  event: "e4e7",
  attachment: "a77a",
  webhook: "3eb0",
  request: "4e90",
  record: "0b1e",
} as const;

export type IdKind = keyof typeof KIND_DIGITS;

export function createIdSource(): (kind: IdKind) => string {
  const counters = new Map<IdKind, number>();
  return (kind) => {
    const next = (counters.get(kind) ?? 0) + 1;
    counters.set(kind, next);
    return `66b1${KIND_DIGITS[kind]}${next.toString(16).padStart(16, "0")}`;
  };
}
