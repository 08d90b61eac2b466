/** The charts of the page: what each is given, and what pointing in one does to the state. */
import { CurveChart } from '../../charts/curveChart';
import { DescentChart } from '../../charts/descentChart';
import { MicroscopeChart } from '../../charts/microscope/microscopeChart';
import { SliceChart } from '../../charts/sliceChart';
import type { Interval } from '../../fields/grid';
import type { GridEngine, Precision } from '../../fields/gridRequest';
import { optimizerNamed } from '../../optimizers';
import type { AppState, StatePatch } from '../../state/appState';
import { ChartDrawer } from '../../ui/chartDrawer';
import { type Page, type ResolvedTheme, resolvedTheme } from '../../ui/page';
import { niceStep } from '../../ui/panel';
import { displayName } from '../displayName';
import {
  bestOf,
  errorMapPatch,
  type Microscope,
  microscopeObjection,
  NOTEBOOK_STEP,
  pointedStep,
  stepPatch,
} from '../microscope/microscope';
import type { NetworkScene } from '../network/landscape';
import { recordAt } from '../network/training';
import { curvePicture } from '../point/curvePicture';
import { sliceCoordinates } from '../point/pointPicture';
import type { Session } from '../session';

/** Positions across the domain that a drag along a curve stops at: finer than a pixel, and round numbers. */
const CURVE_POSITIONS = 400;

export class PageCharts {
  readonly #drawer: ChartDrawer;
  readonly #alongX: SliceChart;
  readonly #alongY: SliceChart;
  readonly #descent: DescentChart;
  readonly #microscope: MicroscopeChart;
  readonly #curve: CurveChart;

  constructor(
    private readonly page: Page,
    private readonly session: Session,
    private readonly microscope: Microscope,
    apply: (patch: StatePatch) => void,
  ) {
    this.#drawer = new ChartDrawer(page.charts, {
      onPatch: apply,
      onStep: (step) => apply(stepPatch(session.state, step)),
      onErrorMap: (shown) => apply(errorMapPatch(session.state, shown)),
    });
    const { hosts } = this.#drawer;
    this.#alongX = new SliceChart(hosts.alongX, 'first');
    this.#alongY = new SliceChart(hosts.alongY, 'second');
    this.#descent = new DescentChart(hosts.descent);
    this.#microscope = new MicroscopeChart(hosts.microscope, {
      onPoint: (step) => apply(stepPatch(session.state, pointedStep(step))),
      onBest: (method, step) => apply(stepPatch(session.state, step, method)),
    });
    this.#curve = new CurveChart(page.curve, {
      onPoint: (x) => apply({ point: [onCurve(x, session.state.domainX), session.state.point[1]] }),
      onSecantEnd: (x) => apply(stepPatch(session.state, pointedStep(Math.abs(x - session.state.point[0])))),
    });
  }

  /** Shows what the session shows; `network` where that is the loss of one. */
  update(network: NetworkScene | null): void {
    const { state, model, point, slices, descent } = this.session;
    const theme = resolvedTheme(state);
    this.page.stage.dataset.layout = state.layout;
    this.page.stage.dataset.descent = state.descentVisible ? 'shown' : 'hidden';
    this.#drawer.update(state, this.page);
    const { visible } = this.#drawer;
    if (state.layout === 'curve') {
      this.#curve.update({ ...curvePicture(model, state, point, slices, descent), theme });
    }
    if (visible.slices) this.#updateSlices(state, theme);
    if (visible.microscope) this.#updateMicroscope(state, theme);
    if (visible.descent) {
      const position = Math.min(state.descentPosition, descent.values.length - 1);
      this.#descent.update({
        ...(network ? trainingValues(network, state) : { values: descent.values, position }),
        optimizer: optimizerNamed(state.optimizer)?.label ?? state.optimizer,
        theme,
      });
    }
  }

  #updateSlices(state: AppState, theme: ResolvedTheme): void {
    const { model, slices } = this.session;
    const { value, gradient } = this.session.point;
    const [x, y] = state.point;
    const [nameX, nameY] = [displayName(model.axes[0]), displayName(model.axes[1])];
    const both = { name: model.name, value, theme };
    this.#alongX.update({
      ...both,
      coordinates: sliceCoordinates(state.domainX),
      values: slices.alongX,
      variable: nameX,
      fixed: { name: nameY, value: y },
      at: x,
      slope: gradient[0],
    });
    this.#alongY.update({
      ...both,
      coordinates: sliceCoordinates(state.domainY),
      values: slices.alongY,
      variable: nameY,
      fixed: { name: nameX, value: x },
      at: y,
      slope: gradient[1],
    });
  }

  #updateMicroscope(state: AppState, theme: ResolvedTheme): void {
    const { model, picture, engines } = this.session;
    const objection = microscopeObjection(model);
    if (model.kind === 'samples' || objection !== null) {
      this.#drawer.updateMicroscope(state, objection ?? '');
      return;
    }
    const view = this.microscope.look(model, state);
    const precision = precisionOf(picture.computed?.engine ?? engines.chosen(state.engine));
    const { derivativeMethod: method, derivativeStep: step } = state;
    this.#microscope.update(view, { method, step, precision, theme });
    const best = bestOf(view, method, precision);
    this.#drawer.updateMicroscope(state, {
      notebookStep: NOTEBOOK_STEP,
      best: best ? { step: best.step, precision } : undefined,
    });
  }
}

/** What an engine's grids are computed in. */
export function precisionOf({ name }: GridEngine): Precision {
  return name === 'webgpu' ? 'f32' : 'f64';
}

function onCurve(x: number, [low, high]: Interval): number {
  const step = niceStep((high - low) / CURVE_POSITIONS);
  return Number(Math.min(high, Math.max(low, Math.round(x / step) * step)).toPrecision(10));
}

/** The losses of the steps kept, with the one shown. */
function trainingValues({ trainer }: NetworkScene, { descentPosition }: AppState) {
  const { history } = trainer;
  const { step } = recordAt(trainer, descentPosition);
  return {
    values: history.map(({ loss }) => loss),
    steps: history.map((record) => record.step),
    position: Math.max(
      0,
      history.findLastIndex((record) => record.step <= step),
    ),
  };
}
