/** What a bot designer sees on the sandbox's page when something fails, and that it works again afterwards. */
import { findBarriers } from "../../harness/accessibility";
import { describeInBrowser } from "../../harness/browser";
import { createPageLab } from "../../harness/pageLab";
import { messages } from "../../harness/Visitor";

describeInBrowser("Faults on the sandbox's page", () => {
  const lab = createPageLab();

  it("Engage fails in each way: the handover leaves through Error with its code, and works again", async () => {
    const visitor = await lab.visit();
    const failures = [
      { fault: "errors", told: "Engage answers every call with 500.", code: "server_error", status: "500" },
      { fault: "throttling", told: "Engage answers every call with 429.", code: "rate_limited", status: "429" },
      { fault: "resets", told: "Connections to Engage break.", code: "network", status: "0" },
    ];
    for (const [index, { fault, told, code, status }] of failures.entries()) {
      await visitor.switchFaults(`fault-engage-${fault}`);
      await visitor.find("faults-active").getByText(told).waitFor();
      await visitor.say("talk to a person");
      await messages(visitor.chat, "bot", "I cannot reach my colleagues at the moment.").nth(index).waitFor();

      // The way that the run took, the node's result, and the calls that failed.
      await visitor.ran("handover", "Error");
      await visitor.click("flow-node", { "data-node-id": "handover" });
      await visitor.find("node-error").getByText(code, { exact: true }).waitFor();
      await visitor.click("detail-close");
      await visitor.find("call", { "data-kind": "Realtime", "data-status": status }).first().waitFor();
      await visitor.find("log", { "data-code": code }).first().waitFor();
    }
    await visitor.click("fault-reset");
    await visitor.find("faults-active").waitFor({ state: "detached" });
    await visitor.choose("Try again");
    await visitor.hears("bot", "You are number 1 in the queue.");
  });

  it("Engage answers 500: the bot's lost answer is marked in the chat, in the run, and by a log line that says why", async () => {
    const visitor = await lab.visit();
    await visitor.switchFaults("fault-engage-errors");
    await visitor.find("faults-active").getByText("so do the bot's answers on Engage Messaging").waitFor();
    await visitor.click("tab-messaging");
    await visitor.say("Hello");
    const lost = await visitor.hears("bot", "Welcome to Lumen & Oak!");
    expect(await lost.getByTestId("message-problem").innerText()).toBe("Not delivered: Engage answered 500");
    const run = visitor.find("execution", { "data-route": "channel" });
    expect(await run.getByTestId("run-lost").innerText()).toBe("not delivered");
    expect(await run.getByTestId("output-lost").innerText()).toBe("Not delivered: Engage answered 500");

    await visitor.click("log", { "data-code": "reply_failed" });
    await visitor.find("log-detail").getByText("Engage didn't accept an answer of the bot").waitFor();
    const [explained] = await Promise.all([visitor.page.waitForEvent("popup"), visitor.click("log-page")]);
    await explained.getByRole("heading", { name: "Log codes of the transformers" }).waitFor();
    // The code's own row is what is linked, and pages link each other.
    const row = explained.locator("tr:target");
    expect(await row.locator("td").first().innerText()).toBe("reply_failed");
    expect(await findBarriers(explained)).toEqual([]);
    await explained.getByRole("link", { name: "What to alert on" }).click();
    await explained.locator("h2:target").getByText("What to alert on").waitFor();
  });

  it("Engage answers 500 while an agent has a Webchat: the customer's own message is marked, and the run that reports it", async () => {
    const visitor = await lab.visit();
    await visitor.say("talk to a person");
    await visitor.takeFromQueue();
    await visitor.hears("bot", "has joined");
    await visitor.switchFaults("fault-engage-errors");
    await visitor.find("faults-active").getByText("What a Webchat customer writes to an agent gets lost").waitFor();
    await visitor.say("My lamp is broken.");
    const mine = await visitor.hears("customer", "My lamp is broken.");
    expect(await mine.getByTestId("message-problem").innerText()).toBe("Not delivered: Engage answered 500");
    const run = visitor.find("execution", { "data-route": "bridge" }).filter({ hasText: "Handover: error" });
    expect(await run.getByTestId("run-lost").innerText()).toBe("not delivered");
    await visitor.find("run", { "aria-pressed": "true" }).getByText("Message not delivered").waitFor();

    // A run that is clicked takes the place of what was explained before.
    await visitor.click("log", { "data-code": "undelivered" });
    await visitor.find("log-detail").waitFor();
    await run.locator(".row-main").click();
    await visitor.find("log-detail").waitFor({ state: "detached" });
    expect(await run.getByTestId("message-lost").innerText()).toContain("Engage answered 500");
    await visitor.find("flow-node", { "data-node-id": "handover-update" }).getByText("What is new?").waitFor();

    // Work sessions are listed on demand.
    const work = visitor.find("execution", { "data-route": "work" });
    expect(await work.count()).toBe(0);
    await visitor.click("with-work");
    await work.first().waitFor();
    await visitor.click("with-work");
    await work.first().waitFor({ state: "detached" });
  });

  it("Engage is slow: the handover takes its time, and comes", async () => {
    const visitor = await lab.visit();
    await visitor.switchFaults("fault-engage-slow");
    await visitor.find("faults-active").getByText("Engage is slow.").waitFor();
    await visitor.say("talk to a person");
    await visitor.hears("bot", "I am connecting you with a colleague.");
    await visitor.find("call", { "data-status": "200" }).filter({ hasText: "fault: delay" }).first().waitFor();
  });

  it("webhooks come twice and out of order: nothing is said twice", async () => {
    const visitor = await lab.visit();
    await visitor.switchFaults("fault-duplicated", "fault-reordered");
    await visitor.find("faults-active").getByText("Webhooks arrive twice.").waitFor();
    await visitor.find("faults-active").getByText("Webhooks arrive in any order.").waitFor();
    await visitor.click("tab-messaging");
    await visitor.say("I need a person");
    await visitor.hears("bot", "I am connecting you with a colleague.");
    await visitor.takeFromQueue();
    await visitor.hears("bot", "Ana Example has joined");
    await visitor.answer("Hello, this is a person.");
    await visitor.hears("agent", "Hello, this is a person.");
    await visitor.click("close");
    await visitor.hears("bot", "My colleague has left the chat, and I am back.");
    await visitor.find("call", { "data-kind": "Webhook" }).filter({ hasText: "duplicate" }).first().waitFor();

    await lab.sandbox().settle();
    for (const words of ["I am connecting you", "has joined", "I am back"]) {
      expect({ words, count: await messages(visitor.chat, "bot", words).count() }).toEqual({ words, count: 1 });
    }
    expect(await messages(visitor.chat, "bot", "You are number 1").count()).toBeLessThanOrEqual(1);
  });

  it("webhooks come late: the desk has the message at once, the answer follows", async () => {
    const visitor = await lab.visit();
    await visitor.switchFaults("fault-delayed");
    await visitor.find("faults-active").getByText("Webhooks arrive 3 s late.").waitFor();
    await visitor.click("tab-messaging");
    await visitor.say("Hello");
    await visitor.reads("customer", "Hello");
    expect(await messages(visitor.chat, "bot", /./).count()).toBe(0);
    await visitor.hears("bot", "Welcome to Lumen & Oak!");
  });

  it("webhooks carry a wrong secret: refused with 401, until the faults are reset", async () => {
    const visitor = await lab.visit();
    const ranBefore = await visitor.find("execution").count();
    await visitor.switchFaults("fault-wrong-secret", "fault-retry-100");
    await visitor.find("faults-active").getByText("Webhooks carry the wrong secret.").waitFor();
    await visitor.click("tab-messaging");
    for (const text of ["One", "Two", "Three", "Four", "Five"]) {
      await visitor.say(text);
      await visitor.reads("customer", text);
    }
    await visitor.find("call", { "data-kind": "Webhook", "data-status": "401" }).first().waitFor();
    await visitor.find("log", { "data-code": "webhook_secret_wrong" }).first().waitFor();
    await visitor.chat.getByText("The bot didn't get this: the hub answered 401").first().waitFor();
    // Engage gives up on a webhook that fails too often, and nobody would notice.
    await visitor.find("notice").getByText("Engage has switched the webhook off").waitFor();
    expect(await visitor.find("execution").count()).toBe(ranBefore);
    expect(await messages(visitor.chat, "bot", /./).count()).toBe(0);

    await visitor.click("fault-reset");
    await visitor.find("notice").waitFor({ state: "detached" });
    await lab.sandbox().settle();
    await visitor.say("Is it well again?");
    await visitor.chat.locator('[data-testid="message"][data-from="bot"]').first().waitFor();
  });
});
