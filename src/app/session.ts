/**
 * The heart of the page: the store, the function it describes, the engines and the stage, and the rule that a change of
 * the state is the only thing that sets any of them in motion.
 */
import { type DeviceChoices, differOver } from '../engines/webgpu/webgpuEngine';
import type { AppState, StateKey, StatePatch } from '../state/appState';
import { checkPatch } from '../state/schema';
import { STANDARD_VIEWS } from '../state/standardViews';
import { Store } from '../state/store';
import type { ReadState } from '../state/urlCodec';
import { Stage, type StageEvents } from '../views/stage';
import type { BatchCloud } from './bench/batchCloud';
import { DerivedValues } from './derivedValues';
import type { Descent } from './descent/descend';
import { pathTriples } from './descent/descentView';
import { displayName } from './displayName';
import { Engines } from './engines';
import { pathPicture } from './network/trainingPath';
import { Picture } from './picture';
import type { Slices } from './point/pointPicture';
import type { ShownPoint } from './point/pointRun';
import { slidersFor } from './shown/fieldModel';
import { functionsOf, networkSceneOf, type ShownModel } from './subject/shownModel';
import { needsNewModel, restarts, understand } from './subject/stateModel';
import { SUBJECTS } from './subject/subjects';

export interface SessionEvents {
  /** After every change of the state and after every new grid: what shows values is to be updated. */
  onChange(): void;
  onNotice(kind: 'info' | 'warning', text: string): void;
}

/** What the gradients of batches depend on, besides the point and the model. */
const FAN_KEYS: readonly StateKey[] = ['cloudVisible', 'cloudRows', 'trainingSeed'];

/** Where a descent or a training that starts anew stands. */
const AT_START = { descentPosition: 0, landscapeStep: 0 } as const satisfies StatePatch;

/** Tries to get graphics back, the first at once; each waits this much longer than the one before. */
const RECOVERY_ATTEMPTS = 8;
const RECOVERY_MILLISECONDS = 400;

/** What browsers reject pending work of a lost device with; the loss itself is told by the device. */
const LOSS_ECHO = /instance dropped|device (is|was) lost|external instance/i;

export class Session {
  readonly store: Store;
  readonly engines = new Engines();
  readonly picture: Picture;
  model: ShownModel;
  readonly #derived: DerivedValues;
  #stage: Stage | null = null;
  /** The model that everything derived was last derived from. */
  #shown: ShownModel;
  #theme: 'light' | 'dark' = 'light';
  #recovering = false;
  #covered = 0;
  #probeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: HTMLElement,
    read: ReadState,
    private readonly events: SessionEvents,
  ) {
    const { state, model, problem } = understand(read.state);
    this.#report(read, problem);
    this.store = new Store(state);
    this.model = model;
    this.#shown = model;
    this.model.setParameters(model.parameterValues(state));
    this.#derived = new DerivedValues(model, state, (shown) => {
      if (this.#stage && shown === 'point') this.#showPoint();
      if (this.#stage && shown === 'path') this.#showPath();
      this.events.onChange();
    });
    this.picture = new Picture(
      this.engines,
      () => ({ state: this.state, model: this.model, stage: this.#stage }),
      {
        onComputed: () => {
          // Until it is known, the point stands where the surface is.
          if (this.point.pending) this.#showPoint();
          this.events.onChange();
        },
        onEngineTrouble: (message) =>
          this.events.onNotice('warning', `The GPU could not compute this (${message}); the CPU did.`),
      },
    );
    this.engines.accuracy.onChange = (before) => this.#takeChoices(before);
    this.store.subscribe((_, changed) => this.#react(changed));
    addEventListener('unhandledrejection', (event) => {
      // The renderer leaves promises of a lost device to reject unheard.
      if (event.reason instanceof Error && LOSS_ECHO.test(event.reason.message)) event.preventDefault();
    });
  }

  get state(): AppState {
    return this.store.state;
  }

  /** Of a loss over many rows it may not be known yet. */
  get point(): ShownPoint {
    return this.#derived.point;
  }

  /** Of a loss over many rows it may be under way, and grow. */
  get descent(): Descent {
    return this.#derived.descent;
  }

  /** Of a loss over many rows they may be coarse, and become finer. */
  get slices(): Slices {
    return this.#derived.slices;
  }

  /** What is computed over many rows. */
  get portions(): DerivedValues['portions'] {
    return this.#derived.portions;
  }

  /** Null before the first picture, and while a lost device is being replaced. */
  get stage(): Stage | null {
    return this.#stage;
  }

  /** The gradients of batches that stand at the point; null where none do. */
  get fan(): BatchCloud | null {
    return this.state.cloudVisible ? this.cloud : null;
  }

  /** The gradients of batches at the point; null where there are none, or not yet. */
  get cloud(): BatchCloud | null {
    return this.#derived.cloud(this.model, this.state);
  }

  /** Sets up device and stage and draws the first picture. */
  async start(): Promise<void> {
    await this.engines.acquireGpu();
    await this.#raiseStage();
    await this.picture.shown();
    this.#planProbe();
  }

  /**
   * Applies `patch`. Where the subject's model is made of what it changes, a new one is made first, its free symbols get
   * sliders, and the descent starts anew where the subject says so. Throws StateError or ExpressionError and then changes nothing.
   */
  update(patch: StatePatch): void {
    const checked = checkPatch({ ...patch });
    const isNewStart = restarts(this.state, { ...this.state, ...checked });
    let full: StatePatch = { ...(isNewStart && AT_START), ...checked };
    const wanted = { ...this.state, ...full };
    if (needsNewModel(this.state, wanted)) {
      const sameSubject = wanted.subject === this.state.subject;
      const model = SUBJECTS[wanted.subject].build(wanted, sameSubject ? this.model : null);
      full = { ...full, parameters: slidersFor(model.sliders, wanted.parameters) };
      this.model = model;
    }
    this.store.update(full);
  }

  /** Makes what was read from the address the state. */
  restore(read: ReadState): void {
    const { state, model, problem } = understand(read.state);
    this.#report(read, problem);
    this.model = model;
    this.store.replace(state);
  }

  /** Makes the model of the state again, where more is known than when it was made: a network trained further. */
  remodel(): void {
    this.model = SUBJECTS[this.state.subject].build(this.state, this.model);
    this.#react(new Set());
  }

  /** Draws the path of a training that went on. */
  showProgress(): void {
    this.picture.hold();
    if (this.#stage) this.#showPath();
    this.events.onChange();
  }

  setTheme(theme: 'light' | 'dark'): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#stage?.setColors(theme);
  }

  /** Pixels at the lower edge of the scene that cards lie over. */
  setCovered(pixels: number): void {
    if (pixels === this.#covered) return;
    this.#covered = pixels;
    this.#stage?.setCovered(pixels);
  }

  #report({ problems }: ReadState, problem: string | undefined): void {
    const all = [...problems, ...(problem ? [problem] : [])];
    if (all.length === 0) return;
    this.events.onNotice(
      'warning',
      `Not understood in the address, so left at the default: ${all.join('; ')}.`,
    );
  }

  #react(changed: ReadonlySet<StateKey>): void {
    const { state, model } = this;
    const renewed = model !== this.#shown;
    this.#shown = model;
    const touches = (keys: readonly StateKey[]) => renewed || keys.some((key) => changed.has(key));
    if (touches(['parameters'])) model.setParameters(model.parameterValues(state));
    if (changed.has('point')) this.picture.hold();
    const { point, path } = this.#derived.update(model, state, touches);
    if (this.#stage) {
      this.#stage.configure(state);
      if (renewed) this.#stage.setNames(namesOf(model));
      if (point || touches(FAN_KEYS)) this.#showPoint();
      if (path || changed.has('descentPosition')) this.#showPath();
      if (touches(['parameters', 'domainX', 'domainY'])) this.#showMinima();
      if (renewed || this.picture.needsGrid(changed)) this.picture.request();
      this.#planProbe();
    }
    this.events.onChange();
  }

  /** The device that computes is measured once the page has been left alone for a while. */
  #planProbe(): void {
    clearTimeout(this.#probeTimer);
    const quiet = this.engines.quietBeforeProbe(this.state.engine);
    if (quiet === null) return;
    this.#probeTimer = setTimeout(() => void this.engines.accuracy.measure(), quiet);
  }

  /** A picture whose functions are computed otherwise now is computed once more. */
  #takeChoices(before: DeviceChoices): void {
    const { accuracy } = this.engines;
    if (this.#stage && differOver(before, accuracy.choices, functionsOf(this.model))) this.picture.request();
    this.events.onChange();
  }

  async #raiseStage(): Promise<void> {
    const events: StageEvents = {
      onCamera: (patch) => this.update(patch),
      onPointDrag: (x, y) => this.update({ point: [x, y] }),
      onPlacePoint: (x, y) => this.update({ point: [x, y] }),
      onDoubleClick: () => this.update(STANDARD_VIEWS.home),
      onDeviceLost: (reason) => void this.#recover(reason),
    };
    const height = (x: number, y: number) => this.picture.drawnAt(x, y)?.value ?? this.model.height(x, y);
    this.#stage = await Stage.create({
      host: this.host,
      device: this.engines.device,
      events,
      height,
      camera: this.state,
    });
    this.#stage.setColors(this.#theme);
    this.#stage.setCovered(this.#covered);
    this.#stage.setNames(namesOf(this.model));
    this.#stage.configure(this.state);
    this.#showPoint();
    this.#showPath();
    this.#showMinima();
    this.picture.request();
  }

  /**
   * A lost device takes its textures with it: everything is built again from the same state. A browser whose GPU process has
   * just died may need some seconds before it offers graphics again.
   */
  async #recover(reason: string): Promise<void> {
    if (this.#recovering) return;
    this.#recovering = true;
    const mayRetry = this.engines.loseGpu();
    this.#stage?.dispose();
    this.#stage = null;
    const raised = await retried((attempt) => this.#raiseAgain(attempt, mayRetry));
    this.#recovering = false;
    if (!raised) {
      this.events.onNotice(
        'warning',
        'The browser gives no graphics any more. Reload the page: its address holds everything.',
      );
      return;
    }
    await this.picture.settled();
    this.#planProbe();
    const text = this.engines.device ? 'it was set up again' : 'the CPU has taken over';
    this.events.onNotice('warning', `The graphics device was lost (${reason}); ${text}.`);
  }

  async #raiseAgain(attempt: number, mayRetry: boolean): Promise<boolean> {
    if (mayRetry) await this.engines.acquireGpu();
    // For half of the attempts a device is waited for; then a picture without one is better than none.
    if (mayRetry && !this.engines.device && attempt < RECOVERY_ATTEMPTS / 2) return false;
    try {
      await this.#raiseStage();
      return true;
    } catch {
      // No WebGL2 either, so far.
      return false;
    }
  }

  #showPoint(): void {
    const [x, y] = this.state.point;
    const drawn = this.point.pending ? this.picture.drawnAt(x, y) : null;
    const { value, gradient } = drawn ?? this.point;
    this.#stage?.showPoint({
      x,
      y,
      value,
      gradient,
      defined: drawn !== null || (!this.point.pending && this.point.faults === 0),
      sliceX: this.slices.alongX,
      sliceY: this.slices.alongY,
      fan: this.fan?.arrows ?? [],
    });
  }

  #showPath(): void {
    const scene = networkSceneOf(this.model);
    if (scene) {
      this.#derived.findPath(scene, this.state.descentPosition);
      this.#stage?.showPath(pathPicture(scene, this.state.descentPosition));
      return;
    }
    const last = this.descent.values.length - 1;
    this.#stage?.showPath({
      points: pathTriples(this.descent),
      position: Math.min(this.state.descentPosition, last),
    });
  }

  #showMinima(): void {
    const minima = SUBJECTS[this.state.subject].minima(this.state, this.model);
    this.#stage?.showMinima(
      minima.map(({ at: [x, y], kind, label }) => ({ x, y, value: this.model.height(x, y), kind, label })),
    );
  }
}

function namesOf({ axes: [x, y], name }: ShownModel): readonly [string, string, string] {
  return [displayName(x), displayName(y), displayName(name)];
}

/** Whether one of the attempts succeeded. */
async function retried(attempt: (number: number) => Promise<boolean>): Promise<boolean> {
  for (let number = 1; number <= RECOVERY_ATTEMPTS; number++) {
    await new Promise((resolve) => setTimeout(resolve, number * RECOVERY_MILLISECONDS));
    if (await attempt(number)) return true;
  }
  return false;
}
