/** A script as hops: what customer and agent do, and what is expected, each with its evidence. */
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { matchesText } from "../../scripts/rehearsal/matchesText";
import type { Expectation, Script, ScriptFile, ScriptStep } from "../../scripts/rehearsal/Script";
import { countOf } from "../countOf";
import type { Settings } from "../settings";
import type { PlayedFile } from "./Customer";
import { hear, readAtDesk, readStage, waitForCategories } from "./expectations";
import { failHop, skipHop } from "./Hop";
import type { PlannedHop } from "./HopLog";
import type { Line } from "./Line";
import type { Rehearsal } from "./Rehearsal";
import { readExitWords } from "./readExitWords";
import { waitFor } from "./waitFor";

const TYPES: Readonly<Record<string, string>> = {
  txt: "text/plain",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
};

/** Between the bot's words and the categories that bring a conversation to agents. */
const TO_DESK_MS = 10_000;

/** Who sets it. */
const CATEGORY_FIXES: Readonly<Record<string, string>> = {
  bot: "Something must give it back: Close Engage Conversation, or Return to the Bot category in Receive Engage Events.",
  agent: "See what the bot said: perhaps it handed nothing over. The Logs of Cognigy.AI say why.",
};

export interface ScriptSurroundings {
  settings: Settings;
  /** Of the script: its files are beside it. */
  folder: string;
}

export function scriptHops(rehearsal: Rehearsal, script: Script, surroundings: ScriptSurroundings): PlannedHop[] {
  const player = new ScriptPlayer(rehearsal, script, surroundings);
  return [
    { id: "customer_connects", title: "The customer connects", isVital: true, run: () => rehearsal.connect() },
    ...script.steps.map((step, index) => ({
      id: `step_${index + 1}`,
      title: `${index + 1}. ${describe(step)}`,
      isVital: true,
      run: () => player.play(step),
    })),
  ];
}

/** Without what is said: titles go into files that are passed on. */
function describe(step: ScriptStep): string {
  if (typeof step === "string") {
    return step;
  }
  if ("expect" in step) {
    const { within: _, ...wanted } = step.expect;
    return `expect ${Object.entries(wanted)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ")}`;
  }
  const [[kind = "", value] = []] = Object.entries(step);
  return typeof value === "string" ? `${kind}: ${value}` : kind;
}

class ScriptPlayer {
  private hasSpoken = false;
  private exits: ReturnType<typeof readExitWords> | undefined;
  private readonly sent = new Set<string>();

  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly script: Script,
    private readonly surroundings: ScriptSurroundings,
  ) {}

  async play(step: ScriptStep): Promise<string> {
    const { customer, agent } = this.rehearsal;
    if (typeof step !== "string") {
      if ("expect" in step) {
        return this.expect(step.expect);
      }
      if ("customer says" in step) {
        return this.customerSays(step["customer says"]);
      }
      if ("customer sends file" in step) {
        return customer.sendsFile(await this.open(step["customer sends file"]));
      }
    }
    await this.needThread();
    customer.heard.mark();
    if (step === "agent takes") {
      await this.waitForDesk();
      return agent.takes();
    }
    if (step === "agent closes") {
      return agent.closes();
    }
    if ("agent says" in step) {
      return agent.says(step["agent says"]);
    }
    if ("agent sends file" in step) {
      return agent.sendsFile(await this.open(step["agent sends file"]));
    }
    if ("agent sends structured" in step) {
      return agent.sendsStructured(step["agent sends structured"]);
    }
    return agent.notes(step["agent notes"]);
  }

  /** The first words carry the mark, by which agents recognise the conversation. */
  private customerSays(text: string): Promise<string> {
    const { customer, mark } = this.rehearsal;
    const words = this.hasSpoken ? text : `${text} ${mark}`;
    this.hasSpoken = true;
    return customer.says(words);
  }

  private async expect(wanted: Expectation): Promise<string> {
    const withinMs = (wanted.within ?? this.script.timeout) * 1000;
    if ("from" in wanted) {
      return wanted.from === "customer" ? this.expectAtDesk(wanted, withinMs) : this.expectLine(wanted, withinMs);
    }
    if ("exit" in wanted) {
      return this.expectExit(wanted.exit, withinMs);
    }
    await this.needThread();
    return "status" in wanted
      ? this.expectStatus(wanted.status, withinMs)
      : this.expectCategory(wanted.category, withinMs);
  }

  private async expectLine(wanted: Extract<Expectation, { from: string }>, withinMs: number): Promise<string> {
    const isWanted = (line: Line) =>
      line.from === wanted.from &&
      ("text" in wanted
        ? matchesText(wanted.text, line.text)
        : line.files.some((file) => matchesText(wanted.file, file)));
    if ((await hear(this.rehearsal, isWanted, withinMs)) === undefined) {
      const others = this.rehearsal.customer.heard.fresh.length;
      throw failHop(
        `It didn't come within ${withinMs / 1000} s; ${countOf(others, "other message")} came.`,
        "Compare the script with what the conversation shows in Engage, or give the step more time with within.",
      );
    }
    return "the customer sees it";
  }

  private async expectAtDesk(wanted: Extract<Expectation, { from: string }>, withinMs: number): Promise<string> {
    await this.needThread();
    const content = await readAtDesk(
      this.rehearsal,
      ({ body, attachments }) =>
        "text" in wanted
          ? matchesText(wanted.text, body ?? "")
          : attachments.some(
              // On its way through an upload a file may lose its name.
              ({ filename, url }) =>
                this.sent.has(wanted.file) || matchesText(wanted.file, `${filename ?? ""} ${url ?? ""}`),
            ),
      withinMs,
    );
    if (content === undefined) {
      throw failHop(
        `Engage doesn't have it within ${withinMs / 1000} s.`,
        "Look for `undelivered` in Cognigy.AI's Logs.",
      );
    }
    return `message ${content.id}`;
  }

  private async expectStatus(wanted: string, withinMs: number): Promise<string> {
    const { signal, clock, pace, limit } = this.rehearsal;
    let last = "";
    const found = await waitFor(
      async () => {
        last = await readStage(this.rehearsal);
        return last === wanted ? last : undefined;
      },
      { withinMs, signal, clock, delaysMs: pace.delaysMs, looks: limit.looks() },
    );
    if (found === undefined) {
      throw failHop(`The status is ${last} after ${withinMs / 1000} s.`, "Look at the conversation in Engage.");
    }
    return `the status is ${found}`;
  }

  private async expectCategory(wanted: string, withinMs: number): Promise<string> {
    const { desk } = this.rehearsal;
    const { bot, agent } = desk.categories;
    const id = wanted === "bot" ? bot : wanted === "agent" ? agent : wanted;
    let last: readonly string[] = [];
    const found = await waitForCategories(
      this.rehearsal,
      (ids) => {
        last = ids;
        return ids.includes(id);
      },
      withinMs,
    );
    if (found === undefined) {
      const names = last.map((one) => (one === bot ? "Bot" : one === agent ? "Agent" : one));
      throw failHop(
        `After ${withinMs / 1000} s the conversation has ${names.length === 0 ? "no category" : names.join(", ")} instead.`,
        CATEGORY_FIXES[wanted] ?? "Check the ID in the script, and the node or rule that sets this category.",
      );
    }
    return `the conversation has category ${id}`;
  }

  /** Which exit a node took shows only in the words below it. */
  private async expectExit(exit: string, withinMs: number): Promise<string> {
    this.exits ??= readExitWords(this.surroundings.settings);
    const exits = await this.exits;
    if (exits === undefined) {
      throw skipHop("exits are known by the words below them: that takes COGNIGY_API_URL, _API_KEY and _PROJECT_ID");
    }
    const words = exits.get(exit) ?? [];
    if (words.length === 0) {
      throw skipHop(`no Flow of the Project says anything below ${exit}`);
    }
    const line = await hear(
      this.rehearsal,
      ({ from, text }) => from === "bot" && words.some((pattern) => pattern.test(text)),
      withinMs,
    );
    if (line === undefined) {
      throw failHop(
        `None of the ${words.length} texts below ${exit} came within ${withinMs / 1000} s.`,
        "The node took another exit, or the Flow says something else there.",
      );
    }
    return `the bot says what is below ${exit}`;
  }

  /** Agents see a conversation once it is no longer the bot's. Where it stays the bot's, the script's agent interferes. */
  private async waitForDesk(): Promise<void> {
    const { bot } = this.rehearsal.desk.categories;
    await waitForCategories(this.rehearsal, (ids) => ids.length > 0 && !ids.includes(bot), TO_DESK_MS);
  }

  private async needThread(): Promise<void> {
    if (this.rehearsal.desk.place === undefined) {
      await this.rehearsal.findThread(this.script.timeout * 1000);
    }
  }

  private async open(file: ScriptFile): Promise<PlayedFile> {
    const opened =
      "content" in file
        ? { name: file.name, bytes: Buffer.from(file.content) }
        : { name: basename(file.path), bytes: await this.read(file.path) };
    this.sent.add(opened.name);
    const ending = opened.name.split(".").at(-1)?.toLowerCase() ?? "";
    return { ...opened, contentType: TYPES[ending] ?? "application/octet-stream" };
  }

  private read(path: string): Promise<Buffer> {
    return readFile(resolve(this.surroundings.folder, path)).catch(() => {
      throw failHop(`There is no file ${basename(path)} beside the script.`, "Correct the path in the script.");
    });
  }
}
