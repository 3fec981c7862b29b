/** A screenshot as PNG with a palette: interfaces have few colours, and so it takes a third of the bytes. */
import { crc32, deflateSync } from "node:zlib";
import type { PNG } from "pngjs";

interface Shade {
  rgb: readonly [number, number, number];
  count: number;
}

/** Of surfaces and letters; those of gradients and soft edges are merged. */
const EXACT_COLOURS = 96;
const MERGED_COLOURS = 256 - EXACT_COLOURS;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Transparency is dropped. */
export function encodePalette({ width, height, data }: PNG): Buffer {
  const shades = countShades(data);
  const common = [...shades.values()].sort((one, other) => other.count - one.count);
  const groups = [...common.slice(0, EXACT_COLOURS).map((shade) => [shade]), ...cutMedian(common.slice(EXACT_COLOURS))];
  const indexes = new Map(groups.flatMap((group, index) => group.map(({ rgb }) => [toKey(rgb), index] as const)));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      rows[y * (width + 1) + 1 + x] = indexes.get(keyAt(data, at)) ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits per pixel, which are an index of the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    toChunk("IHDR", header),
    toChunk("PLTE", Buffer.from(groups.flatMap(toMean))),
    toChunk("IDAT", deflateSync(rows, { level: 9 })),
    toChunk("IEND", Buffer.alloc(0)),
  ]);
}

function countShades(data: Uint8Array): Map<number, Shade> {
  const shades = new Map<number, Shade>();
  for (let at = 0; at < data.length; at += 4) {
    const key = keyAt(data, at);
    const known = shades.get(key);
    if (known) {
      known.count += 1;
    } else {
      shades.set(key, { rgb: [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0], count: 1 });
    }
  }
  return shades;
}

/** Halves the group that differs most, along the channel that differs most, until there are enough. */
function cutMedian(all: Shade[]): Shade[][] {
  if (all.length === 0) {
    return [];
  }
  const groups = [all];
  while (groups.length < MERGED_COLOURS) {
    const spreads = groups.map((group) => findSpread(group));
    const widest = spreads.reduce((best, { width }, index) => (width > (spreads[best]?.width ?? 0) ? index : best), 0);
    const { channel, width } = spreads[widest] ?? { channel: 0, width: 0 };
    const group = groups[widest];
    if (group === undefined || width === 0) {
      break;
    }
    const middle = findMiddle(group, channel);
    groups.splice(
      widest,
      1,
      group.filter(({ rgb }) => (rgb[channel] ?? 0) <= middle),
      group.filter(({ rgb }) => (rgb[channel] ?? 0) > middle),
    );
  }
  return groups;
}

function findSpread(group: readonly Shade[]): { channel: number; width: number } {
  const widths = [0, 1, 2].map((channel) => {
    const [low, high] = findRange(group, channel);
    return high - low;
  });
  const channel = widths.indexOf(Math.max(...widths));
  return { channel, width: widths[channel] ?? 0 };
}

function findRange(group: readonly Shade[], channel: number): [number, number] {
  let low = 255;
  let high = 0;
  for (const { rgb } of group) {
    low = Math.min(low, rgb[channel] ?? 0);
    high = Math.max(high, rgb[channel] ?? 0);
  }
  return [low, high];
}

/** Between the outermost shades rather than of the pixels: rare colours matter as much to the eye. */
function findMiddle(group: readonly Shade[], channel: number): number {
  const [low, high] = findRange(group, channel);
  return Math.floor((low + high) / 2);
}

function toMean(group: readonly Shade[]): number[] {
  const pixels = group.reduce((sum, { count }) => sum + count, 0);
  return [0, 1, 2].map((channel) =>
    Math.round(group.reduce((sum, { rgb, count }) => sum + (rgb[channel] ?? 0) * count, 0) / pixels),
  );
}

function keyAt(data: Uint8Array, at: number): number {
  return toKey([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
}

function toKey([red, green, blue]: Shade["rgb"]): number {
  return (red << 16) | (green << 8) | blue;
}

function toChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(content.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return chunk;
}
