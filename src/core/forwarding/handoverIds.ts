/** Ids of handovers that a session keeps, the latest last. */
import type { Forwarding } from "./Forwarding";

export const MAX_IDS = 10;

/** The others that are on when this one is. */
export function join({ isOn, handoverId, joinedIds }: Forwarding, id: string): readonly string[] {
  return isOn ? (handoverId === "" ? joinedIds : add(joinedIds, handoverId)).filter((one) => one !== id) : [];
}

export function has(ids: readonly string[], id: string | undefined): boolean {
  return id !== undefined && ids.includes(id);
}

export function add(ids: readonly string[], id: string): readonly string[] {
  return [...ids.filter((one) => one !== id), id].slice(-MAX_IDS);
}
