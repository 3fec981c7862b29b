/** All benches in the order in which they run, each with the time after which it is given up: fourteen minutes in all. */
import { benchClient } from "./client";
import { benchHandover } from "./handover";
import { benchHub } from "./hub";
import { benchHubServer } from "./hubServer";
import { benchLoad } from "./load";
import type { Measurement } from "./Measurement";
import { benchMessages } from "./messages";
import { benchNode } from "./node";
import { benchRelay } from "./relay";
import { benchSandbox } from "./sandbox";
import { benchSandboxCustomers } from "./sandboxCustomers";
import { benchSandboxStart } from "./sandboxStart";
import { benchSandboxTyping } from "./sandboxTyping";

export interface Bench {
  run(): Promise<Measurement[]>;
  limitSeconds: number;
}

export const benches: Readonly<Record<string, Bench>> = {
  load: { run: benchLoad, limitSeconds: 70 },
  node: { run: benchNode, limitSeconds: 100 },
  handover: { run: benchHandover, limitSeconds: 60 },
  client: { run: benchClient, limitSeconds: 20 },
  hub: { run: benchHub, limitSeconds: 120 },
  hubServer: { run: benchHubServer, limitSeconds: 120 },
  relay: { run: benchRelay, limitSeconds: 40 },
  messages: { run: benchMessages, limitSeconds: 20 },
  sandbox: { run: benchSandbox, limitSeconds: 140 },
  sandboxCustomers: { run: benchSandboxCustomers, limitSeconds: 140 },
  sandboxTyping: { run: benchSandboxTyping, limitSeconds: 90 },
  sandboxStart: { run: benchSandboxStart, limitSeconds: 45 },
};
