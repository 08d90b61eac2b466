/** Shapes and colours of groups of points: no two groups are told apart by colour alone. */
import type { ChartTheme } from '../chartColors';

/** Outlines around the origin, about 4.5 pixels in radius: circle, square, triangle, diamond, cross, star. */
const SHAPES = [
  'M4.5 0A4.5 4.5 0 1 1-4.5 0A4.5 4.5 0 1 1 4.5 0Z',
  'M-4 -4H4V4H-4Z',
  'M0 -5L4.8 3.6H-4.8Z',
  'M0 -5.4L5.4 0L0 5.4L-5.4 0Z',
  'M-1.6 -4.8H1.6V-1.6H4.8V1.6H1.6V4.8H-1.6V1.6H-4.8V-1.6H-1.6Z',
  'M0 -5.4L1.5 -1.7L5.3 -1.7L2.3 .7L3.3 4.5L0 2.2L-3.3 4.5L-2.3 .7L-5.3 -1.7L-1.5 -1.7Z',
] as const;

/** Okabe and Ito, 2008, with those that are too light on white darkened. */
const COLORS: Readonly<Record<ChartTheme, readonly string[]>> = {
  light: ['#b87500', '#0072b2', '#00805c', '#b04a80', '#8a5a00', '#535d69'],
  dark: ['#e69f00', '#56b4e9', '#00b386', '#dd88b8', '#c9a15a', '#a5b0bd'],
};

export function shapeOf(group: number): string {
  return SHAPES[group % SHAPES.length] ?? SHAPES[0];
}

export function colorOf(group: number, theme: ChartTheme): string {
  const colors = COLORS[theme];
  return colors[group % colors.length] ?? '#808080';
}
