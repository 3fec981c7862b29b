/** The readings that a person has chosen on the page: known ones only, and without what is read by default. */
import { EngageRefusal } from "../engage/domain/EngageRefusal";
import { findReading, type Readings, unusualOf } from "../readings";

export function checkReadings(readings: Readings): Readings {
  for (const [questionId, name] of Object.entries(readings)) {
    try {
      findReading(questionId, name);
    } catch (error) {
      throw new EngageRefusal("invalid", error instanceof Error ? error.message : String(error));
    }
  }
  return Object.fromEntries(unusualOf(readings));
}
