/** The picture's colours in both themes, as 0xrrggbb shown exactly: the renderer draws in display space. */
import { Color, LinearSRGBColorSpace } from 'three/webgpu';

export type ThemeName = 'light' | 'dark';

export interface ThemeColors {
  readonly background: number;
  /** Text and what must be read. */
  readonly ink: number;
  readonly faintInk: number;
  /** Lines of walls and floor, and the edges of the box. */
  readonly grid: number;
  readonly edge: number;
  readonly arrow: number;
  readonly pathOnFloor: number;
  readonly dropLine: number;
  readonly plane: number;
  readonly planeOpacity: number;
  readonly planeOutline: number;
}

export const THEME_COLORS: Readonly<Record<ThemeName, ThemeColors>> = {
  dark: {
    background: 0x0f1420,
    ink: 0xe6ebf5,
    faintInk: 0xa3aec4,
    grid: 0x283246,
    edge: 0x46536e,
    arrow: 0xdfe7f5,
    pathOnFloor: 0xf4f7ff,
    dropLine: 0x8e9bb5,
    plane: 0xf4f1e8,
    planeOpacity: 0.32,
    planeOutline: 0xf4f1e8,
  },
  light: {
    background: 0xfbfbfd,
    ink: 0x1b2333,
    faintInk: 0x566074,
    grid: 0xe2e5ec,
    edge: 0xaab2c2,
    arrow: 0x2a3550,
    pathOnFloor: 0x1b2333,
    dropLine: 0x6b768c,
    plane: 0xd9deea,
    planeOpacity: 0.5,
    planeOutline: 0x4a5570,
  },
};

/** What keeps its colour in both themes: pairs that colour-blind readers tell apart (Okabe and Ito 2008) and one accent. */
export const MARK_COLORS = {
  point: 0xff2d6f,
  gradient: 0xff2d6f,
  /** Of a part of the data: lighter than that of the whole, and thinner. */
  batch: 0xff7ba3,
  sliceX: 0xe69f00,
  sliceY: 0x56b4e9,
  direction: 0x56b4e9,
  path: 0xffffff,
  pathCasing: 0x10141c,
  minimum: 0x19d39c,
} as const;

/** A Color with these very components: no conversion to a linear working space. */
export function displayColor(hex: number, target = new Color()): Color {
  return target.setHex(hex, LinearSRGBColorSpace);
}

export function cssColor(hex: number): string {
  return `#${hex.toString(16).padStart(6, '0')}`;
}
