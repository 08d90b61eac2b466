/** Colour maps as 256 RGBA entries, in display (sRGB-encoded) values. */
import { ClampToEdgeWrapping, DataTexture, LinearFilter, RGBAFormat, UnsignedByteType } from 'three/webgpu';
import type { ColorMapName } from '../state/appState';
import { BLUES, CIVIDIS, MAGMA, REDS, TURBO, VIRIDIS } from './colorTables';

export const COLOR_MAP_SIZE = 256;

export type ColorBytes = Uint8Array<ArrayBuffer>;

const BUILDERS: Readonly<Record<ColorMapName, () => ColorBytes>> = {
  viridis: () => fromHex(VIRIDIS),
  cividis: () => fromHex(CIVIDIS),
  magma: () => fromHex(MAGMA),
  turbo: () => fromHex(TURBO),
  coolwarm: () => coolwarm(),
  reds: () => fromAnchors(REDS),
  blues: () => fromAnchors(BLUES),
};

const built = new Map<ColorMapName, ColorBytes>();

/** 256 × RGBA, lowest value first. */
export function colorMapBytes(name: ColorMapName): ColorBytes {
  const known = built.get(name);
  if (known) return known;
  const bytes = BUILDERS[name]();
  built.set(name, bytes);
  return bytes;
}

/** A 256 × 1 lookup texture whose values are taken as they are. The caller disposes it. */
export function colorMapTexture(name: ColorMapName): DataTexture {
  const map = new DataTexture(colorMapBytes(name), COLOR_MAP_SIZE, 1, RGBAFormat, UnsignedByteType);
  map.name = `color map ${name}`;
  map.minFilter = LinearFilter;
  map.magFilter = LinearFilter;
  map.wrapS = ClampToEdgeWrapping;
  map.wrapT = ClampToEdgeWrapping;
  map.needsUpdate = true;
  return map;
}

/**
 * Maps of the three panes side by side: the chosen one for f, reds and blues for its partial derivatives; where f takes one of
 * those, that pane takes viridis.
 */
export function paneColorMaps(
  chosen: ColorMapName,
): Readonly<Record<'value' | 'partialX' | 'partialY', ColorMapName>> {
  const other = (own: ColorMapName): ColorMapName => (own === chosen ? 'viridis' : own);
  return { value: chosen, partialX: other('reds'), partialY: other('blues') };
}

function fromHex(table: string): ColorBytes {
  const bytes = new Uint8Array(COLOR_MAP_SIZE * 4);
  for (let entry = 0; entry < COLOR_MAP_SIZE; entry++) {
    const color = Number.parseInt(table.slice(entry * 6, entry * 6 + 6), 16);
    bytes.set([color >> 16, (color >> 8) & 255, color & 255, 255], entry * 4);
  }
  return bytes;
}

/** Colours in between, evenly spaced and mixed linearly in sRGB, as matplotlib does with these. */
function fromAnchors(anchors: readonly string[]): ColorBytes {
  const bytes = new Uint8Array(COLOR_MAP_SIZE * 4);
  const channels = anchors.map((hex) => {
    const color = Number.parseInt(hex, 16);
    return [color >> 16, (color >> 8) & 255, color & 255];
  });
  for (let entry = 0; entry < COLOR_MAP_SIZE; entry++) {
    const place = (entry / (COLOR_MAP_SIZE - 1)) * (channels.length - 1);
    const index = Math.min(channels.length - 2, Math.floor(place));
    const [low = [], high = []] = [channels[index], channels[index + 1]];
    const mixed = low.map((part, k) => Math.round(part + (place - index) * ((high[k] ?? part) - part)));
    bytes.set([...mixed, 255], entry * 4);
  }
  return bytes;
}

/**
 * Moreland's "smooth cool to warm" map between rgb(59, 76, 192) and rgb(180, 4, 38), interpolated in Msh, the polar
 * form of CIELAB. Kenneth Moreland, "Diverging Color Maps for Scientific Visualization", ISVC 2009, section 5.
 */
function coolwarm(): ColorBytes {
  const cool = toMsh([59, 76, 192]);
  const warm = toMsh([180, 4, 38]);
  const middle = Math.max(cool[0], warm[0], 88);
  const bytes = new Uint8Array(COLOR_MAP_SIZE * 4);
  for (let entry = 0; entry < COLOR_MAP_SIZE; entry++) {
    const t = entry / (COLOR_MAP_SIZE - 1);
    const end = t < 0.5 ? cool : warm;
    const white: Triple = [middle, 0, spunHue(end, middle)];
    const share = t < 0.5 ? 1 - 2 * t : 2 * t - 1;
    const [r, g, b] = fromMsh([
      white[0] + share * (end[0] - white[0]),
      white[1] + share * (end[1] - white[1]),
      white[2] + share * (end[2] - white[2]),
    ]);
    bytes.set([r, g, b, 255], entry * 4);
  }
  return bytes;
}

type Triple = readonly [number, number, number];

/** White point D65, in which Moreland's conversion works. */
const WHITE: Triple = [0.9505, 1, 1.089];
/** CIELAB's linear part below (6/29)³. */
const LAB_KNEE = (6 / 29) ** 3;

function toMsh(rgb: Triple): Triple {
  const [r, g, b] = rgb.map((byte) => {
    const v = byte / 255;
    return v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92;
  }) as unknown as Triple;
  const xyz: Triple = [
    0.4124 * r + 0.3576 * g + 0.1805 * b,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    0.0193 * r + 0.1192 * g + 0.9505 * b,
  ];
  const [fx, fy, fz] = xyz.map((v, axis) => {
    const ratio = v / (WHITE[axis] ?? 1);
    return ratio > LAB_KNEE ? Math.cbrt(ratio) : ratio * (841 / 108) + 4 / 29;
  }) as unknown as Triple;
  const lightness = 116 * fy - 16;
  const a = 500 * (fx - fy);
  const bStar = 200 * (fy - fz);
  const m = Math.hypot(lightness, a, bStar);
  return [m, Math.acos(lightness / m), Math.atan2(bStar, a)];
}

function fromMsh([m, s, h]: Triple): Triple {
  const lightness = m * Math.cos(s);
  const fy = (lightness + 16) / 116;
  const fx = fy + (m * Math.sin(s) * Math.cos(h)) / 500;
  const fz = fy - (m * Math.sin(s) * Math.sin(h)) / 200;
  const [x, y, z] = [fx, fy, fz].map(
    (f, axis) => (WHITE[axis] ?? 1) * (f > 6 / 29 ? f ** 3 : (f - 4 / 29) * (108 / 841)),
  ) as unknown as Triple;
  return [
    3.2406 * x - 1.5372 * y - 0.4986 * z,
    -0.9689 * x + 1.8758 * y + 0.0415 * z,
    0.0557 * x - 0.204 * y + 1.057 * z,
  ].map((v) => {
    const encoded = v > 0.0031308 ? 1.055 * v ** (1 / 2.4) - 0.055 : 12.92 * v;
    return Math.round(255 * Math.min(1, Math.max(0, encoded)));
  }) as unknown as Triple;
}

/** Hue the unsaturated middle takes on the way to `end`, so that equal steps look equal (Moreland 2009, figure 5). */
function spunHue([m, s, h]: Triple, middle: number): number {
  if (m >= middle) return h;
  const spin = (s * Math.sqrt(middle * middle - m * m)) / (m * Math.sin(s));
  return h > -Math.PI / 3 ? h + spin : h - spin;
}
