/** Route bridge: the customer writes over a socket, and Engage has the conversation under an id that we can compute. */
import { createHmac, randomUUID } from "node:crypto";
import { parseRealtimeUrl } from "../../src/engage/engageUrls";
import { writeSessionReference } from "../../src/protocol/sessionReference";
import { tokenOf } from "../deploy/planEndpoint";
import type { Settings } from "../settings";
import { BridgeCustomer } from "./BridgeCustomer";
import type { Desk } from "./Desk";
import { failHop } from "./Hop";
import type { Observations } from "./Observations";
import type { Rehearsal } from "./Rehearsal";
import { waitFor } from "./waitFor";

type Parts = Omit<Rehearsal, "route" | "customer" | "connect" | "findThread">;

export function openBridge(settings: Settings, code: string, parts: Parts): Rehearsal {
  const { desk, observations, signal, clock, pace, limit } = parts;
  const [url = ""] = settings.list("cognigyCustomerUrls");
  const token = tokenOf(url);
  const base = url.slice(0, url.lastIndexOf(token)).replace(/\/+$/, "");
  const session = { userId: `rehearsal-${code}`, sessionId: randomUUID() };
  const customer = new BridgeCustomer({ base, token }, session, clock);
  const { sourceId } = parseRealtimeUrl(settings.get("engageRealtimeEndpointUrl") ?? "");
  const foreignId = writeSessionReference(
    (algorithm, key, data) => createHmac(algorithm, key).update(data).digest(),
    settings.get("engageRealtimeAccessToken") ?? "",
    { ...session, URLToken: token },
  );
  return {
    ...parts,
    route: "bridge",
    customer,
    connect: () => customer.connect(),
    async findThread(withinMs, until = signal) {
      const looks = limit.looks(AFTER_SEARCH);
      const found = await waitFor((attempt) => search(desk, foreignId, sourceId, attempt, attempt + 1 === looks), {
        withinMs,
        signal: until,
        clock,
        delaysMs: pace.delaysMs,
        looks,
      });
      if (found === undefined) {
        throw failHop(
          "Engage has no conversation of this customer.",
          "See what the bot answered when the customer asked for a person. The project's Logs in Cognigy.AI say why the handover failed.",
        );
      }
      const seconds = (clock.now() - customer.lastSaidAtMs) / 1000;
      if (limit.spare >= AFTER_SEARCH) {
        const keyword = await findKeyword(desk, sourceId);
        observations.note(
          "foreignKeyword",
          [keyword],
          "a search for an id that doesn't exist finds nothing only with it",
        );
      }
      noteTimes(seconds, observations);
      desk.place = { threadId: found.id, sourceId, customerId: "", isNew: true, hadAgents: false };
      await desk.readContents();
      const { opening } = desk;
      if (opening?.author_id == null) {
        throw failHop("The conversation has no opening message.", "Look at the conversation in Engage.");
      }
      desk.place = { ...desk.place, customerId: opening.author_id };
      desk.takeAll();
      return `thread ${found.id}, found by its id after ${seconds.toFixed(1)} s`;
    },
  };
}

function noteTimes(seconds: number, observations: Observations): void {
  const evidence = `the conversation was found after ${seconds.toFixed(1)} s`;
  observations.note("importTime", [seconds < 4 ? "0.2 s" : seconds < 14 ? "8 s" : "20 s"], evidence);
  if (seconds < 3) {
    observations.note("searchIndex", ["immediate"], evidence);
  }
}

/** Which keyword it was, and the conversation's messages. */
const AFTER_SEARCH = 3;

const KEYWORDS = ["foreign", "foreign_id"] as const;

/**
 * One request for each look: by either keyword, and among the newest, as the keyword is one of the open questions. The last
 * look needs no keyword.
 */
function search(
  desk: Desk,
  foreignId: string,
  sourceId: string,
  attempt: number,
  isLast: boolean,
): Promise<{ id: string } | undefined> {
  const keyword = isLast ? undefined : KEYWORDS[attempt % 3];
  return keyword === undefined
    ? desk.findAmongNewest(foreignId, sourceId)
    : desk.findByForeignId(foreignId, sourceId, keyword);
}

/** A keyword that Engage ignores finds everything, also the conversation that is looked for. */
async function findKeyword(desk: Desk, sourceId: string): Promise<"foreign" | "foreign_id" | "neither"> {
  for (const keyword of KEYWORDS) {
    if (!(await desk.isIgnored(keyword, sourceId))) {
      return keyword;
    }
  }
  return "neither";
}
