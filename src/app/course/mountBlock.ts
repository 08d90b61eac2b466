/** The table from the names of blocks in the chapters to what builds them. */
import type { Block } from '../../lessons';
import type { MountedBlock } from '../../ui/lesson/reader';
import type { BlockContext, BlockFactory } from './blockContext';
import { mountCommonFunctions } from './blocks/commonFunctions';
import { mountDirectionDial } from './blocks/directionDial';
import { mountExerciseBlock } from './blocks/exercise';
import { mountLearningRates } from './blocks/learningRates';
import { mountMotion } from './blocks/motion';
import { mountNumericalGradient } from './blocks/numericalGradient';
import { mountPartialTable } from './blocks/partialTable';
import { mountRuleCheck } from './blocks/ruleCheck';
import { mountSecant } from './blocks/secant';
import { mountStepError } from './blocks/stepError';
import { mountStepList } from './blocks/stepList';

type Factories = { readonly [N in Block['name']]: BlockFactory<Extract<Block, { name: N }>> };

const FACTORIES: Factories = {
  secant: mountSecant,
  stepError: mountStepError,
  motion: mountMotion,
  commonFunctions: mountCommonFunctions,
  ruleCheck: mountRuleCheck,
  exercise: mountExerciseBlock,
  stepList: mountStepList,
  partialTable: mountPartialTable,
  directionDial: mountDirectionDial,
  numericalGradient: mountNumericalGradient,
  learningRates: mountLearningRates,
};

export function mountBlock<B extends Block>(
  host: HTMLElement,
  block: B,
  context: BlockContext,
): MountedBlock {
  // A union of names and a table by name: TypeScript does not see that they agree.
  const factory = FACTORIES[block.name] as unknown as BlockFactory<B>;
  return factory(host, context, block);
}
