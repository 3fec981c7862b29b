/** Closes what the rehearsal opened, or says what a person must close. Runs at the end, whatever happened. */
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { createInterventions, type Intervention } from "../../src/engage/resources/interventions";
import { swapCategories } from "../emergency/swapCategories";
import { failHop, HopEnd, warnHop } from "./Hop";
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
  const { customer, desk, agent, ownership, limit, mark, route, pace, clock } = rehearsal;
  limit.useAll();
  customer.close();
  if (desk.place === undefined) {
    await search(rehearsal);
  }
  const { place } = desk;
  if (place === undefined) {
    return "Engage has no conversation of this rehearsal";
  }
  const done: string[] = [];
  /** What is left, with why. */
  const left = new Map<string, string>();
  /** What is left as it is, because agents may have had it before. */
  let kept: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
      done.push(what);
    } catch (error) {
      left.set(what, reasonOf(error));
    }
  };
  // The bot's intervention is the rehearsal's doing, too.
  const isOurs = (one: Intervention) => one.id === agent.openedId || ownership.isOwn(one);
  const looks = hasFailed ? LOOKS_AFTER_FAILURE : 1;
  try {
    for (let look = 1; look <= looks; look++) {
      left.clear();
      const open = (await desk.readInterventions()).filter(({ closed }) => !closed);
      for (const one of open.filter(isOurs)) {
        await attempt(`intervention ${one.id}`, () => end(rehearsal, one));
      }
      kept = open.filter((one) => !isOurs(one)).map(({ id }) => `intervention ${id}`);
      const categories = await giveBack(rehearsal);
      if (categories === "given back") {
        done.push("the agents' category");
      } else if (categories === "kept") {
        kept.push("the agents' category");
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
  const notes = [
    ...(left.size > 0 ? [`A person must close: ${[...left].map(([what, why]) => `${what} (${why})`).join(", ")}`] : []),
    ...(kept.length > 0 ? [`Left as it is, because agents may have had it before: ${kept.join(", ")}`] : []),
  ];
  if (notes.length > 0) {
    const endHop = left.size > 0 ? failHop : warnHop;
    throw endHop(
      `${notes.join(". ")} (thread ${place.threadId}).`,
      `${consoleUrl}/content_threads/${place.threadId}?view=permalink`,
    );
  }
  return done.length === 0 ? "nothing was open" : `ended: ${[...new Set(done)].join(", ")}`;
}

/** Finding nothing is an answer; a refusal is none. */
async function search(rehearsal: Rehearsal): Promise<void> {
  try {
    await rehearsal.findThread(SEARCH_MS, new AbortController().signal);
  } catch (error) {
    const isUnanswered = !(error instanceof HopEnd) || rehearsal.limit.left <= 0;
    if (rehearsal.desk.place === undefined && isUnanswered) {
      throw failHop(
        `Whether Engage has the conversation ${rehearsal.mark} isn't known (${reasonOf(error)}).`,
        "Look for it in Engage, and close it.",
      );
    }
  }
}

/** Engage's own words may name people or messages: code and status say enough. */
function reasonOf(error: unknown): string {
  if (error instanceof EngageError) {
    return [error.httpStatus ?? error.code, error.engageError].filter((part) => part !== undefined).join(", ");
  }
  return error instanceof HopEnd ? "the requests are used up" : "unexpected";
}

/** Only what the rehearsal's handover set. */
async function giveBack({ desk, clock, ownership }: Rehearsal): Promise<"absent" | "given back" | "kept"> {
  const { bot, agent: agents } = desk.categories;
  const { thread_category_ids: present } = await desk.readThread();
  if (!present.includes(agents)) {
    return "absent";
  }
  if (!ownership.isHandoverOwn) {
    return "kept";
  }
  await onceMoreAfterConflict(clock, () => desk.setCategories(swapCategories(present, agents, bot)));
  return "given back";
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
