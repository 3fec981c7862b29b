/** No row of the table is decoration: under each reading the stand-ins behave in a way of their own. */
import { QUESTIONS, toStandInOptions } from "../../sandbox/readings";
import { closeStandIns } from "./cognigy/standIn";
import { COGNIGY_PROBES, closeProbes } from "./readings/cognigyProbes";
import { ENGAGE_PROBES } from "./readings/engageProbes";

const PROBES = { ...COGNIGY_PROBES, ...ENGAGE_PROBES };

afterEach(closeStandIns);
afterAll(closeProbes);

test("Every question has a probe", () => {
  expect(Object.keys(PROBES).sort()).toEqual(QUESTIONS.map(({ id }) => id).sort());
});

test.each(QUESTIONS.map((question) => [question.id, question] as const))("%s", async (id, { readings }) => {
  const shown = [];
  for (const { name } of readings) {
    shown.push(JSON.stringify(await PROBES[id]?.(toStandInOptions({ [id]: name }))));
  }
  expect(new Set(shown).size).toBe(readings.length);
  expect(shown).not.toContain(undefined);
});
