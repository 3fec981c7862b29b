/** A customer, the bot and an agent on the sandbox's page, on both routes. */
import { describeInBrowser } from "../../harness/browser";
import { createPageLab } from "../../harness/pageLab";
import { drawPicture } from "../../harness/picture";
import { fingerprint } from "../../harness/pictures/fingerprint";
import { findStalePictures } from "../../harness/pictures/fingerprints";
import { beVisitor, DESKTOP, PHONE, playHandover, playOnPhone } from "../../harness/pictures/scenes";
import type { Visitor } from "../../harness/Visitor";

/** What would run if a text were taken for more than a text. */
const SCRIPTS = '<img src=x onerror="window.intruder=1"><script>window.intruder=1</script>';

describeInBrowser("A handover on the sandbox's page", () => {
  const lab = createPageLab();

  it("from Webchat (route bridge): greeting, queue, agent, and back to the bot", async () => {
    const visitor = await lab.visit();
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();

    // The bot greets and offers what it can do.
    await visitor.say("Hello");
    const greeting = await visitor.hears("bot", "Welcome to Lumen & Oak!");
    expect(await greeting.getByTestId("quick-reply").allInnerTexts()).toEqual([
      "My orders",
      "Opening hours",
      "Talk to a person",
      "More",
    ]);
    await visitor.ran("say-hello");

    // A click on a quick reply asks for a person; the customer reads the position.
    await visitor.choose("Talk to a person");
    await visitor.hears("customer", "Talk to a person");
    await visitor.hears("bot", "I am connecting you with a colleague.");
    await visitor.hears("bot", "You are number 1 in the queue.");
    await showHandover(visitor);
    await visitor.ran("check-agents", "Available");
    await visitor.ran("handover", "Handed over");

    // The desk shows who waits, where, and what is known of them.
    const entry = visitor.find("queue-entry");
    await entry.waitFor();
    expect(await entry.getByTestId("queue-place").innerText()).toBe("Number 1 on Webchat");
    await visitor.find("customer-card").locator("summary").click();
    const card = await visitor.find("customer-card").innerText();
    expect(card).toContain("@example.com");
    expect(card).toMatch(/shop\s+Lumen & Oak/);

    // What the customer writes now is for agents, so no bot is shown typing.
    await visitor.say("Are you there?");
    await visitor.reads("customer", "Are you there?");
    expect(await visitor.chat.getByTestId("typing").count()).toBe(0);

    // The agent takes it and answers; the words arrive under the agent's name, and the other way round.
    await visitor.takeFromQueue();
    await visitor.find("queue-entry").waitFor({ state: "detached" });
    await visitor.answer("Hello, this is a person.");
    const answer = await visitor.hears("agent", "Hello, this is a person.");
    expect(await answer.locator(".message-author").innerText()).toBe("Ana Example");
    await visitor.say("My lamp is broken.");
    await visitor.reads("customer", "My lamp is broken.");

    // The end: the bot is back, and what is said next goes to the Flow.
    await visitor.click("close");
    await visitor.hears("bot", "My colleague has left the chat, and I am back.");
    await visitor.find("thread-state", { "data-state": "closed" }).waitFor();
    await visitor.choose("Opening hours");
    await visitor.hears("bot", "Our showroom is open Monday to Saturday");
    expect(await visitor.find("numbers-conversations").innerText()).toContain("1 + ");
  });

  it("from Webchat: each node and each call can be looked into, and no secret is seen anywhere", async () => {
    const visitor = await lab.visit();
    await visitor.say("talk to a person");
    await visitor.hears("bot", "You are number 1 in the queue.");
    await visitor.takeFromQueue();
    await visitor.hears("bot", "Ana Example has joined");
    await visitor.answer("Hello, this is a person.");
    await visitor.hears("agent", "Hello, this is a person.");
    await visitor.say("My lamp is broken.");
    await visitor.reads("customer", "My lamp is broken.");

    // The run with the handover stays in reach, and stays shown until the person follows again.
    await visitor.find("run").filter({ hasText: "Handover" }).click();
    await visitor.find("run-pinned").getByText("Showing the run of").waitFor();
    await visitor.ran("handover", "Handed over");

    // The chosen run is in sight, and the place of the others doesn't change when the diagram follows again.
    const chosen = visitor.page.locator("[data-testid=run][aria-pressed=true]");
    const bar = await visitor.page.locator(".runs-list").boundingBox();
    const chip = await chosen.boundingBox();
    expect(chip?.x).toBeGreaterThanOrEqual(bar?.x ?? 0);
    expect((chip?.x ?? 0) + (chip?.width ?? 0)).toBeLessThanOrEqual((bar?.x ?? 0) + (bar?.width ?? 0) + 1);
    expect([chip?.y, chip?.height]).toEqual([bar?.y, bar?.height]);

    // A decision says which value it read.
    await visitor.click("flow-node", { "data-node-id": "wants-person" });
    expect(await visitor.find("node-taken").innerText()).toBe('input.text is "talk to a person" → Then');
    await visitor.click("detail-close");
    await visitor.find("execution").getByRole("button", { name: "Wants a person? Then" }).hover();
    await visitor.find("explanation").getByText('input.text is "talk to a person" → Then').waitFor();

    // A node: exit and result, then its calls, then the settings that someone has changed, and on demand all of them.
    await visitor.click("flow-node", { "data-node-id": "handover" });
    const detail = visitor.find("node-detail");
    await visitor.find("settings-all").waitFor();
    const about = await detail.innerText();
    expect(about).toMatch(
      /handoverToRingCentral[\s\S]*onHandedOver[\s\S]*"(?:handedOver|alreadyHandedOver)"[\s\S]*POST \/realtime\/[\s\S]*acceptedMessage/,
    );
    expect(about).toContain("I am connecting you with a colleague. What you write now goes to them.");
    expect(about).not.toContain("languageCategories");
    expect(await visitor.find("node-exits").innerText()).toMatch(
      /^\s*Exit: Handed over\s+onHandedOver\s+Not taken:\s+No agent available/,
    );
    await visitor.click("settings-all");
    expect(await detail.innerText()).toContain("languageCategories");
    let everything = await visitor.page.content();
    await visitor.click("detail-close");
    // Who follows again sees the newest lines of the timeline, too.
    await visitor.page.evaluate("document.querySelector('.timeline-area').scrollTo(0, 1e6)");
    await visitor.until("document.querySelector('.timeline-area').scrollTop > 0");
    await visitor.click("follow-live");
    await visitor.until("document.querySelector('.timeline-area').scrollTop === 0");
    await visitor.find("run-pinned").waitFor({ state: "detached" });

    // A call of every kind: its body is shown, with tokens masked.
    const bodies: Record<string, string> = {};
    await visitor.find("filter-http").click();
    for (const kind of ["REST", "Realtime", "Webhook", "Channel SDK", "notify", "inject"]) {
      await visitor.find("call", { "data-kind": kind }).first().click();
      const call = visitor.find("call-detail");
      await call.getByText("Response", { exact: true }).waitFor();
      bodies[kind] = await call.innerText();
      everything += await visitor.page.content();
    }
    expect(bodies.Realtime).toContain("messages.create");
    expect(bodies["Channel SDK"]).toMatch(/"action"/);
    expect(bodies.Webhook).toContain("•••");

    const { engage, hub, connection } = lab.sandbox();
    const { domain, seed } = engage;
    const secrets = [
      ...Object.values(seed.tokens),
      ...[...domain.webhooks.values()].flatMap(({ secret, verify_token }) => [secret ?? "", verify_token ?? ""]),
      new URL(domain.sources.get(seed.sources.sdk.id)?.sdk?.baseUri ?? "").searchParams.get("key") ?? "",
      seed.realtimeAccessToken,
      connection.accessToken ?? "",
      hub.URLToken,
    ];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(5);
      expect(everything).not.toContain(secret);
    }
    expect(everything).not.toMatch(/v1\.\d{13}\./);
  });

  it("on Engage Messaging (route channel): typing, transfer, deferral, categories, HTML and a picture", async () => {
    const visitor = await lab.visit();
    const { ben } = lab.sandbox().engage.seed.agents;
    await visitor.click("tab-messaging");
    await visitor.say("I need a person");
    await visitor.hears("bot", "I am connecting you with a colleague.");
    await visitor.hears("bot", "You are number 1 in the queue.");
    await visitor.takeFromQueue();

    // The agent sees what is being typed, before it is sent.
    await visitor.find("composer").pressSequentially("My chair");
    await visitor.desk.getByText("My chair").waitFor();
    await visitor.find("composer").press("Enter");
    await visitor.reads("customer", "My chair");

    // Answers: the editor's HTML arrives as text, a file as a picture.
    await visitor.click("reply-format-html");
    await visitor.answer("<p>Let me <b>look</b> at it&nbsp;&amp; tell.</p>");
    await visitor.hears("agent", /^.*Let me look at it\s& tell\.\s*$/s);
    await visitor.click("reply-format-html");
    await visitor.answer("Is it this one?", { name: "chair.png", mimeType: "image/png", buffer: drawPicture() });
    const picture = (await visitor.hears("agent", "Is it this one?")).getByRole("img", { name: "chair.png" });
    await picture.scrollIntoViewIfNeeded();
    await visitor.until("[...document.querySelectorAll('.chat img')].some((one) => one.naturalWidth === 64)");

    // Another category changes nothing for the customer.
    await visitor.click("categorize");
    await visitor.find("category", { "data-category-id": lab.sandbox().engage.seed.categories.billing.id }).check();
    await visitor.click("categorize-apply");
    const thread = visitor.find("thread", { "data-state": "agent" });
    await thread.getByText("Billing").waitFor();

    // Ben comes, and gets the conversation.
    await visitor.find("agent-status", { "data-agent-id": ben.id }).selectOption("available");
    await visitor.find("agent-status", { "data-agent-id": ben.id, "data-state": "available" }).waitFor();
    await visitor.click("transfer");
    await visitor.find("transfer-target").filter({ hasText: "Ben" }).click();
    await visitor.find("thread-state", { "data-state": "queued" }).waitFor();
    await visitor.desk.getByText("Transferred to Ben.").waitFor();
    await visitor.find("agent-select").selectOption(ben.id);
    await visitor.takeFromQueue();
    await visitor.desk.getByText("With Ben").waitFor();

    // Ben puts it off until the customer writes again, takes it, answers, and closes.
    await visitor.click("defer");
    await visitor.find("thread-state", { "data-state": "deferred" }).waitFor();
    await visitor.say("It wobbles.");
    await visitor.click("take");
    await visitor.find("thread-state", { "data-state": "agent" }).waitFor();
    await visitor.answer("All done.");
    const last = await visitor.hears("agent", "All done.");
    expect(await last.locator(".message-author").innerText()).toBe("Ben");
    await visitor.click("close");
    await visitor.hears("bot", "My colleague has left the chat, and I am back.");
    await visitor.find("thread", { "data-state": "closed" }).getByText("Bot", { exact: true }).waitFor();
    await visitor.choose("Opening hours");
    await visitor.hears("bot", "Our showroom is open Monday to Saturday");
  });

  it("keeps what is typed while a message is on its way, and gives a message back that isn't taken", async () => {
    const visitor = await lab.visit();
    const { page } = visitor;
    await visitor.click("tab-messaging");
    await visitor.find("composer").waitFor();

    let arrive: (() => void) | undefined;
    const commands = "**/api/commands";
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route(commands, async (route) => {
      await held;
      await route.continue();
    });
    await visitor.say("Hello");
    await visitor.find("composer").fill("Opening hours");
    arrive?.();
    await visitor.hears("bot", "Welcome to Lumen & Oak!");
    expect(await visitor.find("composer").inputValue()).toBe("Opening hours");
    await page.unroute(commands);
    await visitor.click("send");
    await visitor.hears("bot", "Our showroom is open Monday to Saturday");

    // Without an answer that can be read; what reports the typing gets through.
    await page.route(commands, (route) =>
      route.request().postData()?.includes("customerWrites") ? route.fulfill({ body: "" }) : route.continue(),
    );
    await visitor.say("My orders");
    await visitor.find("toast").getByText("The sandbox does not answer.").waitFor();
    await visitor.until("document.querySelector('[data-testid=composer]').value === 'My orders'");
    await page.unroute(commands);
  });

  it("looks as in the documents' pictures", async () => {
    const visitor = await lab.visitPrepared((one) => beVisitor(one, "1"), DESKTOP);
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
    await playHandover(visitor);
    const desktop = await fingerprint(visitor.page.locator("#page"));

    const phone = await lab.visitPrepared((one) => beVisitor(one, "2"), PHONE);
    await phone.find("webchat-link", { "data-state": "online" }).waitFor();
    await playOnPhone(phone);
    expect(
      await findStalePictures({
        "sandbox-light": desktop,
        "sandbox-dark": desktop,
        "sandbox-phone": await fingerprint(phone.page.locator("#page")),
      }),
    ).toEqual([]);
  });

  it("shows scripts in the texts of agents and customers as texts", async () => {
    const visitor = await lab.visit();
    await visitor.say(`talk to a person ${SCRIPTS}`);
    await visitor.hears("customer", SCRIPTS);
    await visitor.takeFromQueue();
    await visitor.reads("customer", SCRIPTS);
    await sendScripts(visitor);

    await visitor.click("tab-messaging");
    await visitor.say(`talk to a person ${SCRIPTS}`);
    await visitor.takeFromQueue();
    await visitor.reads("customer", SCRIPTS);
    await sendScripts(visitor);

    expect(await visitor.page.evaluate("window.intruder")).toBeUndefined();
    expect(await visitor.page.locator('img[src="x"], #page script').count()).toBe(0);
  });
});

/** As an agent, in both formats and in a file's name; each arrives in the chat that is shown. */
async function sendScripts(visitor: Visitor): Promise<void> {
  await visitor.answer(`In a text: ${SCRIPTS}`);
  await visitor.hears("agent", `In a text: ${SCRIPTS}`);
  await visitor.click("reply-format-html");
  await visitor.answer(`In HTML: ${SCRIPTS}`, {
    name: '<img src=x onerror="window.intruder=1">.png',
    mimeType: "image/png",
    buffer: drawPicture(),
  });
  await visitor.hears("agent", "In HTML:");
  await visitor.reads("agent", "In HTML:");
  await visitor.click("reply-format-html");
  await visitor.chat.getByRole("img").last().scrollIntoViewIfNeeded();
}

/** The run with the handover, since the news of the queue run the Flow again at once. */
async function showHandover(visitor: Visitor): Promise<void> {
  const run = visitor.find("execution").filter({ hasText: "Handed over" });
  await run.locator(".row-main").click();
}
