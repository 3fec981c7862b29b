/** Chromium for tests of the sandbox's page: Debian's, or the one at CHROMIUM_PATH. */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** The first one draws no windows, and takes a quarter less of the processor for it. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export const chromiumPath = process.env.CHROMIUM_PATH ?? PLACES.find(existsSync);

/** `describe` where there is a browser. Without one the tests are left out and say why, but not in CI, where they are due. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath === undefined && process.env.CI === undefined) {
    describe.skip(`${name} (no Chromium here: install it, or set CHROMIUM_PATH)`, tests);
  } else {
    findChromium();
    describe(name, tests);
  }
}

function findChromium(): string {
  if (chromiumPath === undefined) {
    throw new Error("There is no Chromium here: install it, or name it in CHROMIUM_PATH.");
  }
  if (!existsSync(chromiumPath)) {
    throw new Error(`CHROMIUM_PATH names ${chromiumPath}, and there is no such file.`);
  }
  return chromiumPath;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      // Fewer processes, and less that they have to tell each other.
      "--in-process-gpu",
      "--no-zygote",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A page lives for seconds: compiling its script well takes longer than it saves.
      "--js-flags=--single-threaded,--no-opt,--no-maglev",
    ],
  });
}

export interface WatchedPage {
  page: Page;
  /** Errors and warnings of the console (breaches of the Content Security Policy among them), exceptions, dialogs. */
  complaints: string[];
  /** Hosts that the page asked, beyond this machine's loopback. */
  strangers: string[];
}

/** A page whose console and requests are watched from the first moment. */
export async function watchPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`A dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const note = (url: string) => {
    const { hostname, protocol } = new URL(url);
    if (/^(http|ws)s?:$/.test(protocol) && hostname !== "127.0.0.1" && hostname !== "localhost") {
      strangers.push(url);
    }
  };
  page.on("request", (request) => note(request.url()));
  page.on("websocket", (socket) => note(socket.url()));
  return { page, complaints, strangers };
}
