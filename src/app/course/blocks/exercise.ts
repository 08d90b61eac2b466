/** An exercise in the text, with pictures of answer minus truth. */

import { DifferenceChart } from '../../../charts/differenceChart';
import { DifferenceMap } from '../../../charts/differenceMap';
import { toText } from '../../../expression';
import { type Block, exerciseStep } from '../../../lessons';
import { DEFAULT_INTERVAL } from '../../../lessons/check/domain';
import { element } from '../../../ui/dom';
import { type MountedExercise, mountExercise, type WrongAnswer } from '../../../ui/exercise/exerciseCard';
import { loadTypesetter } from '../../../ui/lesson/markdown';
import { whenNear } from '../../../ui/lesson/whenNear';
import type { BlockContext, BlockFactory } from '../blockContext';
import { differenceOnLine, differenceOnPlane } from '../differenceSamples';

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

/** A curve over one variable; a map over two, which the picture can show as well; nothing over more. */
function drawDifference(host: HTMLElement, wrong: WrongAnswer, context: BlockContext): { dispose(): void } {
  const { variables, parameters } = wrong.exercise;
  const [first, second] = variables;
  if (first === undefined || variables.length > 2 || parameters.length > 0) {
    host.hidden = true;
    return { dispose: () => undefined };
  }
  const theme = context.theme();
  if (second === undefined) {
    const chart = new DifferenceChart(host);
    chart.update({ ...differenceOnLine(wrong, first), theme });
    return chart;
  }
  const map = new DifferenceMap(host);
  map.update({ ...differenceOnPlane(wrong, [first, second]), theme });
  const show = element(
    'button',
    { type: 'button', class: 'text-button' },
    'Show the difference as a surface',
  );
  show.addEventListener('click', () => {
    const { box } = wrong.exercise;
    context.apply({
      expression: `f(${first}, ${second}) = ${toText(wrong.difference)}`,
      domainX: [...(box[first] ?? DEFAULT_INTERVAL)],
      domainY: [...(box[second] ?? DEFAULT_INTERVAL)],
      layout: 'surface',
    });
  });
  host.append(show);
  return map;
}
