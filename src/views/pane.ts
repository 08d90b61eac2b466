/** One plot: a field's surface and floor with axes, colour key and marks, in a scene and a layer of labels of its own. */

import { CSS2DRenderer } from 'three/addons/renderers/CSS2DRenderer.js';
import { type PerspectiveCamera, Scene, type Vector3 } from 'three/webgpu';
import type { Breaks, GridAnswer } from '../fields/gridRequest';
import type { AppState } from '../state/appState';
import { ArrowPlaces } from './arrowPlaces';
import { arrowScale, arrowShare } from './arrowScale';
import { Axes, type AxisTicks, axisTicks, type EyeSide, PLAN_ELEVATION } from './axes';
import { AxisLabels, type FieldNames } from './axisLabels';
import { ColorBar } from './colorBar';
import { paneColorMaps } from './colorMaps';
import { colorScale } from './colorScale';
import { ContourLabels } from './contourLabels';
import { contourStep, FieldColors } from './fieldColors';
import { FieldTexture } from './fieldTexture';
import { Floor } from './floor';
import { FrameUniforms } from './frameUniforms';
import { MinimaView, type MinimumPicture } from './minimaView';
import type { PaneName, PaneRectangle } from './paneLayout';
import { type PathPicture, PathView } from './pathView';
import type { HeightFunction } from './pick';
import { PlotFrame, type ValueRange } from './plotFrame';
import { type PointPicture, PointView } from './pointView';
import { Quiver } from './quiver';
import { Surface } from './surface';
import type { ThemeName } from './themeColors';

const COLOR_TICKS = 6;
/** Shapes go both ways from even saddles: a diverging map. */
const SHAPE_COLORS = 'coolwarm';

export interface Eye {
  readonly side: EyeSide;
  readonly elevation: number;
}

export class Pane {
  readonly scene = new Scene();
  readonly element = document.createElement('div');
  private readonly title = document.createElement('div');
  private readonly labelLayer = new CSS2DRenderer();
  private readonly frameUniforms = new FrameUniforms();
  private readonly field = new FieldTexture();
  private readonly colors = new FieldColors(this.field, this.frameUniforms);
  private readonly surface = new Surface(this.field, this.frameUniforms, this.colors);
  private readonly floor = new Floor(this.field, this.frameUniforms, this.colors);
  private readonly quivers = {
    surface: new Quiver('surface', this.field, this.frameUniforms, this.colors),
    floor: new Quiver('floor', this.field, this.frameUniforms, this.colors),
  };
  private readonly axes = new Axes();
  private readonly labels = new AxisLabels();
  private readonly colorBar = new ColorBar();
  private readonly contourLabels = new ContourLabels();
  private readonly point = new PointView();
  private readonly path = new PathView();
  private readonly minima = new MinimaView();
  private state: AppState | null = null;
  private shown: { readonly answer: GridAnswer; readonly range: ValueRange } | null = null;
  /** Which partials are shown as colours. */
  private readonly partialsShown: [boolean, boolean] = [false, false];
  private ticks: AxisTicks | null = null;
  private names: FieldNames = ['x', 'y', 'f'];
  private pointPicture: PointPicture | null = null;
  private pathPicture: PathPicture | null = null;
  private minimaPictures: readonly MinimumPicture[] = [];
  private steepness: (magnitude: number) => number = () => 0;
  private rectangle: PaneRectangle | null = null;
  frame: PlotFrame | null = null;

  /** `height` is the f64 value of the field of the first pane. */
  constructor(
    readonly name: PaneName,
    private readonly height: HeightFunction,
  ) {
    this.element.className = 'pane';
    this.title.className = 'pane-title';
    this.labelLayer.domElement.className = 'pane-labels';
    this.element.append(this.labelLayer.domElement, this.title, this.colorBar.element);
    this.scene.add(
      this.surface.mesh,
      this.floor.mesh,
      this.quivers.surface.mesh,
      this.quivers.floor.mesh,
      this.axes.object,
      this.labels.object,
      this.contourLabels.object,
      this.point.object,
      this.path.object,
      this.minima.object,
    );
    this.scene.visible = false;
    this.point.setNames(this.names);
  }

  configure(state: AppState): void {
    this.state = state;
    this.update();
  }

  setTheme(theme: ThemeName): void {
    for (const part of [
      this.floor,
      this.quivers.surface,
      this.quivers.floor,
      this.axes,
      this.point,
      this.path,
      this.minima,
    ]) {
      part.setTheme(theme);
    }
  }

  setNames(names: FieldNames): void {
    this.names = names;
    this.point.setNames(names);
    this.update();
  }

  showField(answer: GridAnswer, breaks: Breaks | null, range: ValueRange): void {
    this.shown = { answer, range };
    this.field.show(answer, breaks);
    this.surface.setGrid(answer.grid);
    this.update();
  }

  /** The partial along x (0) or y (1) as a field, for colours by second partials. */
  showPartial(axis: 0 | 1, answer: GridAnswer): void {
    this.field.showPartial(axis, answer);
    this.partialsShown[axis] = true;
    this.update();
  }

  clearPartials(): void {
    this.field.clearPartials();
    this.partialsShown.fill(false);
  }

  showPoint(picture: PointPicture): void {
    this.pointPicture = picture;
    this.updatePoint();
  }

  showPath(picture: PathPicture): void {
    this.pathPicture = picture;
    this.updatePath();
  }

  showMinima(pictures: readonly MinimumPicture[]): void {
    this.minimaPictures = pictures;
    this.updateMinima();
  }

  setRectangle(rectangle: PaneRectangle, pixelRatio: number): void {
    this.rectangle = rectangle;
    const { left, top, width, height } = rectangle;
    this.colors.setPaneSize(Math.min(width, height), pixelRatio);
    Object.assign(this.element.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.labelLayer.setSize(width, height);
  }

  /** What depends on where the eye is: walls, labels, light. Call before every drawing of the scene. */
  prepare(camera: PerspectiveCamera, eye: Eye, light: Vector3): void {
    const { frame, ticks, rectangle } = this;
    if (!frame || !ticks || !rectangle) return;
    const walls = Math.abs(eye.elevation) < PLAN_ELEVATION;
    // From straight above, the surface's upper parts cover the floor's edges: the scale stands on the box's top.
    const base = !walls && eye.elevation > 0 && this.surface.mesh.visible ? frame.topZ : frame.floorZ;
    this.surface.light.value.copy(light);
    this.axes.face(eye.side, walls, base);
    // From below, the far edges of the floor are its outline.
    const near = camera.position.z > frame.floorZ;
    const side: EyeSide = near ? eye.side : { x: eye.side.x === 1 ? -1 : 1, y: eye.side.y === 1 ? -1 : 1 };
    // At a slant they would lie on lines behind the surface.
    this.contourLabels.object.visible = !walls || !this.surface.mesh.visible;
    this.labels.arrange({
      frame,
      ticks,
      camera,
      side,
      base,
      walls,
      width: rectangle.width,
      height: rectangle.height,
    });
    this.labelLayer.render(this.scene, camera);
  }

  /** World place of the point's ball, or null where none is shown. */
  pointCenter(): readonly [number, number, number] | null {
    return this.point.worldCenter();
  }

  dispose(): void {
    const parts = [
      this.surface,
      this.floor,
      this.quivers.surface,
      this.quivers.floor,
      this.axes,
      this.labels,
      this.contourLabels,
    ];
    for (const part of [...parts, this.point, this.path, this.minima, this.colors, this.field])
      part.dispose();
    this.scene.clear();
    this.element.remove();
  }

  private update(): void {
    const { state, shown } = this;
    if (!state || !shown) return;
    const { answer, range } = shown;
    const { scale, factor } = this.verticalScale(state);
    const frame = new PlotFrame({ x: answer.grid.x, y: answer.grid.y, range, scale, factor });
    this.frame = frame;
    this.frameUniforms.set(frame);
    this.ticks = axisTicks(frame);
    this.axes.setFrame(frame, this.ticks);
    this.floor.setFrame(frame);
    this.updateColors(state, answer, frame);

    this.surface.mesh.visible = state.surfaceVisible;
    this.surface.setContours(state.contoursOnSurface);
    this.floor.mesh.visible = state.contoursOnFloor;
    const isValue = this.name === 'value';
    this.quivers.surface.mesh.visible = isValue && state.quiverOnSurface;
    this.quivers.floor.mesh.visible = isValue && state.quiverOnFloor;
    for (const quiver of [this.quivers.surface, this.quivers.floor]) {
      quiver.configure(state.quiverCount, state.quiverLength, state.quiverColored);
    }
    const quantity = this.quantity();
    this.title.textContent = quantity;
    this.title.hidden = state.layout === 'surface';
    this.title.classList.toggle('pane-title-value', isValue);
    // Three panes have titles, which say it already.
    this.labels.setNames([this.names[0], this.names[1], state.layout === 'surface' ? quantity : '']);
    this.updateContourLabels(state, frame);
    this.scene.visible = true;
    this.updatePoint();
    this.updatePath();
    this.updateMinima();
  }

  private updateColors(state: AppState, answer: GridAnswer, frame: PlotFrame): void {
    const chosen = state.layout === 'partials' ? paneColorMaps(state.colorMap)[this.name] : state.colorMap;
    const wanted = this.name === 'value' ? state.surfaceColor : 'value';
    const hasSecond = !this.partialsShown.includes(false);
    const scale = colorScale(wanted, frame, answer.summary, COLOR_TICKS, hasSecond);
    const map = scale.kind === 'curvature' ? SHAPE_COLORS : chosen;
    const arrows = arrowScale(frame, answer.summary.steepest);
    this.colors.setMap(map);
    this.colors.setScale(scale, arrows);
    this.colors.setContours(frame, state.contourCount);
    this.steepness = (magnitude) => arrowShare(magnitude, arrows);
    const titles = {
      value: this.quantity(),
      steepness: '|∇f|',
      difference: '∇f error',
      curvature: 'Shape',
    } as const;
    // Numbers on the lines of a map are its key.
    const keyed = isMap(state) && this.showsContourLabels(state);
    this.colorBar.element.classList.toggle('is-needless', keyed);
    this.colorBar.show(titles[scale.kind], map, scale, state.layout === 'partials' && scale.kind === 'value');
  }

  private updateContourLabels(state: AppState, frame: PlotFrame): void {
    if (!this.showsContourLabels(state)) {
      this.contourLabels.clear();
      return;
    }
    const onSurface = state.surfaceVisible && state.contoursOnSurface;
    const hasArrows = onSurface ? state.quiverOnSurface : state.quiverOnFloor;
    const arrows = hasArrows
      ? new ArrowPlaces(frame, this.height, {
          count: state.quiverCount,
          length: state.quiverLength,
          share: this.steepness,
        })
      : null;
    this.contourLabels.show(frame, contourStep(frame, state.contourCount), this.height, onSurface, arrows);
  }

  private showsContourLabels(state: AppState): boolean {
    const wanted = state.contourLabels && state.layout === 'surface' && this.name === 'value';
    return wanted && (state.contoursOnFloor || state.contoursOnSurface);
  }

  /** A derivative has both signs: in its panes a logarithmic axis gives way to a fitted one. */
  private verticalScale({ verticalScale, verticalFactor }: AppState) {
    const signed = this.name !== 'value' && verticalScale === 'log';
    return { scale: signed ? 'fit' : verticalScale, factor: verticalFactor } as const;
  }

  private quantity(): string {
    const [x, y, f] = this.names;
    const names: Readonly<Record<PaneName, string>> = {
      value: f,
      partialX: `∂${f}/∂${x}`,
      partialY: `∂${f}/∂${y}`,
    };
    return names[this.name];
  }

  private updatePoint(): void {
    const { frame, state, pointPicture } = this;
    if (!frame || !state) return;
    const isValue = this.name === 'value';
    const look = {
      map: isMap(state),
      tangentPlane: isValue && state.tangentPlaneVisible,
      slices: isValue && state.slicesVisible,
      // Three small panes have no room for them.
      names: state.layout === 'surface',
      gradient: isValue && state.gradientVisible ? state.gradientDirection : null,
      direction: isValue && state.directionVisible ? state.direction : null,
      fan: isValue && state.cloudVisible ? state.gradientDirection : null,
    };
    const gradient = pointPicture?.gradient ?? [0, 0];
    this.point.show(
      pointPicture && this.ownPoint(pointPicture),
      frame,
      look,
      this.steepness(Math.hypot(...gradient)),
    );
  }

  /** In a derivative's pane the point lies at the derivative's value. */
  private ownPoint(picture: PointPicture): PointPicture {
    if (this.name === 'value') return picture;
    const value = picture.gradient[this.name === 'partialX' ? 0 : 1];
    return { ...picture, value: picture.defined ? value : Number.NaN };
  }

  private updatePath(): void {
    if (!this.frame || !this.state) return;
    const visible = this.name === 'value' && this.state.descentVisible;
    this.path.show(visible ? this.pathPicture : null, this.frame, isMap(this.state));
  }

  private updateMinima(): void {
    if (!this.frame || !this.state) return;
    const visible = this.name === 'value' && this.state.minimaVisible;
    this.minima.show(visible ? this.minimaPictures : [], this.frame, isMap(this.state));
  }
}

/** Whether the floor is all there is to see: what else shows heights would hang in the air above it. */
function isMap({ surfaceVisible, contoursOnFloor, tangentPlaneVisible, slicesVisible }: AppState): boolean {
  return contoursOnFloor && !(surfaceVisible || tangentPlaneVisible || slicesVisible);
}
