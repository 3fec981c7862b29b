/** `npm start` as a process: one address, and an orderly end. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { readStartOrder } from "../../../sandbox/app/readStartOrder";
import { root } from "../../../scripts/paths";

/** Resolves with what was printed, as soon as the sandbox is ready. */
function start(...args: string[]): Promise<{ process: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, ["-r", "ts-node/register", join(root, "sandbox/start.ts"), ...args], {
    cwd: root,
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    const take = (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes("Ctrl-C")) {
        resolve({ process: child, printed });
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("exit", () => reject(new Error(printed)));
  });
}

test("A busy port is told and the next one used; SIGTERM ends it at once, with exit code 0", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { process: sandbox, printed } = await start("--port", String(port));
  try {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? "";
    expect(printed).toContain(`Port ${port} is in use; the sandbox is on ${new URL(url).port}.`);
    expect(Number(new URL(url).port)).toBeGreaterThan(port);
    expect((await fetch(url)).status).toBe(200);
    // An open stream of states holds nothing up.
    const stream = await fetch(`${url}/api/events`);
    const askedAt = performance.now();
    sandbox.kill("SIGTERM");
    const [code] = await once(sandbox, "exit");
    expect(code).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(3_000);
    await stream.text().catch(() => {});
  } finally {
    sandbox.kill("SIGKILL");
    other.close();
  }
});

test("What is no port is told in one line, and ends it", async () => {
  await expect(start("--port", "eighty")).rejects.toThrow('"eighty" is no port.');
});

test.each<[string[], string]>([
  [["--flow", "none.json"], "There is no Flow file none.json."],
  [["--set", "longestWait=5"], '--set can\'t use "longestWait=5".'],
  [["--port", "70000"], '"70000" is no port.'],
])("%j starts nothing, and says why", (args, reason) => {
  expect(() => readStartOrder(args, {})).toThrow(reason);
});

test("--help shows the options", () => {
  expect(readStartOrder(["--help"], {})).toContain("--flow file.json");
});
