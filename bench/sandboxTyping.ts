/** From the press of a key to the painted character on the sandbox's page, with 300 conversations listed at the desk. */
import type { Page } from "playwright-core";
import { addConversations } from "../harness/addConversations";
import { chromiumPath, launchBrowser } from "../harness/browser";
import { Visitor } from "../harness/Visitor";
import { startSandbox } from "../sandbox/app/startSandbox";
import type { Measurement } from "./Measurement";
import { quantile, toMeasurement } from "./toMeasurement";

const CONVERSATIONS = 300;
const KEYS = 120;
/** As somebody types who types fast. */
const BETWEEN_MS = 90;
const AIM = "aim: below 50 ms";

const figure = toMeasurement("sandboxTyping");

export async function benchSandboxTyping(): Promise<Measurement[]> {
  if (chromiumPath === undefined) {
    return [];
  }
  const sandbox = await startSandbox({ runNodesInProcess: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const visitor = new Visitor(page);
    await page.goto(sandbox.url);
    await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
    const few = await typeInto(page, "composer");
    addConversations(sandbox.engage, CONVERSATIONS);
    await visitor.find("thread").first().waitFor();
    for (let shown = await visitor.find("thread").count(); shown < CONVERSATIONS; ) {
      await visitor.click("threads-more");
      await visitor.find("thread").nth(shown).waitFor({ state: "attached" });
      shown = await visitor.find("thread").count();
    }
    const webchat = await typeInto(page, "composer");
    // What is typed here is shown at the desk, so the whole state travels again and again.
    await visitor.click("tab-messaging");
    const messaging = await typeInto(page, "composer");
    return [
      ...toFigures("in Webchat, no conversation", few, `${KEYS} keys, one each ${BETWEEN_MS} ms`),
      ...toFigures(`in Webchat, ${CONVERSATIONS} conversations`, webchat, AIM),
      ...toFigures(`on Engage Messaging, ${CONVERSATIONS} conversations`, messaging, AIM),
    ];
  } finally {
    await browser.close();
    await sandbox.close();
  }
}

function toFigures(place: string, times: readonly number[], note: string): Measurement[] {
  const name = `key to painted character ${place}`;
  return [figure(name, "ms", times, note), figure(`${name}, p95`, "ms", quantile(times, 0.95))];
}

/** After the frame that paints it: a message to oneself is handled once the frame's own work is done. */
const WATCH = `
  window.paintedAfterMs = [];
  document.activeElement.onkeydown = ({ timeStamp }) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.paintedAfterMs.push(performance.now() - timeStamp);
    requestAnimationFrame(() => port2.postMessage(undefined));
  };`;

async function typeInto(page: Page, testId: string): Promise<number[]> {
  await page.locator(`[data-testid=${testId}]`).focus();
  await page.evaluate(WATCH);
  const words = "My parcel has not arrived yet, and I would like to know where it is. ";
  await page.keyboard.type(words.repeat(Math.ceil(KEYS / words.length)).slice(0, KEYS), { delay: BETWEEN_MS });
  await new Visitor(page).until(`window.paintedAfterMs.length >= ${KEYS}`);
  return page.evaluate<number[]>("window.paintedAfterMs");
}
