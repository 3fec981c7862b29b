/** Satisfaction surveys: sent and answered by customers, read by integrations. */
import { addSurvey, answerSurvey, sendSurvey } from "../../../sandbox/engage/domain/surveys";
import { idsOf, useEngage } from "./engageUnderTest";

const t = useEngage();

function anIntervention() {
  const { domain, seed } = t.engage;
  const { intervention_id: id } = domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Done");
  return domain.agentCloses(id ?? "", seed.agents.ana.id);
}
const read = async (id: string) => (await t.call("GET", `/interventions/${id}`)).body;

it("An account without surveys shows nothing of satisfaction", async () => {
  expect(await read(anIntervention().id)).not.toHaveProperty("satisfaction_grade");
});

it("Until the customer answers, an intervention shows when the survey was sent", async () => {
  const { id } = anIntervention();
  const survey = sendSurvey(t.engage.domain, id);
  expect(await read(id)).toMatchObject({
    survey_id: survey.id,
    satisfaction_sent_at: expect.any(String),
    satisfaction_answered_at: null,
    satisfaction_grade: null,
    survey_response_id: null,
  });
});

it("An answer is announced, shown by the intervention, and read by its id", async () => {
  const { id } = anIntervention();
  const response = answerSurvey(t.engage.domain, id, { mainIndicator: 4, scaled: 0.75, comment: "Fast!" });
  const event = await t.event("survey_response.imported");
  expect(event).toMatchObject({ resourceId: response.id, metadata: { intervention_id: id, main_indicator: 4 } });
  // As documented, it does not name the conversation.
  expect(event.metadata).not.toHaveProperty("thread_id");
  expect(await read(id)).toMatchObject({ satisfaction_grade: 4, survey_response_id: response.id });
  expect((await t.call("GET", `/survey_responses/${response.id}`)).body).toMatchObject({
    main_indicator: 4,
    main_indicator_scaled: 0.75,
    intervention_id: id,
    questions: [{ replies: [{ text: "4" }] }, { replies: [{ text: "Fast!" }] }],
  });
});

it("Surveys are read with the right only, and unknown ones do not exist", async () => {
  const survey = addSurvey(t.engage.domain);
  expect(idsOf(await t.call("GET", "/surveys"))).toEqual([survey.id]);
  expect((await t.call("GET", `/surveys/${survey.id}`)).body.name).toBe("Satisfaction");
  expect((await t.call("GET", "/surveys/none")).status).toBe(404);
  expect((await t.call("GET", "/survey_responses/none")).status).toBe(404);
  for (const path of ["/surveys", `/surveys/${survey.id}`, "/survey_responses/none"]) {
    expect((await t.call("GET", path, { token: "limited-token" })).status).toBe(403);
  }
});
