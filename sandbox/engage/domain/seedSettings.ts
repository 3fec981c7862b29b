/** Seeds what an administrator sets up: categories, channels, communities, sources, custom fields, tags. */
import type { EngageDomain } from "./EngageDomain";
import {
  type Category,
  type Channel,
  type Community,
  type CustomField,
  type Named,
  type Source,
  type TimeSheet,
  WEEKDAY_HOURS,
} from "./records";
import { addTimeSheet } from "./timeSheets";

export interface SeededSettings {
  categories: { cognigy: Category; bot: Category; agent: Category; billing: Category };
  channels: { async: Channel; realtime: Channel };
  communities: { sdk: Community; messaging: Community; email: Community };
  sources: { messaging: Source; sdk: Source };
  customFields: {
    botSummary: CustomField;
    intent: CustomField;
    customerNumber: CustomField;
    vip: CustomField;
    interests: CustomField;
  };
  tags: { vip: Named };
  presenceStatuses: { lunch: Named };
  /** Round the clock for every source, like the default sheet of a new account. */
  timeSheets: { always: TimeSheet };
  /** The key of the Channel SDK source, with which both sides sign. */
  realtimeAccessToken: string;
}

const STRUCTURED_TYPES = ["select", "rich_link", "template", "carousel"];
/** In winter; Rails' names. */
const TIME_ZONES = [
  { name: "Pacific Time (US & Canada)", utc_offset: -28_800 },
  { name: "London", utc_offset: 0 },
  { name: "Paris", utc_offset: 3_600 },
  { name: "Sydney", utc_offset: 36_000 },
];
const REALTIME_ACCESS_TOKEN = "demo-channel-token-0001";

export function seedSettings(domain: EngageDomain): SeededSettings {
  const times = domain.timestamps();
  const cognigy = domain.addCategory({ id: "66a000000000000c09419000", name: "Cognigy", unselectable: true });
  const bot = domain.addCategory({ id: "66a0000000000000000000b0", name: "Bot", parent_id: cognigy.id });
  const agent = domain.addCategory({ id: "66a0000000000000000000a9", name: "Agent", parent_id: cognigy.id });
  const billing = domain.addCategory({ id: "66a00000000000000000b111", name: "Billing" });

  const messagingId = "66a0000000000050c0000001";
  const sdkId = "66a0000000000050c0000002";
  const addChannel = (id: string, name: string, sourceId: string): Channel => {
    const channel: Channel = {
      id,
      name,
      label: name,
      soft_capability: 2,
      hard_capability: 3,
      source_ids: [sourceId],
      task_timeout_seconds: 30,
      agent_sla: 60,
      agent_sla_threshold: 80,
      task_auto_complete_seconds: null,
      auto_complete_category_ids: [],
      ...times,
    };
    domain.channels.set(id, channel);
    return channel;
  };
  const channels = {
    async: addChannel("66a000000000000c4a000001", "Async", messagingId),
    realtime: addChannel("66a000000000000c4a000002", "Realtime", sdkId),
  };

  const addCommunity = (id: string, name: string, type: string): Community => {
    const community: Community = { id, name, type, active: true, ...times };
    domain.communities.set(id, community);
    return community;
  };
  const communities = {
    messaging: addCommunity("66a0000000000c0330000001", "Messaging", "engage_messaging"),
    sdk: addCommunity("66a0000000000c0330000002", "SDK", "sdk"),
    email: addCommunity("66a0000000000c0330000003", "E-mail", "email"),
  };

  const addSource = (given: Pick<Source, "id" | "name" | "type" | "channel_id" | "community_id"> & Partial<Source>) => {
    const source: Source = {
      active: true,
      status: "ok",
      error_message: null,
      default_category_ids: [bot.id],
      user_thread_default_category_ids: [agent.id],
      live_chat: false,
      time_sheet_ids: [],
      auto_response_trigger_enabled: { first_message_from_user: false, out_of_office_hours_message: false },
      from_name: "{{firstname}} {{lastname}}",
      attachments_security_level: "relaxed",
      default_task_priority: 0,
      time_for_thread_inclusion: 4 * 24 * 3600,
      time_for_thread_inclusion_enabled: true,
      default_content_language: "en",
      color: 1,
      closable: false,
      composable: false,
      structured_types: STRUCTURED_TYPES,
      content_type: "message",
      sdk: null,
      ...times,
      ...given,
    };
    domain.sources.set(source.id, source);
    return source;
  };
  const sources = {
    messaging: addSource({
      id: messagingId,
      name: "Web messaging",
      type: "engage_messaging",
      channel_id: channels.async.id,
      community_id: communities.messaging.id,
      closable: true,
      composable: true,
    }),
    sdk: addSource({
      id: sdkId,
      name: "Cognigy bridge",
      type: "sdk",
      channel_id: channels.realtime.id,
      community_id: communities.sdk.id,
      content_type: "sdk/message",
      sdk: {
        realtimeAccessToken: REALTIME_ACCESS_TOKEN,
        baseUri: null,
        implementation: {
          objects: { messages: ["create", "show", "list"], status: ["mark_as_read"] },
          options: [
            "view.messaging",
            "messages.text",
            "messages.no_title",
            "messages.attachments",
            "messaging.typing_indicator",
            "messaging.queuing_update",
          ],
        },
      },
    }),
  };

  let position = 0;
  const addField = (associated: CustomField["associated_type_name"], key: string, given: Partial<CustomField> = {}) => {
    position += 1;
    const field: CustomField = {
      id: `66a00000000000f1e1d0000${position}`,
      associated_type_name: associated,
      key,
      label: key,
      type: "string",
      choices: [],
      multiple: false,
      position,
      read_only: false,
      ...times,
      ...given,
    };
    domain.customFields.set(field.id, field);
    return field;
  };
  const customFields = {
    botSummary: addField("Intervention", "bot_summary", { type: "text" }),
    intent: addField("Intervention", "intent"),
    customerNumber: addField("IdentityGroup", "customer_number"),
    vip: addField("IdentityGroup", "vip", { type: "boolean" }),
    interests: addField("IdentityGroup", "interests", { type: "multiple_choice", multiple: true }),
  };

  const vip: Named = { id: "66a00000000000007a900001", name: "VIP", ...times };
  domain.tags.set(vip.id, vip);
  const lunch: Named = { id: "66a000000000000000108c40", name: "Lunch", ...times };
  domain.presenceStatuses.set(lunch.id, lunch);

  const accountId = "66a00000000000000acc0001";
  domain.accounts.set(accountId, {
    id: accountId,
    name: "sandbox",
    push_enabled: true,
    locale: "en",
    timezone: "Paris",
    ...times,
  });
  domain.timeZones = TIME_ZONES.map((zone) => ({ ...zone }));
  const always = addTimeSheet(domain, {
    id: "66a0000000000000007153e1",
    label: "Default",
    ...Object.fromEntries(WEEKDAY_HOURS.map((name) => [name, "0-86400"])),
  });
  const topologyId = "66a000000000000070b01001";
  domain.topologies.set(topologyId, { id: topologyId, name: "By category", ...times });

  return {
    categories: { cognigy, bot, agent, billing },
    channels,
    communities,
    sources,
    customFields,
    tags: { vip },
    presenceStatuses: { lunch },
    timeSheets: { always },
    realtimeAccessToken: REALTIME_ACCESS_TOKEN,
  };
}
