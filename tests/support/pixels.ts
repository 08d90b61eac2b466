// What a page shows, as numbers.

import type { Page } from 'playwright-core';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** r, g, b, a a pixel. */
  readonly data: Uint8Array;
}

/** The pixels of the part `clip` of the page, decoded by the browser itself. */
export async function pixelsOf(page: Page, clip: Rectangle): Promise<Pixels> {
  const png = await page.screenshot({ clip: { ...clip } });
  const { width, height, base64 } = await page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no 2D canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const chunks: string[] = [];
    for (let start = 0; start < data.length; start += 8192) {
      chunks.push(String.fromCharCode(...data.subarray(start, start + 8192)));
    }
    return { width: bitmap.width, height: bitmap.height, base64: btoa(chunks.join('')) };
  }, png.toString('base64'));
  return { width, height, data: Uint8Array.from(Buffer.from(base64, 'base64')) };
}

/** The colour of a pixel. */
export function colorAt({ width, data }: Pixels, x: number, y: number): readonly [number, number, number] {
  const at = 4 * (Math.round(y) * width + Math.round(x));
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** Largest difference of a channel. */
export function colorDistance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? 0))));
}

/** How many pixels are nearly of one colour, and the sides of the rectangle that holds them. */
export function coloredLike(
  { width, data }: Pixels,
  color: readonly [number, number, number],
  tolerance = 10,
): { readonly count: number; readonly width: number; readonly height: number } {
  const columns: number[] = [];
  const rows: number[] = [];
  for (let pixel = 0; pixel < data.length / 4; pixel++) {
    if (colorDistance(color, [...data.subarray(4 * pixel, 4 * pixel + 3)]) > tolerance) continue;
    columns.push(pixel % width);
    rows.push(Math.floor(pixel / width));
  }
  const side = (places: readonly number[]): number =>
    places.reduce((most, place) => Math.max(most, place), 0) -
    places.reduce((least, place) => Math.min(least, place), Number.POSITIVE_INFINITY);
  return { count: columns.length, width: side(columns), height: side(rows) };
}

/** Share of pixels that differ by more than `tolerance` in some channel. */
export function shareChanged(a: Pixels, b: Pixels, tolerance = 12): number {
  let changed = 0;
  const count = a.data.length / 4;
  for (let pixel = 0; pixel < count; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const at = 4 * pixel + channel;
      if (Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)) > tolerance) {
        changed++;
        break;
      }
    }
  }
  return changed / count;
}

/** Share of pixels with a colour of their own: neither grey nor nearly so. */
export function shareColored({ data }: Pixels, least = 40): number {
  let colored = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    if (Math.max(r, g, b) - Math.min(r, g, b) > least) colored++;
  }
  return colored / (data.length / 4);
}
