/** What a line chart shows, in the coordinates of its axes. */
import type { ChartColor, ChartTheme } from './chartColors';
import type { Sample } from './chartData';

export interface ChartLine {
  readonly values: readonly Sample[];
  readonly color: ChartColor;
  readonly dashed?: boolean;
  /** Lengths of dashes and gaps, where not those of other dashed lines. */
  readonly dash?: readonly number[];
  /** Default: 2, or 1.5 for dashed lines. */
  readonly width?: number;
  /** Default: 1. */
  readonly alpha?: number;
  /** Marks every sample, for few of them. */
  readonly dots?: boolean;
}

export type PointShape = 'circle' | 'square' | 'triangle';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly color: ChartColor;
  readonly shape: PointShape;
  readonly hollow?: boolean;
}

/** Words in the picture: their left or right end, or their middle, at a place. */
export interface ChartNote {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly align: 'left' | 'right' | 'center';
  /** Beside the place where absent. */
  readonly side?: 'above' | 'below';
}

/** A thin dashed line between two places. */
export interface ChartSegment {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly color: ChartColor;
}

export interface ChartPicture {
  /** Above the chart, with the meaning of its lines. */
  readonly caption: string;
  /** What the picture says, in words. */
  readonly description: string;
  readonly coordinates: ArrayLike<number>;
  readonly lines: readonly ChartLine[];
  readonly rangeX: readonly [number, number];
  readonly rangeY: readonly [number, number];
  readonly logX?: boolean;
  readonly logY: boolean;
  /** A whole-numbered axis has no ticks between whole numbers. */
  readonly wholeX?: boolean;
  /** A vertical line at x, and a point on it where y is a number. */
  readonly mark?: { readonly x: number; readonly y: number; readonly color: ChartColor } | undefined;
  readonly points?: readonly ChartPoint[];
  readonly segments?: readonly ChartSegment[];
  readonly notes?: readonly ChartNote[];
  /** Width of the value axis in pixels, for charts whose axes below each other must agree; as wide as its numbers where absent. */
  readonly axisWidth?: number;
  readonly theme: ChartTheme;
}
