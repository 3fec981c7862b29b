/** What the customer answered to the last survey about a conversation. */
import { type StoredError, toEngageError, toStoredError } from "../core/errors";
import type { EngageClient } from "./engageClient";
import type { Intervention } from "./resources/interventions";
import type { SurveyResponse } from "./resources/surveyResponses";

export type Satisfaction =
  | {
      status: "answered";
      /** On the survey's own scale. */
      score: number | null;
      /** From 0 to 1, to compare surveys with different scales. */
      scaledScore: number | null;
      answeredAt: string;
      interventionId: string;
      agentId: string | null;
      surveyId: string | null;
      answers: { question: string | null; answer: string }[];
      /** Why only the score is known. */
      incomplete?: StoredError;
    }
  /** A survey was sent, and nobody has answered yet. */
  | { status: "waiting"; sentAt: string; interventionId: string }
  | { status: "none" }
  | { status: "unknown"; reason: StoredError };

const MAX_ANSWERS = 10;

/** Nothing that goes wrong here ends a node: satisfaction is never what it is for. */
export async function readSatisfaction(
  engage: EngageClient,
  interventionsRead: Promise<readonly Intervention[]>,
): Promise<Satisfaction> {
  try {
    const interventions = await interventionsRead;
    const answered = findNewest(interventions, ({ satisfaction_answered_at }) => satisfaction_answered_at);
    if (answered) {
      return await readAnswer(engage, answered.intervention, answered.at);
    }
    const sent = findNewest(interventions, ({ satisfaction_sent_at }) => satisfaction_sent_at);
    return sent ? { status: "waiting", sentAt: sent.at, interventionId: sent.intervention.id } : { status: "none" };
  } catch (thrown) {
    return { status: "unknown", reason: toStoredError(toEngageError(thrown)) };
  }
}

/** A conversation may have several interventions, each with a survey. */
function findNewest(interventions: readonly Intervention[], timeOf: (one: Intervention) => string | null) {
  return interventions
    .flatMap((intervention) => {
      const at = timeOf(intervention);
      return at === null || at === "" ? [] : [{ intervention, at }];
    })
    .sort((one, other) => (Date.parse(other.at) || 0) - (Date.parse(one.at) || 0))[0];
}

async function readAnswer(engage: EngageClient, intervention: Intervention, at: string): Promise<Satisfaction> {
  const { id, satisfaction_grade, survey_id, survey_response_id, user_id } = intervention;
  const grade = {
    status: "answered",
    score: satisfaction_grade,
    scaledScore: null,
    answeredAt: at,
    interventionId: id,
    agentId: user_id,
    surveyId: survey_id,
    answers: [],
  } as const;
  if (survey_response_id === null) {
    return { ...grade, answers: [] };
  }
  try {
    const response = await engage.getSurveyResponse(survey_response_id);
    return {
      ...grade,
      score: response.main_indicator ?? satisfaction_grade,
      scaledScore: response.main_indicator_scaled,
      agentId: response.user_id ?? user_id,
      surveyId: response.survey_id ?? survey_id,
      answers: toAnswers(response),
    };
  } catch (thrown) {
    return { ...grade, answers: [], incomplete: toStoredError(toEngageError(thrown)) };
  }
}

function toAnswers({ questions }: SurveyResponse): { question: string | null; answer: string }[] {
  return questions.slice(0, MAX_ANSWERS).map(({ text, replies }) => ({
    question: text,
    answer: replies.flatMap((reply) => reply.text ?? []).join(", "),
  }));
}
