/** What combinations are made of: the readings of each question under which both routes can work. */
import { QUESTIONS } from "../../sandbox/readings";

export const FACTORS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  QUESTIONS.map(({ id, readings }) => [
    id,
    readings.filter(({ outage }) => outage === undefined).map(({ name }) => name),
  ]),
);
