/** Closes what the rehearsal opened, or says what a person must close. Runs at the end, whatever happened. */
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { createInterventions, type Intervention } from "../../src/engage/resources/interventions";
import { swapCategories } from "../emergency/swapCategories";
import { failHop, HopEnd } from "./Hop";
import type { Rehearsal } from "./Rehearsal";
import type { RehearsalClock } from "./RehearsalClock";

const SEARCH_MS = 3_000;
/** Then whoever is at work on the same thread is done. */
const AGAIN_MS = 1_500;
/**
 * Broken off early, the product may still be at work: it may hand over once more, and a message on its way reopens what
 * was closed.
 */
const LOOKS_AFTER_FAILURE = 2;
const anything = z.looseObject({});

/** `hasFailed`: the conversation was not brought to its end, so its messages are archived, too. */
export async function tidyUp(rehearsal: Rehearsal, hasFailed: boolean, consoleUrl: string): Promise<string> {
  const { customer, desk, agent, limit, mark, route, pace, clock } = rehearsal;
  limit.useAll();
  customer.close();
  if (desk.place === undefined) {
    await rehearsal.findThread(SEARCH_MS, new AbortController().signal).catch(() => undefined);
  }
  const { place } = desk;
  if (place === undefined) {
    return "Engage has no conversation of this rehearsal";
  }
  const done: string[] = [];
  /** What is left, with why. */
  const left = new Map<string, string>();
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
      done.push(what);
    } catch (error) {
      left.set(what, reasonOf(error));
    }
  };
  // On channels of Engage the conversation may be older; the bot's intervention is the rehearsal's doing, too.
  const isOurs = ({ id, created_at }: Intervention) =>
    route === "bridge" || id === agent.interventionId || isSince(created_at, place.since);
  const looks = hasFailed ? LOOKS_AFTER_FAILURE : 1;
  try {
    for (let look = 1; look <= looks; look++) {
      left.clear();
      for (const open of (await desk.readInterventions()).filter((one) => !one.closed && isOurs(one))) {
        await attempt(`intervention ${open.id}`, () => end(rehearsal, open));
      }
      if (await giveBack(rehearsal)) {
        done.push("the agents' category");
      }
      if (look < looks) {
        await clock.sleep(Math.max(AGAIN_MS, pace.firstMs));
      }
    }
    if (hasFailed && route === "bridge") {
      await attempt("the messages", () =>
        onceMoreAfterConflict(clock, () =>
          desk.rest({ method: "PUT", path: ["content_threads", place.threadId, "ignore"], schema: anything }),
        ),
      );
    }
  } catch (error) {
    left.set(`the conversation ${mark}`, reasonOf(error));
  }
  if (left.size > 0) {
    throw failHop(
      `A person must close: ${[...left].map(([what, why]) => `${what} (${why})`).join(", ")} (thread ${place.threadId}).`,
      `${consoleUrl}/content_threads/${place.threadId}?view=permalink`,
    );
  }
  return done.length === 0 ? "nothing was open" : `ended: ${[...new Set(done)].join(", ")}`;
}

function isSince(time: string | null, since: string | null | undefined): boolean {
  return Date.parse(time ?? "") >= Date.parse(since ?? "");
}

/** Engage's own words may name people or messages: code and status say enough. */
function reasonOf(error: unknown): string {
  if (error instanceof EngageError) {
    return [error.httpStatus ?? error.code, error.engageError].filter((part) => part !== undefined).join(", ");
  }
  return error instanceof HopEnd ? "the requests are used up" : "unexpected";
}

async function giveBack({ desk, clock }: Rehearsal): Promise<boolean> {
  const { bot, agent: agents } = desk.categories;
  const { thread_category_ids: present } = await desk.readThread();
  if (!present.includes(agents)) {
    return false;
  }
  await onceMoreAfterConflict(clock, () => desk.setCategories(swapCategories(present, agents, bot)));
  return true;
}

/** Engage closes what has an answer, and cancels what has none. */
async function end({ desk }: Rehearsal, open: Intervention): Promise<void> {
  const interventions = createInterventions(desk.rest);
  await (open.user_replies_count > 0
    ? interventions.closeIntervention(open.id)
    : interventions.cancelIntervention(open.id));
}

async function onceMoreAfterConflict(clock: RehearsalClock, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EngageError && error.code === "conflict")) {
      throw error;
    }
    await clock.sleep(AGAIN_MS);
    await work();
  }
}
