/**
 * A motion: the function shown is a position against time, its derivative the velocity, the derivative of that the
 * acceleration. Time is the point's first coordinate; playing moves it.
 */
import { MotionTrack } from '../../../charts/motionTrack';
import { ExpressionError } from '../../../expression';
import type { Block, Situation } from '../../../lessons';
import { element, setText } from '../../../ui/dom';
import { formatNumber } from '../../../ui/format';
import { iconButton, setIconButton } from '../../../ui/icons';
import { blockNote, blockTitle, SliderLine } from '../../../ui/lesson/figure';
import type { BlockFactory } from '../blockContext';
import { type Evaluator, evaluatorOf } from '../evaluator';

/** How long a motion plays, whatever its units. */
const PLAYED_MILLISECONDS = 8000;
/** Where motion is to be reduced, time goes on in this many steps. */
const REDUCED_STEPS = 16;
/** Positions of time on the slider, and samples for the longest arrows. */
const POSITIONS = 400;

interface Path {
  readonly evaluator: Evaluator;
  readonly range: readonly [number, number];
  readonly fastest: number;
  readonly strongest: number;
}

export const mountMotion: BlockFactory<Extract<Block, { name: 'motion' }>> = (host, context) => {
  const trackHost = element('div');
  const note = blockNote();
  const play = iconButton('play', 'Play the motion');
  const slider = new SliderLine('t', 'Time', { min: 0, max: 1, scale: 'linear' }, (t) => goTo(t));
  slider.root.prepend(play);
  slider.root.classList.add('block-row-playable');
  host.append(blockTitle('A dot that moves'), trackHost, slider.root, note);
  const track = new MotionTrack(trackHost);
  let frame = 0;
  let situation: Situation | null = null;
  let path: { readonly key: string; readonly path: Path | null } = { key: '', path: null };

  const goTo = (t: number): void => {
    if (situation) context.apply({ point: [t, situation.state.point[1]] });
  };
  const stop = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    setIconButton(play, 'play', 'Play the motion');
  };
  const start = (): void => {
    if (situation === null) return;
    const [low, high] = situation.state.domainX;
    const [at] = situation.state.point;
    const from = at >= high || at < low ? low : at;
    const began = performance.now();
    const steps = matchMedia('(prefers-reduced-motion: reduce)').matches ? REDUCED_STEPS : POSITIONS;
    setIconButton(play, 'pause', 'Pause');
    const next = (now: number): void => {
      const share = (from - low) / (high - low) + (now - began) / PLAYED_MILLISECONDS;
      const t = low + (Math.floor(share * steps) / steps) * (high - low);
      frame = t >= high ? 0 : requestAnimationFrame(next);
      goTo(Math.min(high, t));
      if (t >= high) stop();
    };
    frame = requestAnimationFrame(next);
  };
  play.addEventListener('click', () => (frame === 0 ? start() : stop()));

  return {
    update(now) {
      situation = now;
      const { expression, domainX, parameters, point } = now.state;
      const key = JSON.stringify([expression, domainX, parameters]);
      if (key !== path.key) {
        path = { key, path: pathOf(now) };
        const step = (domainX[1] - domainX[0]) / POSITIONS;
        slider.setRange({ min: domainX[0], max: domainX[1], scale: 'linear', step });
      }
      slider.update(point[0]);
      if (path.path === null) return;
      const { evaluator, ...most } = path.path;
      const at = place(evaluator, point[0]);
      const { value, gradient } = evaluator.at(at);
      const motion = {
        position: value,
        velocity: gradient[0] ?? 0,
        acceleration: evaluator.secondDerivative(at),
      };
      const words = `At time ${formatNumber(point[0], 4)} the dot is at ${formatNumber(motion.position, 4)}, its velocity is ${formatNumber(motion.velocity, 4)} and its acceleration ${formatNumber(motion.acceleration, 4)}.`;
      setText(note, words);
      track.update({ ...motion, ...most }, words);
    },
    dispose: stop,
  };
};

/** Further coordinates have no effect on a motion. */
function place(evaluator: Evaluator, t: number): number[] {
  return evaluator.variables.map((_, index) => (index === 0 ? t : 0));
}

function pathOf({ state }: Situation): Path | null {
  try {
    const values = Object.fromEntries(
      Object.entries(state.parameters).map(([name, { value }]) => [name, value]),
    );
    const evaluator = evaluatorOf(state.expression, ['x', 'y'], values);
    const [low, high] = state.domainX;
    const times = Array.from({ length: POSITIONS + 1 }, (_, i) => low + (i * (high - low)) / POSITIONS);
    const all = times.map((t) => {
      const at = place(evaluator, t);
      const { value, gradient } = evaluator.at(at);
      return { value, speed: Math.abs(gradient[0] ?? 0), force: Math.abs(evaluator.secondDerivative(at)) };
    });
    const finite = all.map(({ value }) => value).filter(Number.isFinite);
    const largest = (numbers: readonly number[]): number => Math.max(0, ...numbers.filter(Number.isFinite));
    return {
      evaluator,
      range: [Math.min(...finite), Math.max(...finite)],
      fastest: largest(all.map(({ speed }) => speed)),
      strongest: largest(all.map(({ force }) => force)),
    };
  } catch (error) {
    // A model on data is no formula that could be read here.
    if (error instanceof ExpressionError || error instanceof RangeError) return null;
    throw error;
  }
}
