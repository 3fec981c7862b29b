/** Runs every bench and prints one table. It measures; it asserts nothing. */
import { cpus } from "node:os";
import { loadExtension } from "../sandbox/cognigy/loadExtension";
import { startEngage } from "../sandbox/engage/startEngage";
import { build } from "../scripts/build";
import { paths } from "../scripts/paths";
import { benchClientThroughput } from "./clientThroughput";
import { benchLoadTime } from "./loadTime";
import { benchMessageCost } from "./messageCost";
import { benchNodeCalls } from "./nodeCalls";
import { benchTransformerCost } from "./transformerCost";

async function run(): Promise<void> {
  await build();
  const extension = await loadExtension(paths.tarball);
  const engage = await startEngage();
  try {
    print(`Node ${process.version}, ${cpus().length} cores. Times: median (middle half).`, []);
    print("Loading the module, 20 fresh processes each", benchLoadTime(extension));
    print("Nodes against the Engage stand-in", await benchNodeCalls(extension, engage));
    print("Engage client", await benchClientThroughput());
    print("Transformers", await benchTransformerCost());
    print("Messages, all events subscribed", await benchMessageCost());
  } finally {
    await Promise.all([engage.close(), extension.close()]);
  }
}

function print(title: string, rows: readonly string[][]): void {
  const width = Math.max(0, ...rows.map(([name]) => name?.length ?? 0));
  console.log(`\n${title}`);
  for (const [name = "", value = ""] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
}

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
