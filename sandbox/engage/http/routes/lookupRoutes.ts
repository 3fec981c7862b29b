/** REST: small lists that integrations look things up in: tags, teams, presence statuses, the journal of events. */
import type { EngageDomain } from "../../domain/EngageDomain";
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find, hasRight } from "../../domain/find";
import type { JournalEvent, Named } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { type Matcher, matchesTerms, parseSearchQuery } from "../searchQuery";

export const lookupRoutes: EngageRoute[] = [
  ...namedRoutes("/tags", "tagId", "Tag", "getAllTags", (domain) => domain.tags),
  ...namedRoutes(
    "/presence_status",
    "presenceStatusId",
    "PresenceStatus",
    "getAllPresenceStatus",
    (domain) => domain.presenceStatuses,
  ),
  {
    method: "GET",
    path: "/teams",
    operation: "getAllTeams",
    handle: (call) => toPage(call, [...call.domain.teams.values()], (team) => ({ ...team })),
  },
  {
    method: "GET",
    path: "/teams/:teamId",
    operation: "getTeam",
    handle: (call) => ({ ...find(call.domain.teams, call.pathId("teamId")) }),
  },
  {
    method: "GET",
    path: "/events",
    operation: "getAllEvents",
    handle(call) {
      demandJournal(call);
      const { terms, order } = parseSearchQuery(call.parameters.text("q") ?? "");
      const found = [...call.domain.events.values()].filter((event) => matchesTerms(event, terms, EVENT_MATCHERS));
      const sorted = order?.direction === "asc" ? found : found.reverse();
      return toPage(call, sorted, (event) => ({ ...event }));
    },
  },
  {
    method: "GET",
    path: "/events/:eventId",
    operation: "getEvent",
    handle(call) {
      demandJournal(call);
      return { ...find(call.domain.events, call.pathId("eventId")) };
    },
  },
];

const EVENT_MATCHERS: Record<string, Matcher<JournalEvent>> = {
  content: (event, wanted) => event.extra_infos.content_id === wanted,
  content_thread: (event, wanted) => event.extra_infos.content_thread_id === wanted,
  name_in: (event, wanted) => event.name === wanted,
  user: (event, wanted) => event.user_id === wanted,
  created_after: (event, wanted) => Date.parse(event.created_at) >= Date.parse(wanted),
  created_before: (event, wanted) => Date.parse(event.created_at) <= Date.parse(wanted),
};

/** Without the right to search events, there are none. */
function demandJournal(call: Call): void {
  if (!hasRight(call.user, "search_event")) {
    throw new EngageRefusal("unknown", "Record not found");
  }
}

/** Records that are nothing but a name. */
function namedRoutes(
  path: string,
  idName: string,
  noun: string,
  listOperation: string,
  select: (domain: EngageDomain) => Map<string, Named>,
): EngageRoute[] {
  const read = (call: Call): Named => find(select(call.domain), call.pathId(idName));
  return [
    {
      method: "GET",
      path,
      operation: listOperation,
      handle(call) {
        const ids = call.parameters.commaList("ids");
        const found = [...select(call.domain).values()].filter((one) => ids?.includes(one.id) ?? true);
        return toPage(call, found, (one) => ({ ...one }));
      },
    },
    { method: "GET", path: `${path}/:${idName}`, operation: `get${noun}`, handle: (call) => ({ ...read(call) }) },
    {
      method: "POST",
      path,
      operation: `create${noun}`,
      handle(call) {
        const name = call.parameters.required("name");
        const record: Named = { id: call.domain.newId("record"), name, ...call.domain.timestamps() };
        select(call.domain).set(record.id, record);
        return { ...record };
      },
    },
    {
      method: "PUT",
      path: `${path}/:${idName}`,
      operation: `update${noun}`,
      handle: (call) => ({ ...Object.assign(read(call), { name: call.parameters.required("name") }) }),
    },
    {
      method: "DELETE",
      path: `${path}/:${idName}`,
      operation: `delete${noun}`,
      handle(call) {
        const record = read(call);
        select(call.domain).delete(record.id);
        return { ...record };
      },
    },
  ];
}
