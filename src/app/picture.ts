/**
 * Keeps the stage showing the state: what must be computed is requested from the engine, one round at a time, the newest
 * state always last; what only looks different is passed on at once.
 */
import { EngineError } from '../fields/engineError';
import type { Grid } from '../fields/grid';
import { type GridAnswer, type GridEngine, type GridSummary, VALIDITY } from '../fields/gridRequest';
import { weightCount } from '../fields/layeredLoss';
import { type GridInterpolant, interpolate } from '../fields/lossGrid';
import { sampleGrid } from '../fields/sampleGrid';
import type { AppState, StateKey } from '../state/appState';
import type { PaneName, Stage } from '../views/stage';
import type { Engines } from './engines';
import type { FieldModel } from './shown/fieldModel';
import type { PointValue } from './shown/shownPlane';
import type { ShownModel } from './subject/shownModel';
import { valueRange } from './valueRange';

/** What the last round found, for panels and tests. */
export interface Computed {
  readonly engine: GridEngine;
  readonly milliseconds: number;
  readonly summary: GridSummary;
  /** Samples along each side. */
  readonly resolution: number;
  /** Whether that is all that was asked for: pictures that take long are shown coarse first. */
  readonly final: boolean;
}

/** Changes of these fields need a new grid of the same model. */
const COMPUTED_KEYS: readonly StateKey[] = [
  'parameters',
  'domainX',
  'domainY',
  'resolution',
  'derivativeMethod',
  'derivativeStep',
  'layout',
  'engine',
];

/** The panes whose fields are the partials along x and y. */
const PARTIAL_PANES = ['partialX', 'partialY'] as const;

export interface PictureEvents {
  onComputed(): void;
  /** The engine could not serve the request and the CPU took it. */
  onEngineTrouble(message: string): void;
}

/** In f32, samples closer than so many units in the last place of their coordinate are no longer where they should be. */
const FEWEST_ULPS = 16;
const EPSILON_F32 = 2 ** -23;

/** Whether the domain is zoomed in so far that f32 cannot tell its samples apart. */
function isTooFine({ domainX, domainY, resolution }: AppState): boolean {
  return [domainX, domainY].some(([low, high]) => {
    const spacing = (high - low) / (resolution - 1);
    return spacing < FEWEST_ULPS * EPSILON_F32 * Math.max(Math.abs(low), Math.abs(high));
  });
}

/** Samples along each side by which the CPU judges whether a GPU's holes are real, and the share that may be mistaken. */
const JUDGED = 33;
const MISTAKEN_SHARE = 0.1;

/** Whether the GPU found much less of the function defined than there is: intermediate results overflow f32 before f64. */
function exceedsSingle(
  answer: GridAnswer,
  { domainX, domainY }: AppState,
  height: (x: number, y: number) => number,
): boolean {
  if (answer.summary.defined >= 1 - MISTAKEN_SHARE) return false;
  const along = ([low, high]: readonly [number, number], k: number) =>
    low + ((k + 0.5) / JUDGED) * (high - low);
  let defined = 0;
  for (let j = 0; j < JUDGED; j++) {
    for (let i = 0; i < JUDGED; i++)
      if (Number.isFinite(height(along(domainX, i), along(domainY, j)))) defined++;
  }
  return defined / JUDGED ** 2 - answer.summary.defined > MISTAKEN_SHARE;
}

export class Picture {
  computed: Computed | null = null;
  #wanted = false;
  /** Ends the grid that is being sharpened; null where what is computed is the first picture of its state. */
  #sharpening: AbortController | null = null;
  /** Until when nothing is sharpened, by the page's clock; and what ends the wait for it. */
  #heldUntil = 0;
  #endRest: () => void = () => undefined;
  #running: Promise<void> | null = null;
  /** Requests so far, and the last of them of whose state there is a picture. */
  #requests = 0;
  #pictured = 0;
  #waiting: { readonly request: number; readonly resolve: () => void }[] = [];
  /** The surface that is drawn, of a field whose every value is costly. */
  #drawn: { readonly model: ShownModel; readonly surface: GridInterpolant } | null = null;
  /** What was told of the engine last: a slider that moves does not tell it again at every step. */
  #trouble: string | null = null;

  constructor(
    private readonly engines: Engines,
    /** What is to be shown now; no stage while a lost one is being replaced, which asks again by itself. */
    private readonly current: () => { state: AppState; model: ShownModel; stage: Stage | null },
    private readonly events: PictureEvents,
  ) {}

  needsGrid(changed: ReadonlySet<StateKey>): boolean {
    if (changed.has('surfaceColor') && this.current().state.surfaceColor === 'curvature') return true;
    return COMPUTED_KEYS.some((key) => changed.has(key));
  }

  /** Asks for new grids of the current state. Returns at once. */
  request(): void {
    this.#wanted = true;
    this.#requests++;
    this.#sharpening?.abort();
    this.#endRest();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Something moves, for which sharpening is to leave the machine: it goes on once nothing has moved for a while. */
  hold(): void {
    this.#heldUntil = performance.now() + REST_MILLISECONDS;
    this.#sharpening?.abort();
  }

  /**
   * Resolves when there is a picture of the state as it is, which may still become sharper; at the latest when no grid is awaited any
   * more.
   */
  async shown(): Promise<void> {
    const request = this.#requests;
    const first = new Promise<void>((resolve) => {
      if (this.#pictured >= request) resolve();
      else this.#waiting.push({ request, resolve });
    });
    await Promise.race([first, this.settled()]);
    await this.current().stage?.whenDrawn();
  }

  /** Where the surface that is drawn stands and how it slopes, where computing it would be costly; null where it is not, or nothing is drawn there. */
  drawnAt(x: number, y: number): Pick<PointValue, 'value' | 'gradient'> | null {
    if (this.#drawn?.model !== this.current().model) return null;
    const { value, dx, dy } = this.#drawn.surface.at(x, y);
    return Number.isFinite(value) ? { value, gradient: [dx, dy] } : null;
  }

  /** Resolves when no grid is awaited any more, nor any sharpening, and the picture has been drawn. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
    await this.current().stage?.whenDrawn();
  }

  async #run(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      await this.#round();
    }
  }

  async #round(): Promise<void> {
    const { state, model, stage } = this.current();
    if (stage === null) return;
    // Samples are looked up in f64.
    const engine =
      model.kind === 'samples' || isTooFine(state) ? this.engines.cpu : this.engines.chosen(state.engine);
    try {
      await this.#compute(engine, state, model, stage);
      if (engine !== this.engines.cpu) this.#trouble = null;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // A lost device is replaced by whoever watches it; anything else the CPU can do as well.
      if (error.pass === 'device' || engine === this.engines.cpu) return;
      if (error.message !== this.#trouble) this.events.onEngineTrouble(error.message);
      this.#trouble = error.message;
      await this.#compute(this.engines.cpu, state, model, stage);
    }
  }

  async #compute(engine: GridEngine, state: AppState, model: ShownModel, stage: Stage): Promise<void> {
    const request = this.#requests;
    const stages = resolutionsFor(model, state.resolution);
    for (let index = 0; index < stages.length; ) {
      if (index > 0) await this.#rest();
      if (index > 0 && this.#wanted) return;
      const resolution = stages[index] ?? state.resolution;
      const ending = index > 0 ? new AbortController() : null;
      this.#sharpening = ending;
      const started = performance.now();
      const shown = await this.#panes(engine, { ...state, resolution }, model, stage);
      this.#sharpening = null;
      const isHeld = ending?.signal.aborted === true && !this.#wanted && stage === this.current().stage;
      if (shown === null && isHeld) continue;
      if (shown === null) return;
      const milliseconds = performance.now() - started;
      const final = ++index === stages.length;
      this.computed = { engine, milliseconds, summary: shown.summary, resolution, final };
      this.#tellShown(request);
      this.events.onComputed();
    }
  }

  /** Waits until nothing has moved for a while, or until there is a newer request. */
  async #rest(): Promise<void> {
    for (let left = this.#left(); left > 0 && !this.#wanted; left = this.#left()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#endRest = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #left(): number {
    return this.#heldUntil - performance.now();
  }

  #tellShown(request: number): void {
    this.#pictured = request;
    const told = this.#waiting.filter((one) => one.request <= request);
    this.#waiting = this.#waiting.filter((one) => one.request > request);
    for (const { resolve } of told) resolve();
  }

  /** Shows all panes of the layout at one resolution; null where something newer has come between. */
  async #panes(
    engine: GridEngine,
    state: AppState,
    model: ShownModel,
    stage: Stage,
  ): Promise<GridAnswer | null> {
    if (state.surfaceColor !== 'curvature') stage.clearPartials();
    else if (!(await this.#partials(engine, state, model, stage))) return null;
    const value = await this.#pane('value', engine, state, model, stage);
    if (value === null || state.layout !== 'partials') return value;
    await this.#pane('partialX', engine, state, model, stage);
    await this.#pane('partialY', engine, state, model, stage);
    return value;
  }

  /** Gives the partials to the colours by second partials; false where something newer has come between. */
  async #partials(engine: GridEngine, state: AppState, model: ShownModel, stage: Stage): Promise<boolean> {
    const grid = gridOf(state);
    const signal = this.#sharpening?.signal;
    for (const axis of [0, 1] as const) {
      const target = PARTIAL_PANES[axis];
      const answer =
        model.kind === 'samples'
          ? sampleGrid(target, model.partials[axis], grid)
          : await engine.grid({
              target,
              field: model.partials[axis],
              parameters: model.parameterValues(state),
              grid,
              derivative: { method: 'exact', step: state.derivativeStep },
              ...(signal && { signal }),
            });
      if (answer === null || stage !== this.current().stage) return false;
      // At once: the next answer may take the place of what the one before was kept in.
      stage.showPartial(axis, answer);
    }
    return true;
  }

  #pane(
    pane: PaneName,
    engine: GridEngine,
    state: AppState,
    model: ShownModel,
    stage: Stage,
  ): Promise<GridAnswer | null> | GridAnswer {
    const grid = gridOf(state);
    if (model.kind === 'formula') return this.#formulaPane(pane, grid, engine, state, model, stage);
    const surface = paneOf(pane, model.surface, model.partials);
    const answer = sampleGrid(pane, surface, grid);
    const height = (x: number, y: number) => surface.at(x, y).value;
    stage.showField(
      pane,
      answer,
      null,
      valueRange(answer.summary, model.singular, state.domainX, state.domainY, height),
    );
    return answer;
  }

  async #formulaPane(
    pane: PaneName,
    grid: Grid,
    engine: GridEngine,
    state: AppState,
    model: FieldModel,
    stage: Stage,
  ): Promise<GridAnswer | null> {
    const field = paneOf(pane, model.field, model.partials);
    const parameters = model.parameterValues(state);
    const derivative = {
      // The panes of the partials show exact surfaces; their own slopes only light them.
      method: pane === 'value' ? state.derivativeMethod : 'exact',
      step: state.derivativeStep,
    } as const;
    const signal = this.#sharpening?.signal;
    const [answer, breaks] = await Promise.all([
      engine.grid({ target: pane, field, parameters, grid, derivative, ...(signal && { signal }) }),
      model.singular ? this.engines.cpu.breaks(field, parameters, grid) : null,
    ]);
    // A newer state may have replaced the stage or the function meanwhile.
    if (answer === null || stage !== this.current().stage) return null;
    if (breaks) engine.amend(answer.texels, grid, breaks.continued);
    if (pane === 'value') await this.#keepDrawn(model, answer, engine);
    const height = model.heightOf(field, parameters);
    if (engine !== this.engines.cpu && exceedsSingle(answer, state, height)) {
      throw new EngineError('range', 'values on the way exceed what 32-bit numbers hold');
    }
    stage.showField(
      pane,
      answer,
      breaks,
      valueRange(answer.summary, model.singular, state.domainX, state.domainY, height),
    );
    return answer;
  }

  /** Of a loss, whose every value is a sum over data, pointing and labels read the surface instead of computing heights. */
  async #keepDrawn(model: FieldModel, { grid, texels }: GridAnswer, engine: GridEngine): Promise<void> {
    if (model.field.data === undefined) return;
    const values = valuesOf(grid, await engine.read(texels, grid, 4));
    this.#drawn = { model, surface: interpolate({ ...grid, values }) };
  }
}

/** The values of `answer`, NaN where there are none. */
function valuesOf({ nx, ny }: Grid, texels: Float32Array): Float64Array {
  return Float64Array.from({ length: nx * ny }, (_, k) =>
    (texels[4 * k + 3] ?? VALIDITY.hole) >= VALIDITY.value ? (texels[4 * k] ?? Number.NaN) : Number.NaN,
  );
}

/** How long nothing must have moved before a picture is sharpened. */
const REST_MILLISECONDS = 250;

/** Operations on rows that a grid may take before it is shown coarse first: some tenths of a second. */
const MOST_OPERATIONS_AT_ONCE = 2e8;
/** Samples along each side of the coarse pictures. */
const COARSE = [17, 33, 97] as const;

/** The resolutions at which `model` is shown one after another, the last being the one asked for. */
export function resolutionsFor(model: ShownModel, resolution: number): readonly number[] {
  if (model.kind === 'samples' || model.field.data === undefined) return [resolution];
  const perSample = operationsOfRow(model) * model.field.data.rows;
  const coarse = COARSE.filter(
    (samples, index) =>
      2 * samples < resolution &&
      // The next finer one, or the whole, would take long.
      perSample * (COARSE[index + 1] ?? resolution) ** 2 > MOST_OPERATIONS_AT_ONCE,
  );
  return [...coarse, resolution];
}

/** How many operations value and gradient take in a row of the data. */
function operationsOfRow({ field, partials }: FieldModel): number {
  if (field.plane) return OPERATIONS_OF_WEIGHT * weightCount(field.plane.loss);
  return field.graph.reachable([field.value, ...partials.map(({ value }) => value)]).length;
}

/** A product and a sum in the forward pass, in the backward pass and in the gradient. */
const OPERATIONS_OF_WEIGHT = 6;

function gridOf({ resolution, domainX, domainY }: AppState): Grid {
  return { nx: resolution, ny: resolution, x: domainX, y: domainY };
}

function paneOf<T>(pane: PaneName, value: T, [alongX, alongY]: readonly [T, T]): T {
  switch (pane) {
    case 'value':
      return value;
    case 'partialX':
      return alongX;
    case 'partialY':
      return alongY;
    default:
      return pane satisfies never;
  }
}
