/** The printer: sections, findings with code, fix and place, progress; for people, for logs, and as JSON. */
import { type Checklist, toLines } from "./checklists/Checklist";
import { maskSecrets } from "./maskSecrets";
import { createStatusLine } from "./statusLine";
import { wrapText } from "./wrapText";

export type Level = "pass" | "warn" | "fail" | "skip";

/** One line of a report. What is not right says how to put it right, and where. */
export interface Finding {
  level: Level;
  /** Stable, for scripts and for the documents: `category_missing`. */
  code: string;
  message: string;
  fix?: string;
  /** A deep link, or the way through the menus. */
  place?: string;
}

export interface ReportOptions {
  print: (text: string) => void;
  /** A terminal: progress in a line that goes again. */
  isTerminal: boolean;
  /** A terminal without NO_COLOR. */
  useColours: boolean;
  /** Nothing but one JSON document at the end. */
  asJson: boolean;
  /** Of the terminal: lines wrap at words. Without it they stay whole, as logs want them. */
  columns?: number | undefined;
}

export interface ReportSection {
  title: string;
  findings: Finding[];
  notes: string[];
}

const SIGNS: Record<Level, readonly [sign: string, colour: number]> = {
  pass: ["ok  ", 32],
  warn: ["warn", 33],
  fail: ["FAIL", 31],
  skip: ["skip", 90],
};
/** Of a long run without a terminal. */
const LINE_EVERY = 100;
const BAR_CELLS = 20;
const BOLD = 1;
const DIM = 90;
const INDENT = " ".repeat(7);
const HINT_INDENT = " ".repeat(12);
const STEP_INDENT = " ".repeat(5);

export type Report = ReturnType<typeof createReport>;

export function createReport(options: ReportOptions) {
  const sections: ReportSection[] = [];
  const secrets = new Set<string>();
  const results: object[] = [];
  const mask = (text: string) => maskSecrets(text, [...secrets]);
  const paint = (text: string, colour: number) => (options.useColours ? `\x1b[${colour}m${text}\x1b[0m` : text);
  /** `indent`: of the lines after the first. */
  const say = (text: string, indent = "  ") => {
    if (!options.asJson) {
      const { columns } = options;
      options.print(`${columns === undefined ? text : wrapText(text, columns, indent)}\n`);
    }
  };
  const current = (): ReportSection => {
    const last = sections.at(-1);
    if (last) {
      return last;
    }
    const opened = { title: "", findings: [], notes: [] };
    sections.push(opened);
    return opened;
  };
  /** Skipped findings that follow one another: shown as one line, as soon as something else comes. */
  let skipped: Finding[] = [];
  const show = ({ level, code, message, fix, place }: Finding) => {
    const [sign, colour] = SIGNS[level];
    say(`  ${paint(sign, colour)} ${message} ${paint(`[${code}]`, DIM)}`, INDENT);
    if (fix !== undefined) {
      say(`${INDENT}${paint("fix:", DIM)} ${fix}`, HINT_INDENT);
    }
    if (place !== undefined) {
      say(`${INDENT}${paint("at: ", DIM)} ${place}`, HINT_INDENT);
    }
  };
  const showSkipped = () => {
    const [first, ...others] = skipped;
    skipped = [];
    if (first !== undefined) {
      show(others.length === 0 ? first : fold([first, ...others]));
    }
  };
  return {
    /** From now on these values are not printed, whatever message they turn up in. */
    hide(values: readonly string[]): void {
      for (const value of values) {
        if (value !== "") {
          secrets.add(value);
        }
      }
    },
    mask,
    /** All that was reported so far. */
    findings: (): Finding[] => sections.flatMap(({ findings }) => findings),
    /** All that was reported as failed so far. */
    failures: (): Finding[] => sections.flatMap(({ findings }) => findings.filter(({ level }) => level === "fail")),
    section(title: string): void {
      showSkipped();
      sections.push({ title, findings: [], notes: [] });
      say(`\n${paint(mask(title), BOLD)}`);
    },
    finding(finding: Finding): void {
      const clean: Finding = {
        level: finding.level,
        code: finding.code,
        message: mask(finding.message),
        ...(finding.fix !== undefined && { fix: mask(finding.fix) }),
        ...(finding.place !== undefined && { place: mask(finding.place) }),
      };
      current().findings.push(clean);
      if (clean.level === "skip") {
        skipped.push(clean);
        return;
      }
      showSkipped();
      show(clean);
    },
    /** A line that is neither good nor bad: a step of a plan, a file that was written. */
    note(text: string): void {
      showSkipped();
      current().notes.push(mask(text));
      say(`  ${mask(text)}`);
    },
    /** The result of a command as data: part of the JSON document. */
    data(result: object): void {
      results.push(result);
    },
    /** Numbered steps for a person. They are also in the sheet. */
    checklist(checklist: Checklist): void {
      showSkipped();
      const lines = toLines(checklist).map(mask);
      current().notes.push(`${mask(checklist.title)}:`, ...lines);
      say(`\n  ${paint(mask(checklist.title), BOLD)}`);
      for (const line of lines) {
        say(`  ${line}`, STEP_INDENT);
      }
    },
    /** Tells that something takes time: a line that goes again on a terminal, one that stays elsewhere. */
    async during<T>(what: string, work: () => Promise<T>): Promise<T> {
      showSkipped();
      if (options.asJson) {
        return work();
      }
      if (!options.isTerminal) {
        say(`  ... ${mask(what)}`);
        return work();
      }
      const line = createStatusLine(options.print, options.columns);
      line.show(mask(what));
      try {
        return await work();
      } finally {
        line.clear();
      }
    },
    /** A bar on a terminal, a line now and then elsewhere. `advance` is called once for each of `total`. */
    async progress(
      what: string,
      total: number,
      work: (advance: (state: string) => void) => Promise<void>,
    ): Promise<void> {
      showSkipped();
      if (options.asJson) {
        return work(() => {});
      }
      if (!options.isTerminal) {
        let count = 0;
        return work((state) => {
          count += 1;
          if (count % LINE_EVERY === 0) {
            say(`  ... ${mask(what)}: ${mask(state)}`);
          }
        });
      }
      const line = createStatusLine(options.print, options.columns);
      let count = 0;
      const show = (state: string) => {
        const share = Math.min(1, count / Math.max(1, total));
        const bar = "#".repeat(Math.round(share * BAR_CELLS)).padEnd(BAR_CELLS, ".");
        line.show(`${mask(what)} [${bar}] ${count} of ${total} ${mask(state)}`);
      };
      show("");
      try {
        await work((state) => {
          count += 1;
          show(state);
        });
      } finally {
        line.clear();
      }
    },
    /** Prints the JSON document. Masked text by text, so that it stays valid whatever a secret looks like. */
    finish(exitCode: number): void {
      showSkipped();
      if (options.asJson) {
        options.print(
          `${JSON.stringify({ exitCode, ...(results[0] && { result: results[0] }), sections }, null, 2)}\n`,
        );
      }
    },
  };
}

/** A skipped finding says before its colon what was skipped. */
function fold(skipped: readonly Finding[]): Finding {
  const titles = skipped.map(({ message }) => message.split(": ")[0]);
  return {
    level: "skip",
    code: "skipped",
    message: `${skipped.length} skipped: ${titles.join(", ")} (--json says why)`,
  };
}
