/** What the fields of the state are called on the page, and what a student may want to know about them. */
import type { AppState } from '../state/appState';

type Labels<K extends keyof AppState> = Readonly<Record<Extract<AppState[K], string>, string>>;

/** In running text, as in 'central, h = 0.001'. */
export const METHOD_LABELS: Labels<'derivativeMethod'> = {
  exact: 'exact',
  central: 'central',
  forward: 'forward',
  fivePoint: 'five-point',
  doubleSingle: 'double-single',
};

export const CHOICE_LABELS = {
  layout: { surface: 'One surface', partials: 'With its partials', curve: 'Curve and derivative' },
  verticalScale: { fit: 'Fit to the box', linear: 'True to scale', log: 'Logarithmic' },
  surfaceColor: {
    value: 'Value of f',
    steepness: 'Steepness |∇f|',
    curvature: 'Shape: bowl, saddle, dome',
    difference: 'Derivative error',
  },
  colorMap: {
    viridis: 'Viridis',
    cividis: 'Cividis',
    magma: 'Magma',
    turbo: 'Turbo',
    coolwarm: 'Cool–warm',
    reds: 'Reds',
    blues: 'Blues',
  },
  derivativeMethod: {
    exact: 'Exact',
    central: 'Central difference',
    forward: 'Forward difference',
    fivePoint: 'Five-point difference',
    doubleSingle: 'Central, double-single',
  },
  quiverLength: { magnitude: 'By steepness', equal: 'All equal' },
  gradientDirection: { uphill: 'Uphill: ∇f', downhill: 'Downhill: −∇f' },
  engine: { auto: 'Automatic', webgpu: 'WebGPU', cpu: 'CPU' },
} as const satisfies { readonly [K in keyof AppState]?: Labels<K> };

export type ChoiceKey = keyof typeof CHOICE_LABELS;

type KeysOf<T> = { [K in keyof AppState]: AppState[K] extends T ? K : never }[keyof AppState];
export type FlagKey = KeysOf<boolean>;
export type NumberKey = KeysOf<number>;

export interface FlagRow {
  readonly kind: 'flag';
  readonly key: FlagKey;
  readonly label: string;
  readonly title?: string;
}

export interface ChoiceRow {
  readonly kind: 'choice';
  readonly key: ChoiceKey;
  readonly label: string;
  readonly title?: string;
}

export interface NumberRow {
  readonly kind: 'number';
  readonly key: NumberKey;
  readonly label: string;
  readonly title?: string;
  readonly scale: 'linear' | 'log';
  /** Of the slider; whole numbers go by 1 and logarithmic sliders by ratios. */
  readonly step?: number;
}

/** A place in a folder for rows that are made elsewhere. */
export interface SpecialRow {
  readonly kind: 'special';
  readonly name: 'parameters' | 'domain' | 'difference' | 'point' | 'optimizer' | 'engine' | 'accuracy';
}

export interface FolderRows {
  readonly title: string;
  readonly open: boolean;
  readonly rows: readonly (FlagRow | ChoiceRow | NumberRow | SpecialRow)[];
}

const flag = (key: FlagKey, label: string, title?: string): FlagRow => ({
  kind: 'flag',
  key,
  label,
  ...(title === undefined ? {} : { title }),
});

const choice = (key: ChoiceKey, label: string, title?: string): ChoiceRow => ({
  kind: 'choice',
  key,
  label,
  ...(title === undefined ? {} : { title }),
});

const number = (
  key: NumberKey,
  label: string,
  rest: Omit<NumberRow, 'kind' | 'key' | 'label'>,
): NumberRow => ({
  kind: 'number',
  key,
  label,
  ...rest,
});

/** Settings of what only a surface shows: beside a curve they would do nothing. */
export const SURFACE_KEYS: ReadonlySet<FlagKey | ChoiceKey | NumberKey> = new Set([
  'verticalScale',
  'verticalFactor',
  'surfaceVisible',
  'surfaceColor',
  'colorMap',
  'resolution',
  'contoursOnSurface',
  'contoursOnFloor',
  'contourCount',
  'contourLabels',
  'quiverOnSurface',
  'quiverOnFloor',
  'quiverCount',
  'quiverLength',
  'quiverColored',
  'slicesVisible',
  'gradientVisible',
  'gradientDirection',
  'directionVisible',
  'direction',
  'minimaVisible',
] as const);

/** The panel, in the order of thought: from the function to what computes it. */
export const FOLDERS: readonly FolderRows[] = [
  { title: 'Function', open: true, rows: [{ kind: 'special', name: 'parameters' }] },
  {
    title: 'Domain',
    open: true,
    rows: [
      { kind: 'special', name: 'domain' },
      choice(
        'verticalScale',
        'Height',
        'How values of f become heights. Logarithmic shows depth where f spans many powers of ten.',
      ),
      number('verticalFactor', 'Height factor', {
        scale: 'log',
        title: 'Stretches the picture upwards; the numbers stay what they are.',
      }),
    ],
  },
  {
    title: 'Surface',
    open: false,
    rows: [
      flag('surfaceVisible', 'Surface'),
      choice(
        'layout',
        'Layout',
        'One surface, f beside ∂f/∂x and ∂f/∂y, or the curve of f along x with its derivative.',
      ),
      choice(
        'surfaceColor',
        'Colour by',
        'Shape: by the second derivatives, in colours of its own; grey where f is flat both ways. ' +
          'Derivative error: distance of the chosen difference from the exact gradient.',
      ),
      choice(
        'colorMap',
        'Colours',
        'Viridis and Cividis rise evenly in lightness for every kind of colour vision.',
      ),
      number('resolution', 'Resolution', { scale: 'log', title: 'Samples along each side of the domain.' }),
      flag('contoursOnSurface', 'Contours on surface', 'Lines of equal f.'),
      flag(
        'contoursOnFloor',
        'Contours on floor',
        'The map of the landscape: lines of equal f, seen from above.',
      ),
      number('contourCount', 'Contour lines', { scale: 'linear' }),
      flag('contourLabels', 'Contour numbers', 'Numbers on the lines of equal f, in the view from the top.'),
    ],
  },
  {
    title: 'Derivative',
    open: false,
    rows: [
      choice(
        'derivativeMethod',
        'Method',
        'Exact follows the rules of differentiation. The others compare f at nearby points, as one would by hand. Double-single has a small step of its own and twice the digits of 32-bit numbers (64-bit numbers on the CPU), so that no error of the difference is left to see.',
      ),
      number('derivativeStep', 'Step h', {
        scale: 'log',
        title:
          'Distance between the compared points. Too large misses the curve, too small drowns in rounding.',
      }),
      { kind: 'special', name: 'difference' },
    ],
  },
  {
    title: 'Gradient',
    open: false,
    rows: [
      flag('quiverOnSurface', 'Arrows on surface', 'The way up along the surface.'),
      flag('quiverOnFloor', 'Arrows on floor', 'The gradient, which lives in the plane of x and y.'),
      number('quiverCount', 'Arrows per side', { scale: 'linear' }),
      choice('quiverLength', 'Length'),
      flag('quiverColored', 'Coloured by steepness'),
    ],
  },
  {
    title: 'Point',
    open: true,
    rows: [
      { kind: 'special', name: 'point' },
      flag(
        'tangentPlaneVisible',
        'Tangent plane',
        'The plane that touches the surface there: f to first order.',
      ),
      flag(
        'slicesVisible',
        'Slices',
        'Cuts along x and along y through the point; their slopes are the partial derivatives.',
      ),
      flag('gradientVisible', 'Gradient arrow'),
      choice(
        'gradientDirection',
        'Arrow points',
        'Uphill, as the gradient does, or downhill, the way a step of descent goes.',
      ),
      flag(
        'directionVisible',
        'Direction',
        'An arrow in a direction of your own, with the directional derivative: the slope that way.',
      ),
      number('direction', 'Its angle, °', {
        scale: 'linear',
        step: 1,
        title: 'Degrees from the first axis, against the clock.',
      }),
      flag(
        'minimaVisible',
        'Known minima',
        'Global minima of the landscape, where they are known; of a fit also the parameters that the data were drawn with.',
      ),
    ],
  },
  {
    title: 'Descent',
    open: true,
    rows: [
      flag('descentVisible', 'Show path', 'The path starts at the point.'),
      { kind: 'special', name: 'optimizer' },
      number('descentSteps', 'Steps', { scale: 'log', title: 'Most steps the descent may take.' }),
      number('descentSpeed', 'Speed', { scale: 'log', title: 'Steps a second while playing.' }),
    ],
  },
  {
    title: 'Engine',
    open: false,
    rows: [
      choice(
        'engine',
        'Compute on',
        'Both give the same picture. WebGPU is faster where a graphics card is at hand.',
      ),
      { kind: 'special', name: 'engine' },
      { kind: 'special', name: 'accuracy' },
    ],
  },
];
