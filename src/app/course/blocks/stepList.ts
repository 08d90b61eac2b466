/** Any function, differentiated rule by rule. */
import type { Block } from '../../../lessons';
import { StepList } from '../../../ui/exercise/stepList';
import { textIn } from '../../../ui/lesson/workbook';
import type { BlockFactory } from '../blockContext';

const KEY = 'stepList';

export const mountStepList: BlockFactory<Extract<Block, { name: 'stepList' }>> = (host, { steps }, { f }) => {
  const left = steps.notes(KEY);
  const list = new StepList(textIn(left, 'f', f), textIn(left, 'by', 'x'), (text, by) =>
    steps.keep(KEY, { f: text, by }),
  );
  host.append(list.root);
  return { update: () => undefined, dispose: () => list.dispose() };
};
