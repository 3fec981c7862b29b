/** Both stand-ins as two accounts in which nobody has set up anything: for rehearsing the assistant. */
import { Customers } from "../app/Customers";
import { carryOutCommand } from "../app/carryOutCommand";
import { FaultSwitch } from "../app/FaultSwitch";
import { startEngageLife } from "../app/startEngageLife";
import { Typing } from "../app/Typing";
import { Uploads } from "../app/Uploads";
import type { CognigyOptions } from "../cognigy/CognigyOptions";
import { type CognigyStandIn, startCognigy } from "../cognigy/startCognigy";
import { EngageRefusal } from "../engage/domain/EngageRefusal";
import { type EngageStandIn, startEngage } from "../engage/startEngage";
import { emptyAccount } from "./emptyAccount";
import { createRehearsalCustomer } from "./rehearsalCustomer";
import { startControl } from "./startControl";
import type { HeadlessPorts } from "./startHeadless";

export interface EmptyAccounts {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  controlUrl: string;
  close(): Promise<void>;
}

export async function startEmpty(
  ports: HeadlessPorts,
  /** Faster, and without the platform's limits on processes. */
  { runNodesInProcess = false }: Pick<CognigyOptions, "runNodesInProcess"> = {},
): Promise<EmptyAccounts> {
  const [engage, cognigy] = await Promise.all([
    startEngage({ port: ports.engage }),
    startCognigy({ port: ports.cognigy, runNodesInProcess, management: { port: ports.management } }),
  ]);
  emptyAccount(engage);
  const customers = new Customers(engage);
  const typing = new Typing(() => {});
  const surroundings = { engage, customers, typing, uploads: new Uploads(), faults: new FaultSwitch(engage) };
  const reset = async () => {
    engage.reset();
    emptyAccount(engage);
    cognigy.reset();
    customers.reset();
  };
  const control = await startControl(
    ports.control,
    engage,
    cognigy,
    async (command) => {
      if (command.type === "uploadFile") {
        throw new EngageRefusal("unknown", "There are no uploads without the page.");
      }
      return carryOutCommand(command, { ...surroundings, reset, url: control.url });
    },
    createRehearsalCustomer(customers),
  );
  customers.reset();
  const endLife = startEngageLife(engage);
  return {
    engage,
    cognigy,
    controlUrl: control.url,
    async close() {
      endLife();
      typing.clear();
      await control.close();
      await Promise.all([cognigy.close(), engage.close()]);
    },
  };
}
