/** REST: surveys and their responses. There is no list of responses. */
import { find } from "../../domain/find";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";

export const surveyRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/surveys",
    operation: "getAllSurveys",
    handle(call) {
      demandRight(call);
      return toPage(call, [...call.domain.surveys.values()], (survey) => ({ ...survey }));
    },
  },
  {
    method: "GET",
    path: "/surveys/:surveyId",
    operation: "getSurvey",
    handle(call) {
      demandRight(call);
      return { ...find(call.domain.surveys, call.pathId("surveyId")) };
    },
  },
  {
    method: "GET",
    path: "/survey_responses/:surveyResponseId",
    operation: "getSurveyResponse",
    handle(call) {
      demandRight(call);
      return { ...find(call.domain.surveyResponses, call.pathId("surveyResponseId")) };
    },
  },
];

/** No right is stated; the flag that a role has is the likeliest. */
function demandRight(call: Call): void {
  call.demandRight("read_surveys");
}
