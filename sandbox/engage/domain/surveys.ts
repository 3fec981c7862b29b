/** Satisfaction surveys: one is sent after an intervention, and its answer is imported some time later. */
import type { DomainState } from "./DomainState";
import { find } from "./find";
import type { Survey, SurveyResponse } from "./records";

interface SurveyAnswer {
  /** On the survey's own scale. */
  mainIndicator: number;
  /** From 0 to 1. */
  scaled: number;
  comment?: string;
}

const QUESTION = "How satisfied are you with our service?";
const COMMENT = "Anything else?";

/** The account has the satisfaction extension from its first survey on. */
export function addSurvey(state: DomainState, name = "Satisfaction"): Survey {
  const survey: Survey = {
    id: state.newId("record"),
    name,
    link: "https://survey.example.com/s/1",
    active: true,
    from_name: null,
    instant_send_threshold: 0,
    max_time_since_last_reply: 86_400,
    send_delay: 0,
    category_ids: [],
    team_ids: [],
    source_ids: [],
    type: "alchemer",
    ...state.timestamps(),
  };
  state.surveys.set(survey.id, survey);
  return survey;
}

export function sendSurvey(state: DomainState, interventionId: string): Survey {
  const survey = [...state.surveys.values()][0] ?? addSurvey(state);
  const intervention = find(state.interventions, interventionId);
  intervention.survey = { id: survey.id, sentAt: state.timestamp(), responseId: null };
  state.changed();
  return survey;
}

/** The customer answers; Engage imports that and announces it. */
export function answerSurvey(state: DomainState, interventionId: string, answer: SurveyAnswer): SurveyResponse {
  const survey = sendSurvey(state, interventionId);
  const intervention = find(state.interventions, interventionId);
  const reply = (text: string) => [{ text, value: text }];
  const response: SurveyResponse = {
    id: state.newId("record"),
    main_indicator: answer.mainIndicator,
    main_indicator_scaled: answer.scaled,
    intervention_id: interventionId,
    survey_id: survey.id,
    source_id: intervention.source_id,
    user_id: intervention.user_id,
    response_foreign_id: "answer-1",
    questions: [
      { foreign_id: "1", text: QUESTION, replies: reply(String(answer.mainIndicator)) },
      ...(answer.comment === undefined ? [] : [{ foreign_id: "2", text: COMMENT, replies: reply(answer.comment) }]),
    ],
    ...state.timestamps(),
  };
  state.surveyResponses.set(response.id, response);
  intervention.survey = { id: survey.id, sentAt: state.timestamp(), responseId: response.id };
  const { id, created_at, updated_at: _updated, ...shown } = response;
  state.emit({
    type: "survey_response.imported",
    resourceType: "survey_response",
    resourceId: id,
    metadata: { submitted_at: created_at, ...shown },
  });
  return response;
}
