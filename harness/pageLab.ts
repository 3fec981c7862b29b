/** One sandbox and one browser for the tests of a file; each visit is a fresh browser context that must stay quiet. */
import type { Browser, BrowserContextOptions } from "playwright-core";
import { type Sandbox, type SandboxOptions, startSandbox } from "../sandbox/app/startSandbox";
import { launchBrowser, type WatchedPage, watchPage } from "./browser";
import { PATIENCE_MS, PATIENT_COGNIGY, PATIENT_ENGAGE } from "./patience";
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
  const watched: WatchedPage[] = [];

  beforeAll(async () => {
    const more = await options();
    [sandbox, browser] = await Promise.all([
      startSandbox({ runNodesInProcess: true, engage: PATIENT_ENGAGE, cognigy: PATIENT_COGNIGY, ...more }),
      launchBrowser(),
    ]);
  });
  afterEach(async () => {
    const ended = watched.splice(0);
    await Promise.all(ended.map(({ page }) => page.context().close()));
    const found = ended.map(({ complaints, strangers }) => ({ complaints, strangers }));
    expect(found).toEqual(ended.map(() => ({ complaints: [], strangers: [] })));
    await command(sandbox, { type: "resetSandbox" });
    await sandbox.settle();
  });
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const open = async (contextOptions: BrowserContextOptions, prepare?: (visitor: Visitor) => Promise<void>) => {
    const context = await browser.newContext({ ...DESKTOP, ...contextOptions });
    context.setDefaultTimeout(PATIENCE_MS);
    const watch = await watchPage(context);
    watched.push(watch);
    const visitor = new Visitor(watch.page);
    await prepare?.(visitor);
    await watch.page.goto(sandbox.url);
    await visitor.find("link", { "data-state": "online" }).waitFor({ state: "attached" });
    return visitor;
  };
  return {
    sandbox: () => sandbox,
    visit: (contextOptions = {}) => open(contextOptions),
    visitPrepared: (prepare, contextOptions = {}) => open(contextOptions, prepare),
  };
}

async function command({ url }: Sandbox, body: { type: "resetSandbox" }): Promise<void> {
  const response = await fetch(`${url}/api/commands`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}
