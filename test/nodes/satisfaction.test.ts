/** What customers answered to a survey, read by Lookup Queue Status and Close Engage Conversation. */
import { channelInput, sealed, useNodeLab } from "../../harness/nodeLab";
import { addSurvey, answerSurvey, sendSurvey } from "../../sandbox/engage/domain/surveys";

const lab = useNodeLab();

const ON = { readSatisfaction: true };
const lookUp = (config: Record<string, unknown> = ON, input: Record<string, unknown> = channelInput(lab)) =>
  lab.run("lookupQueueStatus", config, { input });
const close = (config: Record<string, unknown> = ON) =>
  lab.run("closeEngageConversation", config, { input: channelInput(lab) });

/** Ana has answered and closed. */
function handledByAna() {
  const { domain, seed } = lab.engage;
  const { intervention_id: id } = domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Done");
  return domain.agentCloses(id ?? "", seed.agents.ana.id);
}

describe("Lookup Queue Status", () => {
  test("reads the answer, its comment and its scale, with one request more", async () => {
    const intervention = handledByAna();
    const without = await lookUp({});
    expect(without.result).not.toHaveProperty("satisfaction");
    const response = answerSurvey(lab.engage.domain, intervention.id, {
      mainIndicator: 4,
      scaled: 0.75,
      comment: "Fast!",
    });
    const { result } = await lookUp();
    expect(result.calls).toBe(Number(without.result.calls) + 1);
    expect(result.satisfaction).toEqual({
      status: "answered",
      score: 4,
      scaledScore: 0.75,
      answeredAt: response.created_at,
      interventionId: intervention.id,
      agentId: lab.engage.seed.agents.ana.id,
      surveyId: response.survey_id,
      answers: [
        { question: "How satisfied are you with our service?", answer: "4" },
        { question: "Anything else?", answer: "Fast!" },
      ],
    });
    expect(lab.calls()).toContain(`GET /survey_responses/${response.id}`);
  });

  test("says that an answer is awaited", async () => {
    const intervention = handledByAna();
    sendSurvey(lab.engage.domain, intervention.id);
    expect((await lookUp()).result.satisfaction).toEqual({
      status: "waiting",
      sentAt: expect.stringMatching(/Z$/),
      interventionId: intervention.id,
    });
  });

  test.each<[string, () => void]>([
    ["the account has no surveys", () => {}],
    ["no survey was sent", () => void addSurvey(lab.engage.domain)],
  ])("says none when %s", async (_, prepare) => {
    handledByAna();
    prepare();
    expect((await lookUp()).result.satisfaction).toEqual({ status: "none" });
  });

  test("of several interventions takes the one answered last", async () => {
    const older = handledByAna();
    answerSurvey(lab.engage.domain, older.id, { mainIndicator: 1, scaled: 0 });
    const newer = { ...older, id: "66b1c0de00000000000000ff", survey: null };
    lab.engage.domain.interventions.set(newer.id, newer);
    const response = answerSurvey(lab.engage.domain, newer.id, { mainIndicator: 5, scaled: 1 });
    response.created_at = "2099-01-01T00:00:00Z";
    expect((await lookUp()).result.satisfaction).toMatchObject({ score: 5, interventionId: newer.id });
  });

  test("keeps the score where the token may not read the answer", async () => {
    const intervention = handledByAna();
    answerSurvey(lab.engage.domain, intervention.id, { mainIndicator: 4, scaled: 0.75 });
    lab.engage.seed.users.bot.rights = lab.engage.seed.users.bot.rights.filter((right) => right !== "read_surveys");
    const { result, nextNode } = await lookUp();
    expect(nextNode).toBe("onNotQueued");
    expect(result.satisfaction).toMatchObject({
      status: "answered",
      score: 4,
      scaledScore: null,
      answers: [],
      incomplete: { code: "forbidden", hint: expect.stringContaining("read_surveys") },
    });
  });

  test("reads it also where Engage's own queue numbers need no request", async () => {
    const intervention = handledByAna();
    answerSurvey(lab.engage.domain, intervention.id, { mainIndicator: 3, scaled: 0.5 });
    const { data } = Object(channelInput(lab));
    const handover = sealed("handover", lab.engage.seed.tokens.bot, { status: "queue", position: 2 });
    const { result } = await lookUp(ON, { data: { ...data, handover } });
    expect(result).toMatchObject({ status: "queued", position: 2, satisfaction: { score: 3 }, calls: 2 });
  });

  test("does not fail where it can't be read", async () => {
    const { data } = Object(channelInput(lab));
    const handover = sealed("handover", lab.engage.seed.tokens.bot, { status: "queue", position: 2 });
    lab.engage.faults.inject(
      { kind: "status", status: 403, body: { error: "forbidden", message: "No", status: 403 } },
      { path: /interventions/, times: 9 },
    );
    const { result, nextNode } = await lookUp(ON, { data: { ...data, handover } });
    expect(nextNode).toBe("onQueued");
    expect(result.satisfaction).toMatchObject({ status: "unknown", reason: { code: "forbidden" } });
  });
});

describe("Close Engage Conversation", () => {
  test("reads the last answer from the interventions that it lists anyway", async () => {
    const intervention = handledByAna();
    answerSurvey(lab.engage.domain, intervention.id, { mainIndicator: 5, scaled: 1 });
    const { result } = await close();
    expect(result).toMatchObject({ status: "closed", satisfaction: { status: "answered", score: 5, scaledScore: 1 } });
    expect(lab.calls().filter((call) => call.startsWith("GET /interventions"))).toEqual(["GET /interventions"]);
  });

  test("lists them where the intervention is named", async () => {
    const intervention = handledByAna();
    answerSurvey(lab.engage.domain, intervention.id, { mainIndicator: 2, scaled: 0.25 });
    const { result } = await close({ ...ON, interventionId: intervention.id });
    expect(result).toMatchObject({ intervention: "alreadyClosed", satisfaction: { score: 2 } });
  });

  test("reads nothing unless asked to", async () => {
    const intervention = handledByAna();
    answerSurvey(lab.engage.domain, intervention.id, { mainIndicator: 5, scaled: 1 });
    expect((await close({})).result).not.toHaveProperty("satisfaction");
    expect(lab.calls().filter((call) => call.includes("survey"))).toEqual([]);
  });
});

test.each<[string, unknown, number | null]>([
  ["a text", "4", 4],
  ["something else", { value: 4 }, null],
  ["nothing", null, null],
])("A grade that is %s does no harm", async (_, grade, score) => {
  const intervention = handledByAna();
  answerSurvey(lab.engage.domain, intervention.id, { mainIndicator: 5, scaled: 1 });
  lab.engage.faults.inject(
    {
      kind: "status",
      status: 200,
      body: {
        count: 1,
        records: [
          {
            id: intervention.id,
            thread_id: intervention.thread_id,
            closed: true,
            satisfaction_grade: grade,
            satisfaction_answered_at: "2026-11-28T10:00:00Z",
          },
        ],
      },
    },
    { path: /interventions$/ },
  );
  expect((await lookUp()).result.satisfaction).toMatchObject({ status: "answered", score, surveyId: null });
});
