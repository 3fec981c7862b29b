/** A person as the customer on a channel of Engage: asked to write, watched for five minutes, and cleaned up after. */
import { openRehearsalLab, type RehearsalLab } from "./rehearsalLab";

let lab: RehearsalLab;
beforeEach(async () => {
  lab = await openRehearsalLab({}, { leaps: true });
});
afterEach(() => lab.close());

const MINUTES_5 = 5 * 60_000;

/** Writes what the assistant asks for, up to so many times. */
function createPerson({ platforms: { engage } }: RehearsalLab, patience = Number.POSITIVE_INFINITY) {
  const { domain, seed } = engage;
  const asked: string[] = [];
  return {
    asked,
    onNote(note: string): void {
      const [, wanted] = /^As the customer, (.+)$/s.exec(note) ?? [];
      if (wanted === undefined || asked.push(wanted) > patience) {
        return;
      }
      const [, text] = /^write on the channel within 5 minutes: (.+)$/s.exec(wanted) ?? [];
      const picture = domain.newId("attachment");
      domain.attachments.set(picture, {
        id: picture,
        filename: "photo.png",
        content_type: "image/png",
        size: 1,
        isPublic: true,
        foreign_id: null,
        bytes: Buffer.from("p"),
        ...domain.timestamps(),
      });
      domain.customerWrites({
        sourceId: seed.sources.messaging.id,
        identityId: seed.identities.knownCustomer.id,
        body: text ?? "",
        ...(text === undefined && { attachmentIds: [picture] }),
      });
    },
  };
}

const run = (onNote: (note: string) => void) =>
  lab.run({ route: "channel" }, { values: { REHEARSAL_CUSTOMER_URL: "" }, onNote });

function openInterventions() {
  const { domain, seed } = lab.platforms.engage;
  return [...domain.interventions.values()].filter(
    ({ closed, identity_id }) => !closed && identity_id === seed.identities.knownCustomer.id,
  );
}

test("a person who writes in time: every hop passes, and each request says what to write", async () => {
  const person = createPerson(lab);
  const { hops, exitCode, result } = await run(person.onNote);
  expect(hops.filter((hop) => !hop.startsWith("passed"))).toEqual(["skipped nothing_twice"]);
  expect(exitCode).toBe(0);
  expect(person.asked).toEqual([
    expect.stringMatching(/^write on the channel within 5 minutes: \[Rehearsal [0-9a-f]{6}\] Hello, this is a test\.$/),
    expect.stringMatching(/^write .*: I want to talk to an agent \[Rehearsal [0-9a-f]{6}\]$/),
    expect.stringMatching(/^write .*: Ça va\? 3 > 2 & more$/),
    "send any picture or file on the channel within 5 minutes.",
    expect.stringMatching(/^write .*: \[Rehearsal [0-9a-f]{6}\] Hello, this is a test\.$/),
  ]);
  expect(result.calls).toBeLessThan(60);
  await lab.platforms.settle();
  expect(openInterventions()).toEqual([]);
});

test("nobody writes: after five minutes it stops, and says what to do", async () => {
  const person = createPerson(lab, 0);
  const { hops, exitCode, result, findings } = await run(person.onNote);
  expect(exitCode).toBe(2);
  expect(person.asked).toHaveLength(1);
  expect(hops.slice(0, 2)).toEqual(["passed customer_connects", "failed customer_greets"]);
  expect(new Set(hops.slice(2, -1).map((hop) => hop.split(" ")[0]))).toEqual(new Set(["skipped"]));
  expect(hops.at(-1)).toBe("passed tidied_up");
  const [, greeting] = result.conversations[0]?.hops ?? [];
  expect(greeting?.ms).toBeGreaterThanOrEqual(MINUTES_5);
  expect(greeting?.ms).toBeLessThan(MINUTES_5 + 10_000);
  expect(findings.find(({ code }) => code === "customer_greets")).toMatchObject({
    message: expect.stringContaining("Engage has no new message with the mark of this rehearsal."),
    fix: expect.stringMatching(/^Write exactly what is asked for/),
  });
  expect(openInterventions()).toEqual([]);
  expect(result.calls).toBeLessThan(30);
});

test("a person who leaves half-way: what the bot and the agent opened is closed, and the bot has the conversation", async () => {
  const person = createPerson(lab, 2);
  const { hops, exitCode } = await run(person.onNote);
  expect(exitCode).toBe(2);
  expect(person.asked).toHaveLength(3);
  expect(hops.filter((hop) => hop.startsWith("failed"))).toEqual(["failed customer_writes"]);
  expect(hops.at(-1)).toBe("passed tidied_up");
  await lab.platforms.settle();
  expect(openInterventions()).toEqual([]);
  const { domain, seed } = lab.platforms.engage;
  const threads = [...domain.contents.values()]
    .filter(({ body }) => /\[Rehearsal/.test(body))
    .map(({ thread_id }) => domain.threads.get(thread_id)?.thread_category_ids);
  expect(threads).toContainEqual([seed.categories.bot.id]);
  expect(threads).not.toContainEqual([seed.categories.agent.id]);
});
