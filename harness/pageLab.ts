/**
 * One sandbox and one browser for the tests of a file. Each visit begins in an empty browser, and its page must stay quiet.
 * Visits without a preparation or options share one page, since a new one takes Chromium a second of the processor.
 */
import type { Browser, BrowserContextOptions } from "playwright-core";
import { type Sandbox, type SandboxOptions, startSandbox } from "../sandbox/app/startSandbox";
import { launchBrowser, type WatchedPage, watchPage } from "./browser";
import { IN_ONE_THREAD, PATIENCE_MS, PATIENT_COGNIGY, PATIENT_ENGAGE } from "./patience";
import { Visitor } from "./Visitor";

export interface PageLab {
  sandbox(): Sandbox;
  /** A person who has just opened the page. */
  visit(options?: BrowserContextOptions): Promise<Visitor>;
  /** Opens the page as well, but lets the test prepare the browser before. */
  visitPrepared(prepare: (visitor: Visitor) => Promise<void>, options?: BrowserContextOptions): Promise<Visitor>;
}

const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" };

/** To be called in a `describe`. After each test, no page may have complained or asked another machine. */
export function createPageLab(options: () => Promise<SandboxOptions> = async () => ({})): PageLab {
  jest.setTimeout(240_000);
  let sandbox: Sandbox;
  let browser: Browser;
  let shared: WatchedPage | undefined;
  const watched = new Set<WatchedPage>();

  beforeAll(async () => {
    const more = await options();
    [sandbox, browser] = await Promise.all([
      startSandbox({
        runNodesInProcess: true,
        engage: PATIENT_ENGAGE,
        cognigy: { ...PATIENT_COGNIGY, ...IN_ONE_THREAD },
        ...more,
      }),
      launchBrowser(),
    ]);
  });
  afterEach(async () => {
    const ended = [...watched];
    watched.clear();
    const found = ended.map(({ complaints, strangers }) => ({
      complaints: complaints.splice(0),
      strangers: strangers.splice(0),
    }));
    await Promise.all(ended.map((one) => leave(one, one !== shared)));
    await command(sandbox, { type: "resetSandbox" });
    await sandbox.settle();
    expect(found).toEqual(ended.map(() => ({ complaints: [], strangers: [] })));
  });
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const openPage = async (contextOptions: BrowserContextOptions) => {
    const context = await browser.newContext({ ...DESKTOP, ...contextOptions });
    context.setDefaultTimeout(PATIENCE_MS);
    return watchPage(context);
  };
  const visit = async (watch: WatchedPage, prepare?: (visitor: Visitor) => Promise<void>) => {
    watched.add(watch);
    const visitor = new Visitor(watch.page);
    await prepare?.(visitor);
    await watch.page.goto(sandbox.url);
    await visitor.find("link", { "data-state": "online" }).waitFor({ state: "attached" });
    return visitor;
  };
  return {
    sandbox: () => sandbox,
    visit: async (contextOptions) => {
      if (contextOptions !== undefined || (shared !== undefined && watched.has(shared))) {
        return visit(await openPage(contextOptions ?? {}));
      }
      shared ??= await openPage({});
      return visit(shared);
    },
    visitPrepared: async (prepare, contextOptions = {}) => visit(await openPage(contextOptions), prepare),
  };
}

/** The page leaves before the sandbox is reset, so that no news of its disconnect follows. */
async function leave({ page }: WatchedPage, isLast: boolean): Promise<void> {
  await page.evaluate("localStorage.clear(), sessionStorage.clear()");
  await page.goto("about:blank");
  if (isLast) {
    await page.context().close();
  }
}

async function command({ url }: Sandbox, body: { type: "resetSandbox" }): Promise<void> {
  const response = await fetch(`${url}/api/commands`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}
