/** Answers of customers to satisfaction surveys. Engage has no list of them: an intervention names its own. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { id, listOf, optionalId, optionalNumber, optionalText } from "../schema";

const surveyResponse = once(() =>
  z.object({
    id: id(),
    /** On the survey's own scale. */
    main_indicator: optionalNumber(),
    /** From 0 to 1, so that surveys can be compared. */
    main_indicator_scaled: optionalNumber(),
    survey_id: optionalId(),
    user_id: optionalId(),
    questions: z.catch(
      listOf(z.object({ text: optionalText(), replies: listOf(z.object({ text: optionalText() })) })),
      [],
    ),
  }),
);
export type SurveyResponse = z.output<ReturnType<typeof surveyResponse>>;

const FORBIDDEN =
  "The user behind the API access token may not read surveys. Give its role the right read_surveys in Engage.";

export function createSurveyResponses(rest: Rest) {
  return {
    getSurveyResponse: (responseId: string) =>
      rest({
        method: "GET",
        path: ["survey_responses", responseId],
        hints: { forbidden: FORBIDDEN },
        schema: surveyResponse(),
      }),
  };
}
