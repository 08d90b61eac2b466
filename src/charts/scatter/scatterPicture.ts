/** What a scatter plot shows and what a person does in it. Plain data: it knows neither models nor the state. */
import type { Interval } from '../../fields/grid';
import type { ChartTheme } from '../chartColors';

export interface ScatterAxis {
  readonly name: string;
  readonly interval: Interval;
}

export interface ScatterPoints {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Number of each point's group, 0 and up; absent where there are no groups. */
  readonly groups?: ArrayLike<number>;
}

/** What a curve stands for; each has a dash and a colour of its own. */
export type CurveRole = 'model' | 'best' | 'truth' | 'boundary' | 'residual';

export interface ScatterCurve {
  readonly role: CurveRole;
  /** Named in the legend; curves without a name are not. */
  readonly label?: string;
  /** x and y in turn; a NaN parts the curve. */
  readonly path: ArrayLike<number>;
}

export interface ScatterArrow {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly label: string;
}

/** Numbers from 0 to 1 over the whole area: nx·ny, x fastest, from low to high x and y. */
export interface ScatterShading {
  readonly nx: number;
  readonly ny: number;
  /** From the first group (0) to the second (1); with `groups`, how certain a sample's own group is. */
  readonly values: ArrayLike<number>;
  /** Number of each sample's group, where there are more than two. */
  readonly groups?: ArrayLike<number>;
}

export interface ScatterPicture {
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
  readonly points: ScatterPoints;
  /** Names of the groups, in order. */
  readonly groupNames: readonly string[];
  readonly curves: readonly ScatterCurve[];
  readonly arrows: readonly ScatterArrow[];
  readonly shading: ScatterShading | null;
  /** y = slope·x + intercept, to be taken by its middle or by its ends. */
  readonly line: { readonly slope: number; readonly intercept: number } | null;
  readonly selected: number | null;
  readonly editable: boolean;
  /** What the picture says, in words. */
  readonly description: string;
  readonly theme: ChartTheme;
}

export interface ScatterEvents {
  onSelect(index: number | null): void;
  onMovePoint(index: number, x: number, y: number): void;
  /** `beside`: the point that it is to be like, by its index; null where it is to be as those added are. */
  onAddPoint(x: number, y: number, beside: number | null): void;
  onDeletePoint(index: number): void;
  onLine(slope: number, intercept: number): void;
}

/** Of a plot that only shows. */
export const NOTHING_EDITED: ScatterEvents = {
  onSelect: () => undefined,
  onMovePoint: () => undefined,
  onAddPoint: () => undefined,
  onDeletePoint: () => undefined,
  onLine: () => undefined,
};

/** More points than this are drawn on a canvas: they can be selected, but not moved, added or deleted. */
export const MOST_EDITABLE_POINTS = 400;
