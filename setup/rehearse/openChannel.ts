/** Route channel: the customer writes on a channel of Engage, and everything is read there. */
import { ChannelCustomer } from "./ChannelCustomer";
import type { Rehearsal } from "./Rehearsal";
import type { Writer } from "./Writer";

type Parts = Omit<Rehearsal, "route" | "customer" | "connect" | "findThread">;

export function openChannel(sourceIds: readonly string[], code: string, writer: Writer, parts: Parts): Rehearsal {
  const { desk, agent, observations, signal, pace } = parts;
  const botCategoryId = desk.categories.bot;
  const customer = new ChannelCustomer({
    desk,
    agent,
    writer,
    sourceIds,
    code,
    botCategoryId,
    observations,
    signal,
    pace,
  });
  return {
    ...parts,
    route: "channel",
    customer,
    connect: async () => `${sourceIds.length} source${sourceIds.length === 1 ? "" : "s"} watched`,
    findThread: async () => `thread ${desk.needPlace().threadId}`,
  };
}
