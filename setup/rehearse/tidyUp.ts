/** Closes what the rehearsal opened, or says what a person must close. Runs at the end, whatever happened. */
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { createInterventions, type Intervention } from "../../src/engage/resources/interventions";
import { swapCategories } from "../emergency/swapCategories";
import { failHop } from "./Hop";
import type { Rehearsal } from "./Rehearsal";

const SEARCH_MS = 3_000;
/** Then whoever is at work on the same thread is done. */
const AGAIN_MS = 1_000;
const LOOKS_AFTER_FAILURE = 3;
const anything = z.looseObject({});

/** `hasFailed`: the conversation was not brought to its end, so its messages are archived, too. */
export async function tidyUp(rehearsal: Rehearsal, hasFailed: boolean, consoleUrl: string): Promise<string> {
  const { customer, desk, agent, limit, mark, route } = rehearsal;
  limit.useAll();
  customer.close();
  if (desk.place === undefined && route === "bridge") {
    await rehearsal.findThread(SEARCH_MS, new AbortController().signal).catch(() => undefined);
  }
  const { place } = desk;
  if (place === undefined) {
    return "Engage has no conversation of this rehearsal";
  }
  const done: string[] = [];
  const left: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
      done.push(what);
    } catch {
      left.push(what.replace(/ ended$/, ""));
    }
  };
  const isOurs = ({ id }: Intervention) => route === "bridge" || id === agent.interventionId;
  try {
    for (const open of (await desk.readInterventions()).filter((one) => !one.closed && isOurs(one))) {
      await attempt(`intervention ${open.id} ended`, () => end(rehearsal, open));
    }
    if (await giveBack(rehearsal, hasFailed ? LOOKS_AFTER_FAILURE : 1)) {
      done.push("given back to the bot");
    }
    if (hasFailed && route === "bridge") {
      await attempt("messages archived", () =>
        onceMoreAfterConflict(() =>
          desk.rest({ method: "PUT", path: ["content_threads", place.threadId, "ignore"], schema: anything }),
        ),
      );
    }
  } catch {
    left.push(`the conversation ${mark}`);
  }
  if (left.length > 0) {
    throw failHop(
      `A person must close: ${left.join(", ")} (thread ${place.threadId}).`,
      `${consoleUrl}/content_threads/${place.threadId}?view=permalink`,
    );
  }
  return done.length === 0 ? "nothing was open" : done.join(", ");
}

/** Broken off early, the product may still be at work on the handover and hand it over once more: so it's looked at again. */
async function giveBack({ desk }: Rehearsal, looks: number): Promise<boolean> {
  const { bot, agent: agents } = desk.categories;
  let isChanged = false;
  for (let look = 1; look <= looks; look++) {
    const { thread_category_ids: present } = await desk.readThread();
    if (present.includes(agents)) {
      isChanged = true;
      await onceMoreAfterConflict(() => desk.setCategories(swapCategories(present, agents, bot)));
    }
    if (look < looks) {
      await sleep(AGAIN_MS);
    }
  }
  return isChanged;
}

/** Engage closes what has an answer, and cancels what has none. */
async function end({ desk }: Rehearsal, open: Intervention): Promise<void> {
  const interventions = createInterventions(desk.rest);
  await (open.user_replies_count > 0
    ? interventions.closeIntervention(open.id)
    : interventions.cancelIntervention(open.id));
}

async function onceMoreAfterConflict(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EngageError && error.code === "conflict")) {
      throw error;
    }
    await sleep(AGAIN_MS);
    await work();
  }
}
