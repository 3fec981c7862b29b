/** The records of an Engage account, in the field names of its REST API; fields that the API never shows are marked internal. */

interface Timestamps {
  created_at: string;
  updated_at: string;
}

export interface Category extends Timestamps {
  id: string;
  name: string;
  parent_id: string | null;
  color: number;
  mandatory: boolean;
  multiple: boolean;
  post_qualification: boolean;
  unselectable: boolean;
  /** "Do not use for tasks routing", of a root; missing from the published API file. */
  non_routable: boolean;
  source_ids: string[];
}

export interface Channel extends Timestamps {
  id: string;
  name: string;
  label: string;
  soft_capability: number;
  hard_capability: number;
  source_ids: string[];
  task_timeout_seconds: number | null;
  agent_sla: number | null;
  agent_sla_threshold: number | null;
  task_auto_complete_seconds: number | null;
  auto_complete_category_ids: string[];
}

export interface Community extends Timestamps {
  id: string;
  name: string;
  type: string;
  active: boolean;
}

/** What the last `implementation.info` of a Channel SDK endpoint declared. */
interface SdkImplementation {
  objects: Record<string, string[]>;
  options: string[];
}

export interface Source extends Timestamps {
  id: string;
  name: string;
  type: string;
  active: boolean;
  status: string | null;
  error_message: string | null;
  channel_id: string | null;
  community_id: string;
  default_category_ids: string[];
  user_thread_default_category_ids: string[];
  live_chat: boolean;
  /** One at most. */
  time_sheet_ids: string[];
  auto_response_trigger_enabled: { first_message_from_user: boolean; out_of_office_hours_message: boolean };
  from_name: string | null;
  attachments_security_level: "strict" | "relaxed" | "permissive";
  default_task_priority: number;
  /** The unit is undocumented; seconds here. */
  time_for_thread_inclusion: number;
  time_for_thread_inclusion_enabled: boolean;
  default_content_language: string;
  color: number;
  /** Internal: only some source types can close and open threads. */
  closable: boolean;
  /** Internal: whether agents and bots may start a conversation here. */
  composable: boolean;
  /** Internal: structured message types of this source. */
  structured_types: string[];
  /** Internal: prefix of the resource type in webhooks. */
  content_type: string;
  /** Internal, Channel SDK sources only. */
  sdk: {
    realtimeAccessToken: string;
    /** Where Engage calls; null: nobody is called and the seeded declaration stands. */
    baseUri: string | null;
    implementation: SdkImplementation;
  } | null;
}

export interface Identity extends Timestamps {
  id: string;
  foreign_id: string;
  uuid: string;
  type: string;
  community_id: string;
  community_url: string | null;
  display_name: string;
  screenname: string | null;
  firstname: string | null;
  lastname: string | null;
  email: string | null;
  company: string | null;
  gender: string | null;
  home_phone: string | null;
  mobile_phone: string | null;
  avatar_url: string | null;
  extra_values: Record<string, unknown>;
  identity_group_id: string | null;
  /** Users who control this identity; its messages are brand-side. */
  user_ids: string[];
  /** Internal: pushed by a Channel SDK source as an agent-side author. */
  puppetizable: boolean;
}

export interface IdentityGroup extends Timestamps {
  id: string;
  firstname: string | null;
  lastname: string | null;
  company: string | null;
  gender: string | null;
  notes: string | null;
  avatar_url: string | null;
  emails: string[];
  home_phones: string[];
  mobile_phones: string[];
  tag_ids: string[];
  identity_ids: string[];
  custom_field_values: Record<string, unknown>;
}

export interface Thread extends Timestamps {
  id: string;
  source_id: string;
  foreign_id: string | null;
  title: string | null;
  closed: boolean;
  thread_category_ids: string[];
  extra_data: Record<string, unknown>;
  disable_text_input: boolean;
  last_content_at: string | null;
  /** Internal: orders threads whose last contents share a second. */
  last_content_order: number;
}

type ContentStatus = "new" | "assigned" | "forwarded" | "replied" | "user_reply" | "user_initiated" | "ignored";

export interface Content extends Timestamps {
  id: string;
  thread_id: string;
  source_id: string;
  title: string | null;
  body: string;
  body_input_format: "text" | "html";
  author_id: string;
  creator_id: string | null;
  created_from: string;
  auto_submitted: boolean;
  foreign_id: string | null;
  in_reply_to_id: string | null;
  intervention_id: string | null;
  status: ContentStatus;
  private_message: boolean;
  published: boolean;
  approval_required: boolean;
  synchronization_status: string | null;
  synchronization_error: string | null;
  /** The content's own categories; without any it shows its intervention's, then its thread's. */
  own_category_ids: string[];
  foreign_categories: string[];
  context_data: Record<string, unknown>;
  attachment_ids: string[];
  language: string | null;
  first_in_thread: boolean;
  structured_content: unknown;
  structured_reply: unknown;
  location: { latitude: number; longitude: number } | null;
  /** Internal: position among all contents. */
  order: number;
  /** Internal: a Channel SDK `status.mark_as_read` named this content. */
  read_at: string | null;
}

export interface Intervention extends Timestamps {
  id: string;
  thread_id: string;
  source_id: string;
  content_id: string;
  identity_id: string;
  user_id: string;
  closed: boolean;
  closed_at: string | null;
  deferred_at: string | null;
  category_ids: string[];
  custom_fields: Record<string, unknown>;
  first_user_reply_id: string | null;
  /** Internal: was closed and opened again, for the filter `status=reopened`. */
  reopened: boolean;
  /** Internal: the survey that was sent last about it. */
  survey: { id: string; sentAt: string; responseId: string | null } | null;
}

export interface Survey extends Timestamps {
  id: string;
  name: string;
  link: string;
  active: boolean;
  from_name: string | null;
  instant_send_threshold: number;
  max_time_since_last_reply: number;
  send_delay: number;
  category_ids: string[];
  team_ids: string[];
  source_ids: string[];
  type: "alchemer";
}

export interface SurveyResponse extends Timestamps {
  id: string;
  main_indicator: number;
  /** From 0 to 1. */
  main_indicator_scaled: number;
  intervention_id: string;
  survey_id: string;
  source_id: string;
  user_id: string;
  response_foreign_id: string;
  questions: { foreign_id: string; text: string; replies: { text: string; value: string }[] }[];
}

export interface InterventionComment extends Timestamps {
  id: string;
  body: string;
  intervention_id: string;
  thread_id: string;
  user_id: string;
  identity_id: string;
}

/** A filter of agents; empty: anybody. */
export interface Receivers {
  teamIds?: readonly string[] | undefined;
  language?: string | undefined;
}

export interface Task extends Timestamps {
  id: string;
  content_id: string;
  thread_id: string;
  intervention_id: string | null;
  channel_id: string | null;
  agent_ids: string[];
  priority: number;
  step: string | null;
  accepted_at: string | null;
  completed_at: string | null;
  expire_at: string | null;
  locked_at: string | null;
  transfered_at: string | null;
  /** Internal: whom a transfer was meant for. */
  receivers: Receivers;
  /** In webhooks only: `global`, `workbin_{agent}`, `history`, `undelivered` or a special queue of the topology. */
  queue: string;
  /** Internal: creation order, for "latest first". */
  order: number;
}

export interface User extends Timestamps {
  id: string;
  email: string;
  firstname: string;
  lastname: string;
  nickname: string | null;
  gender: string | null;
  locale: string;
  timezone: string;
  enabled: boolean;
  external_id: string | null;
  role_id: string;
  team_ids: string[];
  category_ids: string[];
  identity_ids: string[];
  spoken_languages: string[];
  /** Internal: role flags. */
  rights: string[];
  /** Internal: permissions per source id. */
  permissions: Record<string, string[]>;
}

export interface ChannelPresence {
  status: "available" | "away" | null;
  busyness: "unoccupied" | "ok" | "busy" | "full";
}

export interface Presence {
  agentId: string;
  channels: Map<string, ChannelPresence>;
  customStatusId: string | null;
}

export interface Attachment extends Timestamps {
  id: string;
  filename: string;
  content_type: string;
  size: number;
  isPublic: boolean;
  foreign_id: string | null;
  bytes: Uint8Array;
}

export interface CustomField extends Timestamps {
  id: string;
  associated_type_name: "IdentityGroup" | "Intervention";
  key: string;
  label: string;
  type: string;
  choices: string[];
  multiple: boolean;
  position: number;
  read_only: boolean;
}

export interface Named extends Timestamps {
  id: string;
  name: string;
}

export interface Team extends Named {
  leader_ids: string[];
  user_ids: string[];
}

export interface Webhook extends Timestamps {
  id: string;
  url: string;
  name: string;
  active: boolean;
  staging_use: boolean;
  registered_events: string[];
  verify_token: string | null;
  secret: string | null;
  /** The values are undocumented. */
  webhook_status: "validating" | "ok" | "disabled";
  /** Internal: the token that registered it. */
  token: string;
  /** Internal, console only ("none except"): events of these sources alone; null: of all. */
  source_ids: string[] | null;
}

export const WEEKDAY_HOURS = [
  "monday_hours",
  "tuesday_hours",
  "wednesday_hours",
  "thursday_hours",
  "friday_hours",
  "saturday_hours",
  "sunday_hours",
] as const;

/** Business hours: each day as `32400-43200,46800-64800`, in seconds of the day; empty is closed. */
export interface TimeSheet extends Timestamps, Record<(typeof WEEKDAY_HOURS)[number], string> {
  id: string;
  label: string;
  active: boolean;
  /** Empty: all sources. */
  source_ids: string[];
  /** Whether by IANA's or Rails' name isn't documented. */
  timezone: string | null;
  holidays: { name: string; date: string }[];
}

export interface NamedOffset {
  name: string;
  /** The unit isn't documented; seconds here. */
  utc_offset: number;
}

/** Settings of the whole account, as far as anything depends on them. */
export interface Account extends Timestamps {
  id: string;
  name: string;
  /** Task mode: conversations are pushed to agents. */
  push_enabled: boolean;
  /** How dates are written. */
  locale: string;
  timezone: string;
}

export interface JournalEvent {
  id: string;
  name: string;
  user_id: string | null;
  created_at: string;
  updated_at: string;
  extra_infos: Record<string, unknown>;
}
