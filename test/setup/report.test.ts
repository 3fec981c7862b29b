/** The printer and the .env file by value: colours, masks, JSON, lines. */
import { parseEnv } from "node:util";
import { setLine } from "../../setup/dotEnvFile";
import { maskSecrets } from "../../setup/maskSecrets";
import { createReport } from "../../setup/report";

function record(options: { useColours?: boolean; asJson?: boolean } = {}) {
  const printed: string[] = [];
  const report = createReport({
    print: (text) => void printed.push(text),
    isTerminal: false,
    useColours: false,
    asJson: false,
    ...options,
  });
  return { report, text: () => printed.join("") };
}

describe("the report", () => {
  const finding = {
    level: "fail",
    code: "bad",
    message: "It says s3cret-value",
    fix: "Use s3cret-value",
    place: "x?key=s3cret-value",
  } as const;

  it("shows code, fix and place, and hides secrets everywhere", () => {
    const { report, text } = record();
    report.hide(["s3cret-value", ""]);
    report.section("About s3cret-value");
    report.finding(finding);
    report.note("note s3cret-value");
    expect(text()).toBe(
      "\nAbout ****\n  FAIL It says **** [bad]\n       fix: Use ****\n       at:  x?key=****\n  note ****\n",
    );
  });

  it("folds skipped findings that follow one another, for people alone", () => {
    const skip = (message: string) => ({ level: "skip", code: "skipped", message }) as const;
    const [folded, asJson] = [record(), record({ asJson: true })];
    for (const { report } of [folded, asJson]) {
      report.finding(skip("One: why"));
      report.finding(skip("Two: why"));
      report.note("between");
      report.finding(skip("Three: why"));
      report.finish(0);
    }
    expect(folded.text()).toBe(
      "  skip 2 skipped: One, Two (--json says why) [skipped]\n  between\n  skip Three: why [skipped]\n",
    );
    expect(JSON.parse(asJson.text()).sections[0].findings).toHaveLength(3);
  });

  it("uses colours only where it is told to", () => {
    const [plain, coloured] = [record(), record({ useColours: true })];
    for (const { report } of [plain, coloured]) {
      report.finding(finding);
    }
    expect(plain.text()).not.toContain("\x1b");
    expect(coloured.text()).toContain("\x1b[31mFAIL\x1b[0m");
  });

  it("is one valid JSON document even when a secret looks like JSON", async () => {
    const { report, text } = record({ asJson: true });
    report.hide(['","code":"']);
    report.section("One");
    report.finding({ level: "pass", code: "good", message: 'holds ","code":"' });
    await report.during("working", async () => undefined);
    report.finish(0);
    expect(JSON.parse(text())).toEqual({
      exitCode: 0,
      sections: [{ title: "One", findings: [{ level: "pass", code: "good", message: "holds ****" }], notes: [] }],
    });
  });
});

it.each([
  ["as it is", "x a+b&c/d=e y", "x **** y"],
  ["in a URL", "key=a%2Bb%26c%2Fd%3De", "key=****"],
  ["longer ones first", "a+b&c/d=e-and-more", "****"],
  ["but no short value", "key=abc-123", "key=abc-123"],
  ["also one that is a word", "the Category", "the ****"],
])("masks a secret %s", (_where, text, expected) => {
  expect(maskSecrets(text, ["a+b&c/d=e", "a+b&c/d=e-and-more", "abc-123", "Category"])).toBe(expected);
});

it.each([
  "plain",
  "a#b",
  "two words",
  "it's",
  'say "x"',
  "mixed ' and \"",
  "https://x.test/a?b=c&d=e",
  "$HOME",
  "back\\slash",
])("writes %s so that it is read back", (value) => {
  const text = setLine("# first\nA=1\nexport NAME = old\nB=2", "NAME", value);
  expect(parseEnv(text)).toEqual({ A: "1", B: "2", NAME: value });
  expect(text.split("\n")).toHaveLength(4);
  expect(parseEnv(setLine("A=1", "NAME", value))).toEqual({ A: "1", NAME: value });
});
