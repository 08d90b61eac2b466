/** An exercise in the text, with pictures of answer minus truth. */

import { DifferenceChart } from '../../../charts/differenceChart';
import { DifferenceMap } from '../../../charts/differenceMap';
import { toText } from '../../../expression';
import { type Block, exerciseStep } from '../../../lessons';
import { DEFAULT_INTERVAL } from '../../../lessons/check/domain';
import type { StatePatch } from '../../../state/appState';
import { element } from '../../../ui/dom';
import { type MountedExercise, mountExercise, type WrongAnswer } from '../../../ui/exercise/exerciseCard';
import { formatNumber } from '../../../ui/format';
import { loadTypesetter } from '../../../ui/lesson/markdown';
import { whenNear } from '../../../ui/lesson/whenNear';
import type { BlockContext, BlockFactory } from '../blockContext';
import { type DifferencePicture, differencePicture } from '../differenceSamples';

/** Of a value that is held, as it is said. */
const HELD_DIGITS = 4;
/** Of the slider for such a value. */
const HELD_STEP = 0.01;

export const mountExerciseBlock: BlockFactory<Extract<Block, { name: 'exercise' }>> = (
  host,
  context,
  { reference },
) => {
  let mounted: MountedExercise | null = null;
  let disposed = false;
  const step = exerciseStep(reference);
  const stop = whenNear(host, () => {
    void loadTypesetter().then((typesetter) => {
      if (disposed) return;
      mounted = mountExercise(host, reference, typesetter, {
        solvedBefore: context.steps.has(step),
        onSolved: () => context.steps.complete(step),
        left: context.steps.notes(step),
        onLeft: (notes) => context.steps.keep(step, notes),
        drawDifference: (place, wrong) => drawDifference(place, wrong, context),
      });
    });
  });
  return {
    update: () => undefined,
    dispose() {
      disposed = true;
      stop();
      mounted?.dispose();
    },
  };
};

/** A curve over one variable; a map over two, which the picture can show as well, what else there is as sliders. */
function drawDifference(host: HTMLElement, wrong: WrongAnswer, context: BlockContext): { dispose(): void } {
  const picture = differencePicture(wrong);
  const shown = { ...picture, theme: context.theme(), ...subjectOf(wrong, picture) };
  if (shown.kind === 'line') {
    const chart = new DifferenceChart(host);
    chart.update(shown);
    return chart;
  }
  const map = new DifferenceMap(host);
  map.update(shown);
  const show = element(
    'button',
    { type: 'button', class: 'text-button' },
    'Show the difference as a surface',
  );
  show.addEventListener('click', () => context.apply(surfaceOf(wrong, shown)));
  host.append(show);
  return map;
}

/** What the picture is of, in words, and where it is taken. */
function subjectOf(
  { component }: WrongAnswer,
  { held }: DifferencePicture,
): { readonly subject: string; readonly place: string } {
  return {
    subject:
      component === undefined
        ? 'Your answer minus the right one'
        : `Component ${component + 1} of your answer minus that of the right one`,
    place: held.map(({ name, value }) => `${name} = ${formatNumber(value, HELD_DIGITS)}`).join(', '),
  };
}

function surfaceOf(
  { difference, exercise: { box } }: WrongAnswer,
  { variables, x, y, held }: DifferencePicture & { readonly kind: 'plane' },
): StatePatch {
  return {
    subject: 'function',
    expression: `f(${variables.join(', ')}) = ${toText(difference)}`,
    domainX: [...x],
    domainY: [...y],
    layout: 'surface',
    parameters: Object.fromEntries(
      held.map(({ name, value }) => {
        const [min, max] = box[name] ?? DEFAULT_INTERVAL;
        return [name, { value, min, max, step: HELD_STEP }] as const;
      }),
    ),
  };
}
