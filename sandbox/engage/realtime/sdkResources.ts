/** The objects that a Channel SDK endpoint may push, with the fields that the guide marks as required. */
import { z } from "zod";

/** Null, empty and absent mean the same. */
function withoutBlanks(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null && one !== ""));
}

const date = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}(T.*Z)?$/.test(text) && !Number.isNaN(Date.parse(text)));
const id = z.union([z.string(), z.number()]).transform(String);
/** Letters, hyphen and, most likely, underscore; digits are not allowed. */
const contextData = z.record(z.string().regex(/^[a-zA-Z_-]+$/), z.union([z.string(), z.array(z.string())]));

const user = z.preprocess(
  withoutBlanks,
  z.object({
    id,
    screenname: z.string(),
    created_at: date,
    updated_at: date,
    firstname: z.string().optional(),
    lastname: z.string().optional(),
    email: z.string().optional(),
    home_phone: z.string().optional(),
    mobile_phone: z.string().optional(),
    avatar_url: z.string().optional(),
    gender: z.enum(["man", "woman"]).optional(),
    puppetizable: z.boolean().default(false),
    context_data: contextData.optional(),
  }),
);

const attachment = z.preprocess(
  withoutBlanks,
  z.union([
    z.object({ url: z.string(), filename: z.string().optional(), type: z.string().optional() }),
    z.object({ content: z.string(), filename: z.string(), type: z.string().optional() }),
  ]),
);

const writing = {
  id,
  body: z.string().max(20_000).optional(),
  actions: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  context_data: contextData.optional(),
  created_at: date.optional(),
  updated_at: date.optional(),
  format: z.enum(["html", "text"]).default("html"),
  language: z.string().optional(),
};

const message = {
  ...writing,
  author: user,
  attachments: z.array(attachment).optional(),
  in_reply_to_id: id.optional(),
  structured_content: z.record(z.string(), z.unknown()).optional(),
  structured_reply: z.record(z.string(), z.unknown()).optional(),
};

export const sdkResources = {
  user,
  message: z.preprocess(withoutBlanks, z.object({ ...message, thread_id: id.optional() })),
  privateMessage: z.preprocess(withoutBlanks, z.object({ ...message, recipient: user })),
  thread: z.preprocess(withoutBlanks, z.object({ ...writing, title: z.string().optional(), author: user.optional() })),
  status: z.preprocess(withoutBlanks, z.object({ id })),
  typing: z.preprocess(
    withoutBlanks,
    z
      .object({ thread_id: id.optional(), in_reply_to_id: id.optional(), preview: z.string().optional() })
      .refine((typing) => typing.thread_id !== undefined || typing.in_reply_to_id !== undefined),
  ),
};

export type SdkUser = z.infer<typeof sdkResources.user>;
export type SdkMessage = z.infer<typeof sdkResources.message>;
export type SdkThread = z.infer<typeof sdkResources.thread>;
