/** REST: sources, the channels (groups of sources) they are in, and communities. */
import { checkCategoryIds } from "../../domain/categories";
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find, hasPermission } from "../../domain/find";
import type { Channel, Source } from "../../domain/records";
import { setBaseUri } from "../../domain/setBaseUri";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { sourceView } from "../views";

export const sourceRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/content_sources",
    operation: "getAllSources",
    handle(call) {
      const permission = call.parameters.text("permission") ?? "read";
      const active = call.parameters.flag("active");
      const found = [...call.domain.sources.values()].filter(
        (source) =>
          hasPermission(call.user, source.id, permission) && (active === undefined || source.active === active),
      );
      return toPage(call, found, sourceView);
    },
  },
  {
    method: "GET",
    path: "/content_sources/:sourceId",
    operation: "getSource",
    handle: (call) => sourceView(readSource(call)),
  },
  {
    method: "PUT",
    path: "/content_sources/:sourceId",
    operation: "updateSource",
    handle: (call) => sourceView(updateSource(call, readSource(call))),
  },
  {
    method: "GET",
    path: "/channels",
    operation: "getAllChannels",
    handle: (call) => toPage(call, [...call.domain.channels.values()], (channel) => ({ ...channel })),
  },
  {
    method: "GET",
    path: "/channels/:channelId",
    operation: "getChannel",
    handle: (call) => ({ ...find(call.domain.channels, call.pathId("channelId")) }),
  },
  {
    method: "PUT",
    path: "/channels/:channelId",
    operation: "updateChannel",
    handle(call) {
      // "The right to update channels"; its flag is not named.
      call.demandRight("manage_channels");
      return { ...updateChannel(call, find(call.domain.channels, call.pathId("channelId"))) };
    },
  },
  {
    method: "GET",
    path: "/communities",
    operation: "getAllCommunities",
    handle: (call) => toPage(call, [...call.domain.communities.values()], (community) => ({ ...community })),
  },
  {
    method: "GET",
    path: "/communities/:communityId",
    operation: "getCommunity",
    handle: (call) => ({ ...find(call.domain.communities, call.pathId("communityId")) }),
  },
];

function readSource(call: Call): Source {
  const source = find(call.domain.sources, call.pathId("sourceId"));
  if (!call.canRead(source.id)) {
    throw new EngageRefusal("unknown", "Record not found");
  }
  return source;
}

function updateSource(call: Call, source: Source): Source {
  const { parameters, domain } = call;
  const channelId = parameters.text("channel_id");
  if (channelId !== undefined && !domain.channels.has(channelId)) {
    throw new EngageRefusal("invalid", "Validation failed: channel is invalid");
  }
  source.name = parameters.text("name") ?? source.name;
  source.active = parameters.flag("active") ?? source.active;
  source.channel_id = channelId ?? source.channel_id;
  source.default_task_priority = parameters.integer("default_task_priority") ?? source.default_task_priority;
  source.time_for_thread_inclusion =
    parameters.integer("time_for_thread_inclusion") ?? source.time_for_thread_inclusion;
  for (const name of ["default_category_ids", "user_thread_default_category_ids"] as const) {
    const categoryIds = parameters.list(name);
    if (categoryIds !== undefined) {
      source[name] = checkCategoryIds(domain, categoryIds);
    }
  }
  const timeSheetIds = parameters.list("time_sheet_ids");
  if (timeSheetIds !== undefined) {
    if (timeSheetIds.length > 1 || timeSheetIds.some((id) => !domain.timeSheets.has(id))) {
      throw new EngageRefusal("invalid", "Validation failed: time sheets is invalid");
    }
    source.time_sheet_ids = timeSheetIds;
  }
  source.updated_at = domain.timestamp();
  const baseUri = parameters.text("base_uri");
  if (baseUri !== undefined) {
    // A field of the console's form; the documented API does not show it.
    setBaseUri(domain, source, baseUri);
  } else {
    domain.outbound.sourceSaved(source);
  }
  return source;
}

function updateChannel(call: Call, channel: Channel): Channel {
  const { parameters, domain } = call;
  channel.name = parameters.text("name") ?? channel.name;
  channel.source_ids = parameters.list("source_ids") ?? channel.source_ids;
  channel.soft_capability = parameters.integer("soft_capability") ?? channel.soft_capability;
  channel.hard_capability = parameters.integer("hard_capability") ?? channel.hard_capability;
  channel.task_timeout_seconds = parameters.integer("task_timeout_seconds") ?? channel.task_timeout_seconds;
  channel.updated_at = domain.timestamp();
  return channel;
}
