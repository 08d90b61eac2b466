/**
 * The one state of the page: immutable, serialisable, versioned. Whatever is shown follows from it.
 * Each field's meaning, default and permitted values stand once, in `schema.ts`.
 */

import type { Interval } from '../fields/grid';
import type { DerivativeMethod } from '../fields/gridRequest';
import type { Activation, NetworkLoss } from '../models/network';

export const STATE_VERSION = 1;

/** A free symbol of the expression, moved by a slider. */
export interface Parameter {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What the page is about. */
export const SUBJECTS = ['function', 'lossGrid', 'linear', 'logistic', 'typed', 'network'] as const;
/** `curve`: f and its derivative along the first coordinate through the point, in the plane. */
export const LAYOUTS = ['surface', 'partials', 'curve'] as const;
export const VERTICAL_SCALES = ['fit', 'linear', 'log'] as const;
export const SURFACE_COLORS = ['value', 'steepness', 'curvature', 'difference'] as const;
export const COLOR_MAPS = ['viridis', 'cividis', 'magma', 'turbo', 'coolwarm', 'reds', 'blues'] as const;
export const ARROW_LENGTHS = ['magnitude', 'equal'] as const;
export const GRADIENT_DIRECTIONS = ['uphill', 'downhill'] as const;
/** What a typed model is measured by; `typed` is a formula of p and y. */
export const TYPED_LOSSES = ['squared', 'absolute', 'huber', 'crossEntropy', 'typed'] as const;
export const ENGINE_CHOICES = ['auto', 'webgpu', 'cpu'] as const;
export const THEMES = ['system', 'light', 'dark'] as const;
export const CHARTS_TABS = ['slices', 'microscope'] as const;
/** `notebook`: the very weights of the notebook's network, which has the layers 2-4-1. */
export const INITIAL_WEIGHTS = ['notebook', 'glorot', 'he'] as const;
/** What spans the plane of a network's landscape; `app/network/directions.ts` says each in words. */
export const LANDSCAPE_DIRECTIONS = ['random', 'weights', 'path', 'curvature'] as const;
/** Whose weights the bench shows: those of the training step, or those of the point on the landscape. */
export const SHOWN_WEIGHTS = ['training', 'point'] as const;

export type SubjectName = (typeof SUBJECTS)[number];
export type Layout = (typeof LAYOUTS)[number];
export type VerticalScale = (typeof VERTICAL_SCALES)[number];
export type SurfaceColor = (typeof SURFACE_COLORS)[number];
export type ColorMapName = (typeof COLOR_MAPS)[number];
export type ArrowLength = (typeof ARROW_LENGTHS)[number];
export type GradientDirection = (typeof GRADIENT_DIRECTIONS)[number];
export type TypedLossName = (typeof TYPED_LOSSES)[number];
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
export type Theme = (typeof THEMES)[number];
export type ChartsTab = (typeof CHARTS_TABS)[number];
export type InitialWeights = (typeof INITIAL_WEIGHTS)[number];
export type LandscapeDirections = (typeof LANDSCAPE_DIRECTIONS)[number];
export type ShownWeights = (typeof SHOWN_WEIGHTS)[number];

export interface AppState {
  readonly subject: SubjectName;
  /** The course's chapter beside the picture, or its contents; empty in the lab. */
  readonly chapter: string;
  /** The person's own data: the whole of a small table or grid, or the name of one that the browser keeps; '' for none. */
  readonly ownData: string;
  /** Which data a model is shown on: the name of a set that comes with the page, or `own`; '' is the subject's first. */
  readonly dataset: string;
  /** Of an own table: which column is learned, and from which others, joined by commas; '' for the usual ones. */
  readonly targetColumn: string;
  readonly featureColumns: string;
  /** Of data drawn from a seed: how many rows, how wide the noise, and the seed. Sets with narrower ranges keep within them. */
  readonly dataRows: number;
  readonly dataNoise: number;
  readonly dataSeed: number;
  /** The two parameters of a model that are the picture's axes, joined by a comma. */
  readonly planeAxes: string;
  /** Widths of a network's hidden layers, joined by commas; '' for none. */
  readonly layers: string;
  readonly activation: Activation;
  /** `auto`: what suits the data. */
  readonly networkLoss: NetworkLoss | 'auto';
  /** Whether a network takes its columns as standardised: mean 0 and deviation 1. */
  readonly standardized: boolean;
  readonly initialWeights: InitialWeights;
  readonly weightSeed: number;
  /** Rows a step of training; 0 for all of them. */
  readonly batchSize: number;
  /** Decides the order of the rows in training. */
  readonly trainingSeed: number;
  readonly landscapeDirections: LandscapeDirections;
  readonly landscapeSeed: number;
  /** The training step whose weights are the middle of the landscape. */
  readonly landscapeStep: number;
  readonly shownWeights: ShownWeights;
  /** The row of the data whose numbers a network's two passes show, from 1; 0 for none. */
  readonly shownRow: number;
  /** Rows of each of the batches whose gradients are compared at the point. */
  readonly cloudRows: number;
  /** Whether these gradients stand as arrows at the point of the picture. */
  readonly cloudVisible: boolean;
  /** The loss of a typed model, the δ of Huber's, and the formula of a typed one. */
  readonly loss: TypedLossName;
  readonly lossDelta: number;
  readonly lossText: string;
  /** As typed by the user: the function, or the prediction of a typed model. */
  readonly expression: string;
  /** Free symbols of the expression by name; those the expression does not use are kept but have no effect. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly domainX: Interval;
  readonly domainY: Interval;
  readonly layout: Layout;
  readonly verticalScale: VerticalScale;
  /** Height of the plot box in units of half its width ('fit', 'log'), or exaggeration of f ('linear'). */
  readonly verticalFactor: number;
  /** Samples along each side of the grid. */
  readonly resolution: number;
  readonly surfaceVisible: boolean;
  readonly surfaceColor: SurfaceColor;
  readonly colorMap: ColorMapName;
  readonly contoursOnSurface: boolean;
  readonly contoursOnFloor: boolean;
  readonly contourCount: number;
  /** Numbers on the contours of the floor, in the view from the top. */
  readonly contourLabels: boolean;
  readonly derivativeMethod: DerivativeMethod;
  /** h of the finite differences, in units of the coordinates. */
  readonly derivativeStep: number;
  readonly quiverOnSurface: boolean;
  readonly quiverOnFloor: boolean;
  /** Arrows along each side. */
  readonly quiverCount: number;
  readonly quiverLength: ArrowLength;
  readonly quiverColored: boolean;
  readonly point: readonly [x: number, y: number];
  /** Direction in which the directional derivative is taken, degrees from the first axis. */
  readonly direction: number;
  /** Whether an arrow at the point shows it, with the slope that way. */
  readonly directionVisible: boolean;
  readonly tangentPlaneVisible: boolean;
  readonly slicesVisible: boolean;
  readonly gradientVisible: boolean;
  /** Whether the arrow at the point shows the gradient or its negative, the way down. */
  readonly gradientDirection: GradientDirection;
  readonly minimaVisible: boolean;
  readonly descentVisible: boolean;
  /** Name of a row of the optimizer registry. */
  readonly optimizer: string;
  /** Hyperparameters by optimizer-independent name, such as `eta` and `beta`. */
  readonly hyperparameters: Readonly<Record<string, number>>;
  /** How many steps the descent, or the training of a network, has at most. */
  readonly descentSteps: number;
  /** The step shown, 0 to descentSteps; a network is trained until it reaches it. */
  readonly descentPosition: number;
  /** Steps a second while playing. */
  readonly descentSpeed: number;
  /** Camera: azimuth from the x axis and elevation above the floor, degrees; distance 1 shows the whole box. */
  readonly cameraAzimuth: number;
  readonly cameraElevation: number;
  readonly cameraDistance: number;
  /** Where the camera looks, in world units from the centre of the box. */
  readonly cameraTarget: readonly [x: number, y: number, z: number];
  readonly engine: EngineChoice;
  readonly theme: Theme;
  readonly chartsOpen: boolean;
  /** Which charts stand in the drawer. */
  readonly chartsTab: ChartsTab;
}

export type StatePatch = Partial<AppState>;
export type StateKey = keyof AppState;
