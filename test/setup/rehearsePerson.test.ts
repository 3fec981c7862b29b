/** A person as the customer on a channel of Engage: asked to write, watched for five minutes, and cleaned up after. */
import { ChannelCustomer } from "../../setup/rehearse/ChannelCustomer";
import { openRehearsalLab, type RehearsalLab } from "./rehearsalLab";

let lab: RehearsalLab;
beforeEach(async () => {
  lab = await openRehearsalLab();
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

const run = (onNote: (note: string) => void, options: Parameters<RehearsalLab["run"]>[0] = {}) =>
  lab.run({ route: "channel", ...options }, { values: { REHEARSAL_CUSTOMER_URL: "" }, onNote });

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

describe("a conversation that is older than the rehearsal", () => {
  const failed = (hops: readonly string[]) => hops.filter((hop) => hop.startsWith("failed"));
  const closing = ({ findings }: Awaited<ReturnType<typeof run>>) => findings.find(({ code }) => code === "tidied_up");

  function customerWrites(body: string) {
    const { domain, seed } = lab.platforms.engage;
    return domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      identityId: seed.identities.knownCustomer.id,
      body,
    });
  }

  /** Ana has answered in it, and the intervention is hers. */
  async function openAnas(categoryIds: readonly string[]) {
    const { domain, seed } = lab.platforms.engage;
    const { thread } = customerWrites("Hello, I have a problem with my order");
    await lab.platforms.settle();
    domain.agentReplies(thread.id, seed.agents.ana.id, "I am Ana. I look into it.");
    await lab.platforms.settle();
    const [anas] = openInterventions();
    const kept = domain.threads.get(thread.id);
    if (anas === undefined || kept === undefined) {
      throw new Error("There is no intervention.");
    }
    anas.user_id = seed.agents.ana.id;
    anas.category_ids = [...categoryIds];
    kept.thread_category_ids = [...categoryIds];
    lab.passSecond();
    return {
      id: anas.id,
      isOpen: () => domain.interventions.get(anas.id)?.closed === false,
      categories: () => domain.threads.get(thread.id)?.thread_category_ids,
      answers: () =>
        [...domain.contents.values()].filter(
          ({ thread_id, created_from }) => thread_id === thread.id && created_from !== "synchronizer",
        ).length,
    };
  }

  test("an intervention that a real agent had open before: nothing is answered in it, and it stays open", async () => {
    const { seed } = lab.platforms.engage;
    const anas = await openAnas([seed.categories.bot.id]);
    const result = await run(createPerson(lab).onNote);
    await lab.platforms.settle();
    expect(failed(result.hops)).toEqual(["failed agent_takes"]);
    expect(result.findings.find(({ code }) => code === "agent_takes")).toMatchObject({
      message: expect.stringContaining(`Intervention ${anas.id} is open, and may be a real agent's.`),
    });
    expect(anas.isOpen()).toBe(true);
    expect(anas.categories()).toEqual([seed.categories.bot.id]);
    expect(closing(result)).toMatchObject({
      level: "warn",
      message: expect.stringContaining(
        `Left as it is, because agents may have had it before: intervention ${anas.id} (`,
      ),
      fix: expect.stringMatching(/\/content_threads\/[0-9a-f]{24}\?view=permalink$/),
    });
  });

  test("an intervention that a real agent had closed, and that the first words open anew: it is listed", async () => {
    const { domain, seed } = lab.platforms.engage;
    const anas = await openAnas([seed.categories.bot.id]);
    domain.agentCloses(anas.id, seed.agents.ana.id);
    await lab.platforms.settle();
    const result = await run(createPerson(lab).onNote);
    await lab.platforms.settle();
    expect(failed(result.hops)).toEqual(["failed agent_takes"]);
    expect(anas.isOpen()).toBe(true);
    expect(closing(result)).toMatchObject({ level: "warn", message: expect.stringContaining(anas.id) });
  });

  test("agents had it: broken off before any handover, it stays with them", async () => {
    const { seed } = lab.platforms.engage;
    const anas = await openAnas([seed.categories.agent.id]);
    const result = await run(createPerson(lab, 1).onNote);
    await lab.platforms.settle();
    // What Ana said before is no answer of the bot.
    expect(failed(result.hops)).toEqual(["failed bot_answers"]);
    expect(anas.isOpen()).toBe(true);
    expect(anas.categories()).toEqual([seed.categories.agent.id]);
    expect(closing(result)).toMatchObject({
      level: "warn",
      message: expect.stringContaining(`intervention ${anas.id}, the agents' category (thread `),
    });
  });

  test("an agent of a script who answers without taking it doesn't write into a real agent's intervention", async () => {
    const { seed } = lab.platforms.engage;
    const anas = await openAnas([seed.categories.agent.id]);
    const before = anas.answers();
    const script = lab.write(
      "name: Short\nroute: channel\nsteps:\n  - customer says: Hello\n  - agent says: Hello, too",
    );
    const { hops } = await run(createPerson(lab).onNote, { script });
    await lab.platforms.settle();
    expect(failed(hops)).toEqual(["failed step_2"]);
    expect(anas.answers()).toBe(before);
    expect(anas.isOpen()).toBe(true);
  });

  test("the same person's second rehearsal, broken off early: the bot's intervention, which Engage opened anew, is closed", async () => {
    await run(createPerson(lab).onNote);
    await lab.platforms.settle();
    expect(openInterventions()).toEqual([]);
    lab.passSecond();
    const { hops } = await run(createPerson(lab, 1).onNote);
    await lab.platforms.settle();
    expect(hops.at(-1)).toBe("passed tidied_up");
    expect(openInterventions()).toEqual([]);
  });

  test.each(["bot", "unknown"] as const)(
    "a person who writes the first words twice: what the bot opened between them is closed (token of: %s)",
    async (tokenOwner) => {
      await lab.close();
      lab = await openRehearsalLab({ engage: { rules: { tokenOwner } } });
      const { domain } = lab.platforms.engage;
      const find = ChannelCustomer.prototype.findConversation;
      // Engage's search shows both messages at once.
      const search = jest.spyOn(ChannelCustomer.prototype, "findConversation").mockImplementationOnce(async function (
        this: ChannelCustomer,
      ) {
        await lab.platforms.settle();
        lab.passSecond();
        const first = [...domain.contents.values()].find(({ body }) => /\[Rehearsal/.test(body));
        customerWrites(first?.body ?? "");
        await lab.platforms.settle();
        await find.call(this);
      });
      const { hops } = await run(createPerson(lab, 1).onNote);
      search.mockRestore();
      await lab.platforms.settle();
      expect(hops.at(-1)).toBe("passed tidied_up");
      expect(openInterventions()).toEqual([]);
    },
  );

  test.each(["administrator", "unknown"] as const)(
    "what the token's user may have had open as a person before stays open (%s)",
    async (tokenOwner) => {
      await lab.close();
      lab = await openRehearsalLab({ engage: { rules: { tokenOwner } } });
      const anas = await openAnas([lab.platforms.engage.seed.categories.bot.id]);
      const { hops } = await run(createPerson(lab).onNote);
      await lab.platforms.settle();
      expect(failed(hops)).toEqual(["failed agent_takes"]);
      expect(hops.at(-1)).toBe("warned tidied_up");
      expect(anas.isOpen()).toBe(true);
    },
  );

  test("with --manual, and nobody at the desk: what was open before stays open", async () => {
    const anas = await openAnas([lab.platforms.engage.seed.categories.bot.id]);
    const { hops } = await run(createPerson(lab).onNote, { isManual: true });
    await lab.platforms.settle();
    expect(failed(hops)).toHaveLength(1);
    expect(hops.at(-1)).toBe("warned tidied_up");
    expect(anas.isOpen()).toBe(true);
  });

  describe("where the token is that of an administrator, who also serves customers", () => {
    beforeEach(async () => {
      await lab.close();
      lab = await openRehearsalLab({ engage: { rules: { tokenOwner: "administrator" } } });
    });

    test("what was closed before is the rehearsal's when it's opened anew", async () => {
      await run(createPerson(lab).onNote);
      await lab.platforms.settle();
      lab.passSecond();
      const { hops } = await run(createPerson(lab).onNote);
      await lab.platforms.settle();
      expect(failed(hops)).toEqual([]);
      expect(hops.at(-1)).toBe("passed tidied_up");
      expect(openInterventions()).toEqual([]);
    });
  });
});

test("a search that Engage refuses at the end: it isn't reported as closed", async () => {
  const { faults } = lab.platforms.engage;
  faults.inject({ kind: "status", status: 403 }, { method: "GET", path: /contents/, times: 99 });
  const { hops, findings } = await run(createPerson(lab, 1).onNote);
  expect(hops.at(-1)).toBe("failed tidied_up");
  expect(findings.find(({ code }) => code === "tidied_up")?.message).toMatch(
    /Whether Engage has the conversation \[Rehearsal [0-9a-f]{6}\] isn't known \(403/,
  );
});
