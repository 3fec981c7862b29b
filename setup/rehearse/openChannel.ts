/** Route channel: the customer writes on a channel of Engage, and everything is read there. */
import { countOf } from "../countOf";
import { ChannelCustomer } from "./ChannelCustomer";
import { failHop } from "./Hop";
import type { Rehearsal } from "./Rehearsal";
import type { Writer } from "./Writer";
import { waitFor } from "./waitFor";

/** For a message that somebody wrote, and that wasn't seen before an interruption. */
const MAX_LOOKS = 2;

type Parts = Omit<Rehearsal, "route" | "customer" | "connect" | "findThread">;

export function openChannel(sourceIds: readonly string[], code: string, writer: Writer, parts: Parts): Rehearsal {
  const { desk, agent, ownership, observations, signal, clock, pace, limit } = parts;
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
    clock,
    pace,
    limit,
  });
  return {
    ...parts,
    route: "channel",
    customer,
    async connect() {
      await ownership.noteOpen();
      return `${countOf(sourceIds.length, "source")} watched`;
    },
    async findThread(withinMs, until = signal) {
      const look = async () => {
        await customer.findConversation();
        return desk.place;
      };
      const place =
        desk.place ??
        (await waitFor(look, { withinMs, signal: until, clock, delaysMs: pace.delaysMs, looks: MAX_LOOKS }));
      if (place === undefined) {
        throw failHop("Engage has no message with the mark of this rehearsal.", "Look at the channel in Engage.");
      }
      return `thread ${place.threadId}`;
    },
  };
}
