/** Ctrl+C as each hop begins, on both routes: what the rehearsal opened is closed, or the report lists what people must close. */
import { openRehearsalLab, type RehearsalLab } from "./rehearsalLab";

const HOPS = [
  "customer_connects",
  "customer_greets",
  "bot_answers",
  "handover_asked",
  "handover_accepted",
  "thread_found",
  "categories_changed",
  "agents_see_it",
  "agent_takes",
  "agent_answers",
  "customer_reads",
  "customer_writes",
  "agent_reads",
  "agent_sends_file",
  "customer_sends_file",
  "structured_message",
  "agent_notes",
  "nothing_twice",
  "agent_closes",
  "end_reported",
  "categories_back",
  "bot_answers_again",
];
const UPLOADS = { webchatSettings: { fileStorageSettings: { enabled: true } } };

describe.each(["bridge", "channel"] as const)("route %s", (route) => {
  let lab: RehearsalLab;
  beforeAll(async () => {
    lab = await openRehearsalLab(UPLOADS);
  });
  afterAll(() => lab.close());

  /** Of the conversations that are new since. */
  function openSince(known: ReadonlySet<string>) {
    const { domain, seed } = lab.platforms.engage;
    const threads = [...domain.threads.values()].filter(({ id }) => !known.has(id));
    const ids = threads.map(({ id }) => id);
    return {
      interventions: [...domain.interventions.values()]
        .filter(({ closed, thread_id }) => !closed && ids.includes(thread_id))
        .map(({ id }) => id),
      withAgents: threads
        .filter(({ thread_category_ids }) => thread_category_ids.includes(seed.categories.agent.id))
        .map(({ id }) => id),
      waiting: [...domain.tasks.values()]
        .filter(
          ({ completed_at, thread_id, queue }) =>
            completed_at === null && ids.includes(thread_id) && queue === "global",
        )
        .map(({ thread_id }) => thread_id),
    };
  }

  test("the table below has every hop", async () => {
    const begun: string[] = [];
    await lab.run({ route }, { onHop: (id) => begun.push(id) });
    expect(begun).toEqual([...HOPS, "tidied_up"]);
  });

  test.each(HOPS)("%s", async (hop) => {
    const known = new Set(lab.platforms.engage.domain.threads.keys());
    const { exitCode, hops, findings } = await lab.run(
      { route },
      { onHop: (id) => id === hop && process.emit("SIGINT") },
    );
    await lab.platforms.settle();
    expect(exitCode).toBe(2);
    // What waits for nothing ends well, and then the next one isn't begun.
    expect(hops.at(-2)).toMatch(/^failed /);
    expect(hops.length).toBeLessThanOrEqual(HOPS.indexOf(hop) + 3);
    const closing = findings.find(({ code }) => code === "tidied_up");
    const open = Object.values(openSince(known)).flat();
    expect(open.filter((id) => closing?.level !== "fail" || !closing.message.includes(id))).toEqual([]);
    expect(process.listenerCount("SIGINT")).toBe(lab.listeners);
  });
});
