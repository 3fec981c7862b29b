/** Images of a structured message that are given by URL: wherever Engage wants an attachment's id, a URL may stand. */
import type { ChannelKind } from "../../core/content/channelLimits";
import type { StructuredMessage, Violation } from "../../core/content/structuredMessage";
import { EngageError } from "../../core/errors";
import type { EngageClient } from "../../engage/engageClient";
import type { ImageType } from "../../engage/imageType";
import type { ImageWish } from "../../engage/imageUploads";

type Members = Record<string, unknown>;

const PLACES = ["attachment_id", "attachment_fallback_id"] as const;
type Place = (typeof PLACES)[number];

interface ImageUse {
  place: Place;
  url: string;
}

const STILL: readonly ImageType[] = ["image/png", "image/jpeg"];
/** Engage documents videos for these. */
const WITH_VIDEO: Partial<Record<ChannelKind, readonly string[]>> = {
  apple: ["rich_link"],
  whatsapp: ["template", "carousel"],
};
/** Attachments are public ones unless the reference says of a channel that it takes private ones. */
const PUBLIC_ONLY: readonly ChannelKind[] = ["channelSdk", "viber", "twitter"];

/** Every image by URL, each once. */
function findImages(message: StructuredMessage): ImageUse[] {
  const found = new Map<string, ImageUse>();
  changeImages(message, (use) => {
    found.set(`${use.place} ${use.url}`, use);
    return {};
  });
  return [...found.values()];
}

export function checkImages(message: StructuredMessage, channel: ChannelKind, isPrivate: boolean): Violation[] {
  const isRefused = isPrivate && PUBLIC_ONLY.includes(channel);
  return isRefused && findImages(message).some(({ place }) => place === "attachment_id")
    ? [{ field: "privateImages", problem: "this channel shows public images only" }]
    : [];
}

export interface Illustrated {
  message: StructuredMessage;
  attachmentIds: string[];
  /** To be called when Engage refused the message: it may have lost what this process still knows. */
  forget(): void;
}

/** All at once. The first failure is told after all have ended, so that nothing goes on behind the node's back. */
export async function uploadImages(
  engage: EngageClient,
  message: StructuredMessage,
  channel: ChannelKind,
  isPrivate: boolean,
): Promise<Illustrated> {
  const types = WITH_VIDEO[channel]?.includes(message.type) ? [...STILL, "video/mp4" as const] : STILL;
  const toWish = (place: Place): ImageWish =>
    place === "attachment_id" ? { types, isPrivate } : { types: STILL, isPrivate: false };
  const uses = findImages(message);
  const outcomes = await Promise.allSettled(uses.map(({ place, url }) => engage.uploadImage(url, toWish(place))));
  const ids = new Map(
    uses.map(({ place, url }, index) => {
      const outcome = outcomes[index];
      if (outcome?.status === "fulfilled") {
        return [`${place} ${url}`, outcome.value];
      }
      throw outcome?.reason ?? new EngageError("unexpected", "An image was neither uploaded nor refused.");
    }),
  );
  return {
    message: changeImages(message, ({ place, url }) => ({ [place]: ids.get(`${place} ${url}`) })),
    attachmentIds: [...new Set(ids.values())],
    forget: () => {
      for (const { place, url } of uses) {
        engage.forgetImage(url, toWish(place));
      }
    },
  };
}

/** For what shows images by their URL: the form that Engage's Channel SDK has. */
export function toImageUrls(message: StructuredMessage): StructuredMessage {
  return changeImages(message, ({ place, url }) => (place === "attachment_id" ? { attachment_url: url } : {}));
}

export function hasAttachmentIds(message: StructuredMessage): boolean {
  return /"attachment_id":"[^"]/.test(JSON.stringify(message));
}

function changeImages(message: StructuredMessage, change: (use: ImageUse) => Members): StructuredMessage {
  return { ...changeMembers(message, change), type: message.type };
}

function changeMembers(members: object, change: (use: ImageUse) => Members): Members {
  return Object.assign(
    {},
    ...Object.entries(members).map(([key, value]) => {
      const place = PLACES.find((known) => known === key);
      return place !== undefined && isUrl(value)
        ? change({ place, url: value })
        : { [key]: changeValue(value, change) };
    }),
  );
}

function changeValue(value: unknown, change: (use: ImageUse) => Members): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => changeValue(item, change));
  }
  return typeof value === "object" && value !== null ? changeMembers(value, change) : value;
}

/** Ids are hexadecimal, so whatever has a scheme is meant as an address. */
function isUrl(value: unknown): value is string {
  return typeof value === "string" && /^[a-z][a-z\d+.-]*:/i.test(value);
}
