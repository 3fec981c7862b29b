/** The way back from an emergency switch: what it changed and nobody has changed since. */
import { rm } from "node:fs/promises";
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { flag, id, idList } from "../../src/engage/schema";
import { countOf } from "../countOf";
import { type CategoryChange, readRecord, saveRecord } from "./EmergencyRecord";
import type { Switch } from "./Switch";
import { isSameSet } from "./swapCategories";
import { updateThread } from "./updateThread";

const threadSchema = z.object({ id: id(), closed: flag(), thread_category_ids: idList() });

export async function undo(all: Switch): Promise<number> {
  const { context, account, recordFile, pace } = all;
  const { report, prompt, isDryRun } = context;
  const record = await readRecord(recordFile);
  if (record === undefined) {
    report.finding({ level: "pass", code: "nothing_to_do", message: "There is nothing to undo." });
    return 0;
  }
  report.note(
    `plan: put back ${countOf(record.sources.length, "source")} and up to ${countOf(record.threads.length, "thread")}`,
  );
  if (isDryRun) {
    report.note("Dry run: nothing was changed.");
    return 0;
  }
  if (!(await prompt.confirm("Carry this out?"))) {
    report.finding({
      level: "warn",
      code: "not_confirmed",
      message: "Nothing was changed.",
      fix: "Confirm the plan, or give --yes to carry it out without being asked.",
    });
    return 1;
  }
  let hasLeftSource = false;
  for (const change of [...record.sources]) {
    await pace.next();
    const { name, default_category_ids: present } = await account.source(change.id);
    if (isSameSet(present, change.after)) {
      await account.setDefaultCategories(change.id, change.before);
    } else if (!isSameSet(present, change.before)) {
      hasLeftSource = true;
      report.finding({
        level: "warn",
        code: "source_left",
        message: `The default categories of "${name ?? change.id}" were changed since, and stay as they are.`,
        fix: "Check them under Admin > Sources: with Agent, or without Bot, the bot doesn't answer new conversations.",
      });
    }
    record.sources.splice(record.sources.indexOf(change), 1);
    await saveRecord(recordFile, record);
  }
  let back = 0;
  let left = 0;
  await report.progress("Putting threads back", record.threads.length, async (advance) => {
    for (const change of [...record.threads].reverse()) {
      if (await putBack(all, change)) {
        back += 1;
      } else {
        left += 1;
      }
      record.threads.pop();
      if (record.threads.length % 20 === 0) {
        await saveRecord(recordFile, record);
      }
      advance(`${back} back, ${left} left as they are`);
    }
  });
  await rm(recordFile, { force: true });
  report.finding({
    level: "pass",
    code: "undone",
    message: `Put back: ${countOf(back, "thread")}; closed or changed since, and left as they are: ${left}`,
  });
  return hasLeftSource ? 1 : 0;
}

async function putBack(all: Switch, { id: threadId, before, after }: CategoryChange): Promise<boolean> {
  const { account, pace } = all;
  await pace.next();
  const thread = await account
    .rest({ method: "GET", path: ["content_threads", threadId], schema: threadSchema })
    .catch((error: unknown) => {
      if (error instanceof EngageError && (error.code === "not_found" || error.code === "forbidden")) {
        return undefined;
      }
      throw error;
    });
  const isOurs = thread !== undefined && !thread.closed && isSameSet(thread.thread_category_ids, after);
  return isOurs && (await updateThread(all, threadId, before));
}
