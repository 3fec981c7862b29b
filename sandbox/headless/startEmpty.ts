/** Both stand-ins as two accounts in which nobody has set up anything: for rehearsing the assistant. */
import { Clock } from "../app/Clock";
import { Customers } from "../app/Customers";
import { carryOutCommand } from "../app/carryOutCommand";
import { FaultSwitch } from "../app/FaultSwitch";
import { startEngageLife } from "../app/startEngageLife";
import { Typing } from "../app/Typing";
import { Uploads } from "../app/Uploads";
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

export async function startEmpty(ports: HeadlessPorts): Promise<EmptyAccounts> {
  const clock = new Clock();
  const [engage, cognigy] = await Promise.all([
    startEngage({ port: ports.engage, now: clock.now }),
    startCognigy({ port: ports.cognigy, now: clock.now, management: { port: ports.management } }),
  ]);
  emptyAccount(engage);
  const customers = new Customers(engage);
  const typing = new Typing(() => {});
  const life = startEngageLife(engage);
  const time = { engage, cognigy, clock, life };
  const surroundings = { ...time, customers, typing, uploads: new Uploads(), faults: new FaultSwitch(engage) };
  const reset = async () => {
    clock.reset();
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
      if (command.type === "setReadings") {
        throw new EngageRefusal("unknown", "Readings can be changed on the page only.");
      }
      if (command.type === "uploadFile") {
        throw new EngageRefusal("unknown", "There are no uploads without the page.");
      }
      return carryOutCommand(command, { ...surroundings, reset, url: control.url });
    },
    createRehearsalCustomer(customers),
  );
  customers.reset();
  return {
    engage,
    cognigy,
    controlUrl: control.url,
    async close() {
      life.end();
      clock.reset();
      typing.clear();
      await control.close();
      await Promise.all([cognigy.close(), engage.close()]);
    },
  };
}
