import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";

const MOST_COLOURS = 256;

/**
 * The same picture with a palette. Smooth letters have some thousand shades that nobody tells apart: without them
 * the file is less than half as large.
 *
 * @param page whose browser decodes the picture
 */
export async function reduceColours(
  page: Page,
  picture: Buffer,
): Promise<Buffer> {
  // VS Code's own page allows no such images.
  const blank = await page.context().newPage();
  try {
    const { width, height, base64 } = await blank.evaluate<{
      width: number;
      height: number;
      base64: string;
    }>(`(async () => {
      const bytes = Uint8Array.from(atob("${picture.toString("base64")}"), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      let text = "";
      for (let at = 0; at < data.length; at += 32768)
        text += String.fromCharCode(...data.subarray(at, at + 32768));
      return { width, height, base64: btoa(text) };
    })()`);
    return encode(width, height, Buffer.from(base64, "base64"));
  } finally {
    await blank.close();
  }
}

/** A PNG with a palette (PNG specification, third edition, 11.2): each pixel is a place in it. */
function encode(width: number, height: number, rgba: Buffer): Buffer {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = rgba.readUInt32BE(at) >>> 8;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COLOURS)
    .map(([colour]) => colour);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  // Each line begins with a byte for its filter, here none.
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = rgba.readUInt32BE((y * width + x) * 4) >>> 8;
      let place = places.get(colour);
      if (place === undefined) {
        place = nearest(palette, colour);
        places.set(colour, place);
      }
      lines[y * (width + 1) + 1 + x] = place;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(channels))),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  const wanted = channels(colour);
  for (const [place, other] of palette.entries()) {
    const distance = channels(other).reduce(
      (sum, channel, at) => sum + (channel - wanted[at]!) ** 2,
      0,
    );
    if (distance < least) [best, least] = [place, distance];
  }
  return best;
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}
