/** Most lists show the newest record first; records of one second keep the order in which they came. */

export function newestFirst<Value extends { created_at: string; updated_at: string }>(
  records: readonly Value[],
  sort: string | undefined = "created_at",
): Value[] {
  const field = sort === "updated_at" ? "updated_at" : "created_at";
  // The sort is stable, so equal times stay reversed by insertion.
  return [...records]
    .reverse()
    .sort((left, right) => (left[field] === right[field] ? 0 : left[field] < right[field] ? 1 : -1));
}
