/**
 * The picture of a scalar field: what the page sees of this room. Draws on demand into one canvas, one or three panes.
 * It knows nothing of engines or controls: answers come in, gestures go out.
 */
import './stage.css';
import { Vector3, type WebGPURenderer } from 'three/webgpu';
import type { Breaks, GridAnswer } from '../fields/gridRequest';
import type { AppState, StateKey } from '../state/appState';
import type { FieldNames } from './axisLabels';
import { type CameraPatch, CameraRig } from './cameraRig';
import { FrameLoop } from './frameLoop';
import { Gestures } from './gestures';
import type { MinimumPicture } from './minimaView';
import { Pane } from './pane';
import { layOutPanes, type PaneName, type PaneRectangle } from './paneLayout';
import { PanePointer } from './panePointer';
import type { PathPicture } from './pathView';
import type { HeightFunction } from './pick';
import type { ValueRange } from './plotFrame';
import type { PointPicture } from './pointView';
import { createRenderer, parkLoop, watchLoss } from './renderer';
import { cssColor, displayColor, THEME_COLORS, type ThemeName } from './themeColors';

export type { MinimumPicture, PaneName, PathPicture, PointPicture, ValueRange };

export interface StageEvents {
  onCamera(patch: CameraPatch): void;
  /** While the point is dragged; coordinates lie within the domain. */
  onPointDrag(x: number, y: number): void;
  /** A click on the surface or on the floor. */
  onPlacePoint(x: number, y: number): void;
  onDoubleClick(): void;
  onDeviceLost(reason: string): void;
}

export interface StageOptions {
  readonly host: HTMLElement;
  /** Null draws with WebGL2. The device stays its owner's. */
  readonly device: GPUDevice | null;
  readonly events: StageEvents;
  readonly height: HeightFunction;
  readonly camera: CameraPatch;
}

/** More pixels than this a CSS pixel cost much and show little. */
const LARGEST_PIXEL_RATIO = 2;

/** The fields of the state that a pane's picture depends on; the camera is compared by itself. */
const LOOK_KEYS = [
  'layout',
  'verticalScale',
  'verticalFactor',
  'surfaceVisible',
  'surfaceColor',
  'colorMap',
  'contoursOnSurface',
  'contoursOnFloor',
  'contourCount',
  'contourLabels',
  'quiverOnSurface',
  'quiverOnFloor',
  'quiverCount',
  'quiverLength',
  'quiverColored',
  'tangentPlaneVisible',
  'slicesVisible',
  'gradientVisible',
  'gradientDirection',
  'direction',
  'directionVisible',
  'cloudVisible',
  'minimaVisible',
  'descentVisible',
] as const satisfies readonly StateKey[];

export class Stage {
  readonly backend: 'webgpu' | 'webgl2';
  private readonly events: StageEvents;
  private readonly panes = new Map<PaneName, Pane>();
  private readonly root = document.createElement('div');
  private readonly rig: CameraRig;
  private readonly pointer: PanePointer;
  private readonly gestures: Gestures;
  private readonly resizing: ResizeObserver;
  private rectangles: readonly PaneRectangle[] = [];
  private state: AppState | null = null;
  private theme: ThemeName = 'dark';
  private names: FieldNames = ['x', 'y', 'f'];
  private point: PointPicture | null = null;
  private readonly loop = new FrameLoop(() => this.draw());
  private drawn = 0;
  private turned = false;
  private covered = 0;
  private reported: CameraPatch | null = null;
  private readonly light = new Vector3();

  static async create(options: StageOptions): Promise<Stage> {
    const canvas = document.createElement('canvas');
    const renderer = await createRenderer(canvas, options.device);
    return new Stage(options, renderer, canvas);
  }

  private constructor(
    options: StageOptions,
    private readonly renderer: WebGPURenderer,
    canvas: HTMLCanvasElement,
  ) {
    this.events = options.events;
    this.backend = options.device ? 'webgpu' : 'webgl2';
    this.root.className = 'gradscape-stage';
    this.root.append(canvas);
    options.host.append(this.root);
    this.rig = new CameraRig(
      canvas,
      options.camera,
      () => {
        this.turned = true;
        this.invalidate();
      },
      () => this.reportCamera(),
    );
    this.reported = this.rig.patch();
    this.pointer = new PanePointer(this.panes, this.rig.camera, options.height);
    this.gestures = new Gestures(this.root, canvas, {
      grabs: (x, y, touch) => this.pointer.grabs(x, y, touch),
      onDragStart: () => {
        this.rig.controls.enabled = false;
      },
      onDrag: (x, y) => {
        const place = this.pointer.dragged(x, y);
        if (place) this.events.onPointDrag(place.x, place.y);
      },
      onDragEnd: () => {
        this.rig.controls.enabled = true;
      },
      onClick: (x, y) => {
        const place = this.pointer.placeAt(x, y);
        if (place) this.events.onPlacePoint(place.x, place.y);
      },
      onDoubleClick: () => this.events.onDoubleClick(),
    });
    watchLoss(options.device, canvas, (reason) => {
      if (this.loop.stopped) return;
      this.loop.stop();
      if (reason !== null) this.events.onDeviceLost(reason);
    });
    this.paneFor('value');
    this.setColors('dark');
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.root);
    this.resize();
  }

  configure(state: AppState): void {
    const before = this.state;
    this.state = state;
    this.pointer.surfaceVisible = state.surfaceVisible;
    if (this.rig.configure(state)) {
      this.reported = this.rig.patch();
      this.invalidate();
    }
    if (before && LOOK_KEYS.every((key) => before[key] === state[key])) return;
    for (const pane of this.panes.values()) pane.configure(state);
    if (before?.layout !== state.layout) this.layOut();
    this.fitCamera();
    this.invalidate();
  }

  setColors(theme: ThemeName): void {
    this.theme = theme;
    const colors = THEME_COLORS[theme];
    this.renderer.setClearColor(displayColor(colors.background), 1);
    for (const [name, color] of [
      ['background', cssColor(colors.background)],
      ['veil', `${cssColor(colors.background)}d9`],
      ['ink', cssColor(colors.ink)],
      ['faint-ink', cssColor(colors.faintInk)],
      ['grid', cssColor(colors.grid)],
    ] as const) {
      this.root.style.setProperty(`--stage-${name}`, color);
    }
    for (const pane of this.panes.values()) pane.setTheme(theme);
    this.invalidate();
  }

  /** Pixels at the lower edge of the stage that cards lie over: the picture is centred above them. */
  setCovered(pixels: number): void {
    this.covered = pixels;
    this.layOut();
    this.invalidate();
  }

  /** Names of the two variables and of the field, as axes and derivatives are labelled. */
  setNames(names: FieldNames): void {
    if (names.every((name, index) => name === this.names[index])) return;
    this.names = names;
    for (const pane of this.panes.values()) pane.setNames(names);
    this.invalidate();
  }

  showField(pane: PaneName, answer: GridAnswer, breaks: Breaks | null, range: ValueRange): void {
    this.paneFor(pane).showField(answer, breaks, range);
    this.fitCamera();
    this.invalidate();
  }

  /** The partial along x (0) or y (1) as a field, for colours by second partials. */
  showPartial(axis: 0 | 1, answer: GridAnswer): void {
    this.paneFor('value').showPartial(axis, answer);
    this.invalidate();
  }

  /** Lets go of both: their owner may destroy them from now on. */
  clearPartials(): void {
    this.panes.get('value')?.clearPartials();
  }

  showPoint(picture: PointPicture): void {
    this.point = picture;
    for (const pane of this.panes.values()) pane.showPoint(picture);
    this.invalidate();
  }

  showPath(picture: PathPicture): void {
    this.panes.get('value')?.showPath(picture);
    this.invalidate();
  }

  showMinima(points: readonly MinimumPicture[]): void {
    this.panes.get('value')?.showMinima(points);
    this.invalidate();
  }

  /** Number of frames drawn so far. */
  frames(): number {
    return this.drawn;
  }

  /** Resolves once the picture shows everything that was told so far. */
  whenDrawn(): Promise<void> {
    return this.loop.whenDrawn();
  }

  dispose(): void {
    this.loop.stop();
    this.resizing.disconnect();
    this.gestures.dispose();
    this.rig.dispose();
    for (const pane of this.panes.values()) pane.dispose();
    this.panes.clear();
    this.renderer.dispose();
    this.root.remove();
  }

  private paneFor(name: PaneName): Pane {
    const known = this.panes.get(name);
    if (known) return known;
    const pane = new Pane(name, (x, y) => this.pointer.height(x, y));
    this.panes.set(name, pane);
    pane.setTheme(this.theme);
    pane.setNames(this.names);
    if (this.point) pane.showPoint(this.point);
    if (this.state) pane.configure(this.state);
    this.root.append(pane.element);
    this.layOut();
    return pane;
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (width === 0 || height === 0) return;
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, LARGEST_PIXEL_RATIO));
    this.renderer.setSize(width, height);
    this.layOut();
    // A resized canvas is blank until it is drawn: at once, within this very frame of the page.
    if (this.drawn > 0) this.loop.drawNow();
    else this.invalidate();
  }

  private layOut(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    this.rectangles = layOutPanes(this.state?.layout ?? 'surface', width, height, this.covered);
    this.pointer.rectangles = this.rectangles;
    const isStacked = width < height;
    this.root.classList.toggle('is-stacked', isStacked);
    for (const [name, pane] of this.panes) {
      const rectangle = this.rectangles.find((candidate) => candidate.name === name);
      pane.element.hidden = rectangle === undefined;
      if (rectangle) pane.setRectangle(rectangle, this.renderer.getPixelRatio());
    }
    const [first] = this.rectangles;
    this.rig.setCovered(isStacked && this.rectangles.length > 1 ? 0 : this.covered);
    if (first) this.rig.setSize(first.width, first.height);
  }

  private fitCamera(): void {
    const frame = this.panes.get('value')?.frame;
    if (frame) this.rig.setFrame(frame);
  }

  private invalidate(): void {
    this.loop.invalidate();
  }

  private draw(): void {
    if (this.root.clientWidth > 0 && this.root.clientHeight > 0) this.drawPanes();
    if (this.turned) this.reportCamera();
  }

  private drawPanes(): void {
    const { renderer, rig } = this;
    const shown = this.rectangles.flatMap((rectangle) => {
      const pane = this.panes.get(rectangle.name);
      return pane ? [{ pane, rectangle }] : [];
    });
    const several = this.rectangles.length > 1;
    const eye = rig.eye();
    rig.light(this.light);
    renderer.setScissorTest(false);
    renderer.setViewport(0, 0, this.root.clientWidth, this.root.clientHeight);
    if (several || shown.length === 0) renderer.clear();
    renderer.autoClear = !several;
    renderer.setScissorTest(several);
    for (const { pane, rectangle } of shown) {
      const { left, top, width, height } = rectangle;
      renderer.setViewport(left, top, width, height);
      renderer.setScissor(left, top, width, height);
      pane.prepare(rig.camera, eye, this.light);
      renderer.render(pane.scene, rig.camera);
    }
    parkLoop(renderer);
    this.drawn++;
  }

  private reportCamera(): void {
    this.turned = false;
    const patch = this.rig.patch();
    // A press that turned nothing has no news.
    if (patch === this.reported) return;
    this.reported = patch;
    this.events.onCamera(patch);
  }
}
