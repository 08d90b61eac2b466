/** Any function, differentiated rule by rule. */
import type { Block } from '../../../lessons';
import { StepList } from '../../../ui/exercise/stepList';
import type { BlockFactory } from '../blockContext';

export const mountStepList: BlockFactory<Extract<Block, { name: 'stepList' }>> = (host, _, { f }) => {
  const list = new StepList(f);
  host.append(list.root);
  return { update: () => undefined, dispose: () => list.dispose() };
};
