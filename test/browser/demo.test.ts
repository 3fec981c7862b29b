/** What the product can do, tried on the page: the clock, the desk, ratings, and how the platforms behave. */
import { readFile } from "node:fs/promises";
import { describeInBrowser } from "../../harness/browser";
import { createPageLab } from "../../harness/pageLab";
import { parseScript } from "../../scripts/rehearsal/parseScript";

const CARD = "4111 1111 1111 1111";

describeInBrowser("The demo on the sandbox's page", () => {
  const lab = createPageLab();

  it("a customer in Webchat: masked, waiting too long, served, asked for a rating", async () => {
    const visitor = await lab.visit();
    await visitor.say("my orders");
    await visitor.hears("bot", "These two are on their way to you:");
    await visitor.say(`My card is ${CARD}, get me a person`);
    await visitor.find("queue-box").getByText("You are number 1 in the queue").waitFor();

    // The agent reads why, and not the card's number.
    await visitor.find("queue-entry").waitFor();
    await visitor.find("customer-card").locator("summary").click();
    const card = await visitor.find("customer-card").innerText();
    expect(card).toMatch(/briefing by the bot[\s\S]*reason\s+orders[\s\S]*item\s+Desk lamp/i);
    expect(await visitor.find("customer-card").locator("summary").innerText()).toContain("Reason: orders");
    expect(await visitor.find("customer-card").locator("dd").filter({ hasText: "@" }).innerHTML()).toContain("<wbr>@");
    expect(await visitor.find("category-history").innerText()).toContain("Agent");
    await visitor.desk.getByText("Category: Agent.").waitFor();
    // The briefing doesn't look like the customer's own words, though it is in their message.
    expect(await visitor.find("opening").innerText()).toMatch(/Urgency: normal[\s\S]*Customer: my orders/);
    expect(await visitor.desk.locator("mark").first().innerText()).toBe("**** **** **** ****");
    expect(await visitor.desk.innerText()).not.toContain(CARD);

    // Five minutes pass at once.
    await visitor.click("clock");
    await visitor.click("clock-300");
    await visitor.hears("bot", "Sorry, it takes longer than usual.");
    await visitor.page.keyboard.press("Escape");

    // The position goes when an agent has the conversation, and not only when they write.
    await visitor.takeFromQueue();
    await visitor.find("queue-box").waitFor({ state: "detached" });
    await visitor.answer("Hello, this is a person.");
    const answer = await visitor.hears("agent", "Hello, this is a person.");
    expect(await answer.locator(".avatar").innerText()).toBe("A");

    await visitor.click("close");
    await visitor.find("rating-comment").fill("very kind");
    await visitor.click("rating-good");
    await visitor.hears("customer", "Good: very kind");
    await visitor.hears("bot", "Thank you for your feedback!");
    expect(await visitor.find("rating").count()).toBe(0);

    // The run of a rating has a name, and its first node took no exit.
    await visitor.find("run", { "aria-pressed": "true" }).getByText("Rating", { exact: true }).waitFor();
    await visitor.click("flow-node", { "data-node-id": "receive" });
    await visitor.find("node-exits").getByText("Not taken:").waitFor();
    expect(await visitor.find("node-exits").innerText()).toMatch(/^\s*No exit: continues below\s+Not taken:/);
    await visitor.click("detail-close");

    // What was done is kept as a file, and replayed from it: as a new visitor, to its last step.
    await visitor.click("script");
    const [download] = await Promise.all([visitor.page.waitForEvent("download"), visitor.click("save-script")]);
    expect(download.suggestedFilename()).toBe("sandbox-script.yaml");
    const { name, steps } = parseScript(await readFile(await download.path(), "utf8"));
    expect(steps).toEqual(expect.arrayContaining(["agent takes", "agent closes"]));
    await visitor.replay({ name: "sandbox-script.yaml", mimeType: "", buffer: await readFile(await download.path()) });
    await visitor.find("replay", { "data-phase": "passed" }).getByText(`Passed: all ${steps.length} steps`).waitFor();
    await visitor.find("replay").getByText(name).waitFor();
    await visitor.hears("agent", "Hello, this is a person.");
    await visitor.click("replay-stop");
    await visitor.find("replay").waitFor({ state: "detached" });
  });

  it("a customer of Engage Messaging: nobody takes it, a note, a survey", async () => {
    const visitor = await lab.visit();
    await visitor.click("tab-messaging");
    await visitor.say("note call me at noon");
    await visitor.hears("bot", "I have left a note for my colleagues.");
    await visitor.say("I want to return my chair");
    await visitor.click("queue-ignore");
    await visitor.hears("bot", "None of my colleagues can take this right now.");
    await visitor.find("agent-notes").locator("summary").click();
    await visitor.find("agent-note").getByText("note call me at noon").waitFor();

    await visitor.click("take");
    await visitor.answer("Sorry for the wait.");
    await visitor.hears("agent", "Sorry for the wait.");
    await visitor.click("close");
    await visitor.find("survey-score").getByText("4").click();
    await visitor.find("survey").waitFor({ state: "detached" });
    await visitor.say("my last rating");
    await visitor.hears("bot", "Your last rating of our service was 4 of 5.");
  });

  it("business hours, with agents who go offline", async () => {
    const visitor = await lab.visit();
    await visitor.click("clock");
    await visitor.click("hours-shop");
    await visitor.find("clock-change", { "aria-disabled": "false" }).waitFor();
    // Whatever time it is: to a closing time.
    const closing = visitor.find("clock-change").getByText("Until it closes");
    if ((await closing.count()) === 0) {
      await visitor.click("clock-change");
    }
    await closing.click();
    await visitor.find("clock-shop").getByText("The shop is closed.").waitFor();
    await visitor.say("talk to a person");
    await visitor.hears("bot", /We are closed\. My colleagues are back .* at 9:00\./);
    // The panel has closed when the customer wrote.
    await visitor.click("clock");
    await visitor.click("clock-change");
    await visitor.find("clock-shop").getByText("The shop is open.").waitFor();
    await visitor.page.keyboard.press("Escape");

    for (const status of await visitor.find("agent-status").all()) {
      await status.selectOption("offline");
    }
    await visitor.find("agent-status", { "data-state": "offline" }).nth(2).waitFor();
    await visitor.say("talk to a person");
    await visitor.hears("bot", "My colleagues are all away or busy right now.");
  });

  it("another reading starts both platforms anew, and says so", async () => {
    const visitor = await lab.visit();
    await visitor.say("Hello");
    await visitor.hears("bot", "Welcome to Lumen & Oak!");
    await visitor.click("readings");
    await visitor.find("readings-platform", { "data-platform": "Cognigy.AI" }).locator("summary").click();
    await visitor
      .find("reading", { "data-question-id": "inputSanitization" })
      .locator("select")
      .selectOption({ label: "It escapes angle brackets in the text and in all of data." });
    await visitor.click("readings-apply");
    await visitor.find("readings-active").getByText("What does Input Sanitization of an Endpoint do").waitFor();
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
    expect(await visitor.chat.getByTestId("message").count()).toBe(0);
    await visitor.say("talk to a person");
    await visitor.hears("bot", "I am connecting you with a colleague.");
    // Back to usual deletes conversations again, so it asks.
    await visitor.click("readings-reset");
    await visitor.click("readings-reset-no");
    await visitor.find("readings-active").waitFor();
    await visitor.click("readings-reset");
    await visitor.click("readings-reset-yes");
    await visitor.find("readings-active").waitFor({ state: "detached" });
  });
});
