/** The sandbox's page itself: its tour, the keyboard, narrow screens, and the Flow file beside it. */
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeInBrowser } from "../../harness/browser";
import { createPageLab } from "../../harness/pageLab";
import type { Upload } from "../../harness/Visitor";
import { root } from "../../scripts/paths";

/** For reading a step of the tour. */
const READING_MS = 4_000;

const toScriptFile = (text: string): Upload => ({
  name: "script.yaml",
  mimeType: "application/yaml",
  buffer: Buffer.from(text),
});

describeInBrowser("The sandbox's page", () => {
  let folder: string;
  const flowFile = () => join(folder, "demo.json");
  const lab = createPageLab(async () => {
    folder = await mkdtemp(join(await realpath(tmpdir()), "sandbox-page-"));
    await cp(join(root, "sandbox/flows"), folder, { recursive: true });
    return { flowFile: flowFile() };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("follows the Flow file: a change is heard, a mistake is told with its place, and mended", async () => {
    const visitor = await lab.visit();
    const original = await readFile(flowFile(), "utf8");
    await writeFile(flowFile(), original.replaceAll("Welcome to Lumen & Oak!", "Ahoy, matey!"));
    await visitor.click("flow-whole");
    await visitor.find("flow-node", { "data-node-id": "say-hello" }).getByText("Ahoy, matey!").waitFor();
    await visitor.say("Hello");
    await visitor.hears("bot", "Ahoy, matey!");

    // A mistake of form, and one of meaning; the Flow from before runs on.
    await writeFile(flowFile(), original.replace('"name": "Demo",', '"name": "Demo"'));
    await visitor.find("flow-error").getByText("no valid JSON at line 3").waitFor();
    await writeFile(flowFile(), original.replaceAll('"type": "say"', '"type": "sey"'));
    await visitor.find("flow-error").getByText('not valid at "nodes.0.children').waitFor();
    await visitor.say("Still there?");
    await visitor.hears("bot", "I did not get that.");

    await writeFile(flowFile(), original);
    await visitor.find("flow-error").waitFor({ state: "detached" });
    await visitor.click("webchat-restart");
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
    await visitor.say("Hello");
    await visitor.hears("bot", "Welcome to Lumen & Oak!");
  });

  it("plays its tour by itself to the end", async () => {
    // The reader's clock is the test's: nobody waits for pages to be read.
    const visitor = await lab.visitPrepared(({ page }) => page.clock.install());
    await visitor.click("tour-start");
    await visitor.find("tour", { "data-step": "1", "data-phase": "done" }).waitFor();
    await visitor.click("tour-play");
    const titles: string[] = [];
    for (let step = 1; (await visitor.find("tour-next").count()) > 0; step += 1) {
      await visitor.page.locator(`[data-testid=tour][data-step="${step}"]:not([data-phase=doing])`).waitFor();
      expect(await visitor.find("tour-problem").count()).toBe(0);
      titles.push(await visitor.find("tour").locator(".tour-title").innerText());
      // Once only: more would use up the time in which the next step has to happen.
      await visitor.page.clock.fastForward(READING_MS);
      await visitor.find("tour", { "data-step": String(step + 1) }).waitFor();
    }
    expect(titles.length).toBeGreaterThan(10);
    await visitor.find("tour").getByText("Your turn").waitFor();
    await visitor.click("tour-stop");
    await visitor.find("tour").waitFor({ state: "detached" });
  });

  it("asks before the tour deletes chats, then starts it with usual behaviour, no faults and the usual clock", async () => {
    const visitor = await lab.visit();
    const command = (data: object) => visitor.page.request.post(`${lab.sandbox().url}/api/commands`, { data });
    await command({ type: "setReadings", readings: { inputSanitization: "escapes" } });
    await visitor.find("readings-active").waitFor();
    await command({ type: "moveClock", seconds: 3600 });
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
    await visitor.say("Hello");
    await visitor.hears("bot", "Welcome to Lumen & Oak!");
    await visitor.switchFaults("fault-engage-errors");
    await visitor.find("faults-active").waitFor();

    await visitor.click("tour-start");
    for (const change of ["All conversations are deleted.", "Faults end.", "The clock is", "as usual again."]) {
      await visitor.find("tour-question").getByText(change).waitFor();
    }
    await visitor.click("tour-question-no");
    await visitor.find("tour-question").waitFor({ state: "detached" });
    await visitor.hears("bot", "Welcome to Lumen & Oak!");

    await visitor.click("tour-start");
    await visitor.click("tour-question-yes");
    await visitor.find("tour", { "data-step": "1", "data-phase": "done" }).waitFor();
    await visitor.find("readings-active").waitFor({ state: "detached" });
    await visitor.find("faults-active").waitFor({ state: "detached" });
    expect(lab.sandbox().engage.domain.threads.size).toBe(0);
    await visitor.click("tour-next");
    await visitor.find("tour", { "data-step": "2", "data-phase": "done" }).waitFor();
    await visitor.click("tour-stop");
  });

  it("is used with the keyboard alone", async () => {
    const visitor = await lab.visit({ colorScheme: "light" });
    const { keyboard } = visitor.page;
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
    await visitor.tabTo("tour-start");
    await visitor.tabTo("theme");
    const isDark = () => visitor.page.evaluate("document.documentElement.dataset.theme === 'dark'");
    for (let presses = 0; presses < 3 && !(await isDark()); presses += 1) {
      await keyboard.press("Enter");
    }
    expect(await isDark()).toBe(true);

    // What is broken, and that it can be stopped.
    await visitor.tabTo("break");
    await keyboard.press("Enter");
    await visitor.tabTo("fault-engage-none");
    await keyboard.press("ArrowDown");
    await visitor.find("faults-active").getByText("Engage is slow.").waitFor();
    await keyboard.press("Escape");
    expect(await visitor.focused()).toBe("break");
    await visitor.tabTo("fault-reset");
    await keyboard.press("Enter");
    await visitor.find("faults-active").waitFor({ state: "detached" });

    await visitor.skipTo("Skip to the chat");
    await visitor.tabTo("composer");
    await keyboard.type("talk to a person");
    await keyboard.press("Enter");
    await visitor.find("queue-entry").waitFor();
    await visitor.skipTo("Skip to the agent desk");
    await visitor.tabTo("queue-take");
    await keyboard.press("Enter");
    await visitor.find("thread-state", { "data-state": "agent" }).waitFor();
    await visitor.tabTo("reply");
    await keyboard.type("Hello from the keyboard.");
    await keyboard.press("Enter");
    await visitor.hears("agent", "Hello from the keyboard.");

    // Nearly transferred, and closed.
    await visitor.skipTo("Skip to the agent desk");
    await visitor.tabTo("transfer");
    await keyboard.press("Enter");
    await visitor.tabTo("transfer-target");
    await keyboard.press("Escape");
    await visitor.tabTo("close");
    await keyboard.press("Enter");
    await visitor.hears("bot", "My colleague has left the chat");

    // The timeline is one stop; arrow keys lead through it, and Enter shows what is there.
    await visitor.skipTo("Skip to what happened");
    expect(await visitor.find("timeline").locator("li button:not([tabindex='-1'])").count()).toBe(1);
    await visitor.tabTo("timeline-pause");
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    await keyboard.press("Home");
    for (let presses = 0; presses < 30 && (await visitor.focused()) !== "call"; presses += 1) {
      await keyboard.press("ArrowDown");
    }
    await keyboard.press("Enter");
    await visitor.find("call-detail").waitFor();
    await keyboard.press("Escape");
    await visitor.find("call-detail").waitFor({ state: "detached" });
  });

  it("has a bar that fits from 901 px on, and shows whole names of runs", async () => {
    const visitor = await lab.visit({ viewport: { width: 1024, height: 768 } });
    await visitor.say("talk to a person");
    await visitor.takeFromQueue();
    await visitor.answer("Hello.");
    await visitor.hears("agent", "Hello.");
    await visitor.click("close");
    await visitor.hears("bot", "My colleague has left the chat");
    const cut = `[...document.querySelectorAll(".runs-list > *")].filter((one) => {
      const [chip, list] = [one, one.parentElement].map((part) => part.getBoundingClientRect());
      const isSeen = chip.bottom > list.top && chip.top < list.bottom;
      return isSeen && (chip.top < list.top || chip.bottom > list.bottom || chip.right > list.right + 1);
    }).map((one) => one.textContent)`;
    // The latest run; it would bring back the first line.
    await visitor.find("run").filter({ hasText: "Handover ended" }).waitFor();
    await visitor.find("runs-more").waitFor();
    expect(await visitor.page.evaluate(cut)).toEqual([]);
    await visitor.click("runs-more");
    await visitor.until("document.querySelector('.runs-list').scrollTop > 0");
    expect(await visitor.page.evaluate(cut)).toEqual([]);

    const overlaps = `(() => {
      const parts = [...document.querySelectorAll(".brand > *, .numbers > *, .top > :last-child > *")];
      const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
      return boxes.slice(1).filter(({ left }, index) => left < boxes[index].right).length;
    })()`;
    for (const width of [901, 980, 1024, 1140, 1141, 1260, 1261, 1440]) {
      await visitor.page.setViewportSize({ width, height: 768 });
      expect([width, await visitor.page.evaluate(overlaps)]).toEqual([width, 0]);
      expect([width, await visitor.page.evaluate("document.documentElement.scrollWidth")]).toEqual([width, width]);
    }
  });

  it("gives the conversation at the desk room on a phone while the tour plays", async () => {
    const visitor = await lab.visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await visitor.click("tour-start");
    for (let step = 1; step < 6; step += 1) {
      await visitor.find("tour", { "data-step": String(step), "data-phase": "done" }).waitFor();
      await visitor.click("tour-next");
    }
    await visitor.find("tour", { "data-step": "6", "data-phase": "done" }).waitFor();
    const log = await visitor.desk.getByRole("log").boundingBox();
    const reply = await visitor.page.locator(".column-desk .composer").boundingBox();
    const inSight = (reply?.y ?? 0) - (log?.y ?? 0);
    expect(inSight).toBeGreaterThan(190);
    // None of it is below the field for the answer, where the newest message would be.
    expect(log?.height).toBeLessThanOrEqual(inSight + 1);
    await visitor.click("tour-stop");
    await visitor.find("thread").waitFor();
    expect(await visitor.find("agent-status").count()).toBe(3);
  });

  it("fits a phone, one column at a time, and keeps the conversation when it is loaded again", async () => {
    const visitor = await lab.visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const isTooWide = () =>
      visitor.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    const field = (name: string) => visitor.page.getByRole("textbox", { name });
    await field("Message to the bot").waitFor();
    await visitor.say("talk to a person");
    await visitor.hears("bot", "You are number 1 in the queue.");
    expect(await isTooWide()).toBe(false);
    await visitor.click("column-flow");
    await visitor.find("execution").first().waitFor();
    expect(await visitor.chat.isVisible()).toBe(false);
    expect(await isTooWide()).toBe(false);
    await visitor.click("column-desk");
    await visitor.takeFromQueue();
    await visitor.answer("Hello on the phone.");
    expect(await isTooWide()).toBe(false);
    await visitor.click("column-customer");
    await visitor.hears("agent", "Hello on the phone.");
    await field("Message to the agent").waitFor();

    await visitor.page.reload();
    await visitor.hears("bot", "You are number 1 in the queue.");
    await visitor.hears("agent", "Hello on the phone.");
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
    await visitor.say("I am still here.");
    await visitor.click("column-desk");
    await visitor.reads("customer", "I am still here.");

    // Scripts are in reach here, too. One that doesn't come true says why.
    await visitor.click("column-customer");
    await visitor.click("script");
    const [download] = await Promise.all([visitor.page.waitForEvent("download"), visitor.click("save-script")]);
    expect(download.suggestedFilename()).toBe("sandbox-script.yaml");
    await visitor.replay(
      toScriptFile(`
        name: Asks for too much
        steps:
          - customer says: Hello
          - expect: { from: bot, text: Welcome to Lumen }
          - expect: { from: bot, text: "Good morning, Max", within: 1 }
          - agent takes`),
    );
    const failed = visitor.find("replay", { "data-phase": "failed" });
    await failed.getByText("Failed at step 3 of 4").waitFor();
    await failed.getByText("It didn't happen within 1 s. Nothing else arrived.").waitFor();
    expect(await isTooWide()).toBe(false);
  });
});
