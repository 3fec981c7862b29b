/** A small picture of one colour, as a person might attach it. */
import { PNG } from "pngjs";

export function drawPicture(width = 64, height = 40): Buffer {
  const picture = new PNG({ width, height });
  for (let at = 0; at < picture.data.length; at += 4) {
    picture.data.set([0x2f, 0x6f, 0xb0, 0xff], at);
  }
  return PNG.sync.write(picture);
}
