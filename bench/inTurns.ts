/** Does something with each of many, a given number of them at the same time. */

export async function inTurns<T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const work = async () => {
    for (let next = left.next(); !next.done; next = left.next()) {
      await act(next.value);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
