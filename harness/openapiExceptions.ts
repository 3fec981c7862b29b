/** Where the vendor's OpenAPI file is known to be silent or wrong, each with the reason. */

export interface OperationException {
  method: string;
  path: RegExp;
  reason: string;
}

export const EXTRA_OPERATIONS: readonly OperationException[] = [
  { method: "GET", path: /^\/users\/me$/, reason: "used by the App SDK guide and the vendor's own client" },
];

export interface ParameterException {
  /** Operation id, or undefined for every operation. */
  operation?: string;
  name: string;
  reason: string;
}

export const EXTRA_PARAMETERS: readonly ParameterException[] = [
  { name: "access_token", reason: "the second documented way to authenticate" },
  { name: "impersonated_user_id", reason: "any request may carry it" },
  { operation: "createContent", name: "structured_content", reason: "only the guides describe it, as JSON" },
  { operation: "changeAgentStatus", name: "status[channel_id]", reason: "a hash of channel ids, declared as string" },
  { operation: "getAllInterventions", name: "thread_id[]", reason: "single or array" },
  { operation: "getAllInterventions", name: "user_id[]", reason: "single or array" },
  { operation: "getAllInterventions", name: "identity_id[]", reason: "single or array" },
  { operation: "getAllInterventions", name: "identity_group_id[]", reason: "single or array" },
  { operation: "createAttachment", name: "file", reason: "its media type is spelled with a trailing colon" },
  { operation: "createAttachment", name: "private", reason: "its media type is spelled with a trailing colon" },
];

export interface FieldException {
  schema: string;
  field: string;
  /** JSON Schema of the field as it really is. */
  as: Record<string, unknown>;
  reason: string;
}

export const RESPONSE_FIELDS: readonly FieldException[] = [
  { schema: "Thread", field: "last_content_at", as: { type: "string", format: "date-time" }, reason: "in samples" },
  { schema: "Category", field: "non_routable", as: { type: "boolean" }, reason: "in live records" },
  { schema: "Role", field: "read_surveys", as: { type: "boolean" }, reason: "comes with the satisfaction extension" },
  { schema: "Content", field: "structured_content", as: {}, reason: "in samples of structured messages" },
  { schema: "Content", field: "structured_content_supported", as: { type: "boolean" }, reason: "in samples" },
  { schema: "Content", field: "structured_reply", as: {}, reason: "in samples of structured messages" },
  { schema: "ContentAttachment", field: "embed", as: { type: "boolean" }, reason: "typed string by mistake" },
  { schema: "ContentAttachment", field: "public?", as: { type: "boolean" }, reason: "typed string by mistake" },
  { schema: "InterventionComment", field: "identity_id", as: { type: "string" }, reason: "spelled videntity_id" },
  { schema: "Task", field: "priority", as: { type: "number" }, reason: "webhooks show a float" },
  { schema: "BotCompleteResponse", field: "status", as: { type: "number" }, reason: "the sample shows a number" },
  {
    schema: "HandoverFromBotToAgentResponse",
    field: "status",
    as: { type: "number" },
    reason: "the sample shows a number",
  },
];

/** Objects whose keys are data: source ids here. */
export const OPEN_SCHEMAS: readonly string[] = ["UserSourcesPermissions"];
