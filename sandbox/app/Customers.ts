/** The people who write on "Engage Messaging", and those whom Cognigy knows in Webchat. */
import { createHash } from "node:crypto";
import type { EngageStandIn } from "../engage/startEngage";

export interface Customer {
  /** Of the identity in Engage. */
  id: string;
  name: string;
}

const NAMES = [
  "Mia Keller",
  "Noah Ortiz",
  "Ida Lindqvist",
  "Omar Haddad",
  "Chloe Martin",
  "Ravi Menon",
  "Sofia Rossi",
  "Jonas Weber",
  "Amara Okafor",
  "Lucas Silva",
  "Hana Sato",
  "Elif Demir",
];

const FIRST_NAMES = ["Lee", "Nora", "Theo", "Zoe", "Max", "Ines", "Kai", "Eva"];
const LAST_NAMES = ["Chan", "Berg", "Laurent", "Adams", "Brandt", "Costa", "Moreno", "Novak"];
const TIERS = ["Gold", "Silver", "Bronze"];

export class Customers {
  readonly list: Customer[] = [];
  private count = 0;

  constructor(private readonly engage: EngageStandIn) {}

  add(name?: string): Customer {
    const { domain, seed } = this.engage;
    const place = this.count;
    this.count += 1;
    const round = Math.floor(place / NAMES.length);
    const screenname = name ?? `${NAMES[place % NAMES.length]}${round === 0 ? "" : ` ${round + 1}`}`;
    const [firstname = screenname, ...lastnames] = screenname.split(" ");
    const { id } = domain.addIdentity({
      communityId: seed.communities.messaging.id,
      foreignId: `visitor-${place + 1}-${firstname.toLowerCase()}`,
      screenname,
      firstname,
      ...(lastnames.length > 0 && { lastname: lastnames.join(" ") }),
    });
    const customer = { id, name: screenname };
    this.list.push(customer);
    return customer;
  }

  reset(): void {
    this.list.length = 0;
    this.count = 0;
    this.add();
  }
}

/** The Contact Profile that Cognigy has of a visitor: always the same for the same user id. */
export function visitorProfile(userId: string): Record<string, unknown> {
  const [first = 0, second = 0, third = 0] = createHash("sha256").update(userId).digest();
  const firstname = FIRST_NAMES[first % FIRST_NAMES.length] ?? "";
  const lastname = LAST_NAMES[third % LAST_NAMES.length] ?? "";
  return {
    firstname,
    lastname,
    email: `${firstname}.${lastname}@example.com`.toLowerCase(),
    tier: TIERS[second % TIERS.length],
    accepted_gdpr: true,
  };
}
