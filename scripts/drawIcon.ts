/**
 * Draws icon.png: two speech bubbles, a round one and a square one, with an arrow from one to the other. Our own
 * drawing; no vendor's logo. Run `npx ts-node scripts/drawIcon.ts` after a change.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { root } from "./paths";

const SIZE = 64;
/** Each pixel is the mean of this many samples a side, which makes the edges smooth. */
const SAMPLES = 4;

type Color = readonly [red: number, green: number, blue: number, alpha: number];
const BLUE: Color = [31, 95, 168, 255];
const ORANGE: Color = [240, 138, 36, 255];
const WHITE: Color = [255, 255, 255, 255];
const NOTHING: Color = [0, 0, 0, 0];

function isInRoundedBox(
  x: number,
  y: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
  radius: number,
): boolean {
  const dx = Math.max(left + radius - x, 0, x - (right - radius));
  const dy = Math.max(top + radius - y, 0, y - (bottom - radius));
  return dx * dx + dy * dy <= radius * radius && x >= left && x <= right && y >= top && y <= bottom;
}

function isInTriangle(
  x: number,
  y: number,
  [ax, ay, bx, by, cx, cy]: readonly [number, number, number, number, number, number],
): boolean {
  const side = (px: number, py: number, qx: number, qy: number) => (x - qx) * (py - qy) - (px - qx) * (y - qy);
  const sides = [side(ax, ay, bx, by), side(bx, by, cx, cy), side(cx, cy, ax, ay)];
  return sides.every((value) => value >= 0) || sides.every((value) => value <= 0);
}

function colorAt(x: number, y: number): Color {
  const isArrow = (y >= 29 && y <= 35 && x >= 22 && x <= 36) || isInTriangle(x, y, [34, 23, 34, 41, 45, 32]);
  if (isArrow) {
    return WHITE;
  }
  const isCustomerBubble = isInRoundedBox(x, y, 2, 8, 42, 46, 14) || isInTriangle(x, y, [10, 40, 22, 44, 8, 57]);
  if (isCustomerBubble) {
    return BLUE;
  }
  const isAgentBubble = isInRoundedBox(x, y, 24, 18, 62, 54, 6) || isInTriangle(x, y, [44, 52, 56, 52, 56, 62]);
  return isAgentBubble ? ORANGE : NOTHING;
}

const icon = new PNG({ width: SIZE, height: SIZE });
for (let y = 0; y < SIZE; y++) {
  for (let x = 0; x < SIZE; x++) {
    const samples = Array.from({ length: SAMPLES * SAMPLES }, (_, index) =>
      colorAt(x + ((index % SAMPLES) + 0.5) / SAMPLES, y + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES),
    );
    const alpha = samples.reduce((sum, [, , , a]) => sum + a, 0);
    const mean = (pick: (color: Color) => number) =>
      alpha === 0 ? 0 : Math.round(samples.reduce((sum, color) => sum + pick(color) * color[3], 0) / alpha);
    icon.data.set(
      [
        mean(([red]) => red),
        mean(([, green]) => green),
        mean(([, , blue]) => blue),
        Math.round(alpha / samples.length),
      ],
      (y * SIZE + x) * 4,
    );
  }
}
writeFileSync(join(root, "icon.png"), PNG.sync.write(icon));
