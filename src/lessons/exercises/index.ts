/** The table of exercises, and exercises made from references. */
import { Draw } from './draw';
import type { Exercise, ExerciseReference, Level, Topic } from './exercise';
import type { Template } from './template';
import { LOSS_TEMPLATES } from './templates/losses';
import { NOTEBOOK_TEMPLATES } from './templates/notebook';
import { RULE_TEMPLATES } from './templates/rules';
import { APPLIED_TEMPLATES, PARTIAL_TEMPLATES } from './templates/several';

export type { Exercise, ExerciseReference, Level, Slip, SolutionPart, Topic } from './exercise';
export { SLIPS, type SlipName } from './slipNames';
export type { Template } from './template';

export const TEMPLATES: readonly Template[] = [
  ...NOTEBOOK_TEMPLATES,
  ...RULE_TEMPLATES,
  ...PARTIAL_TEMPLATES,
  ...APPLIED_TEMPLATES,
  ...LOSS_TEMPLATES,
];

const BY_ID: ReadonlyMap<string, Template> = new Map(TEMPLATES.map((template) => [template.id, template]));

/** The exercise of a reference: always the same. Throws RangeError for an unknown template or a seed below 0. */
export function makeExercise(reference: ExerciseReference): Exercise {
  const template = BY_ID.get(reference.template);
  const { seed } = reference;
  if (template === undefined) throw new RangeError(`no exercise is called ${reference.template}`);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`the seed ${seed} of an exercise is not a whole number from 0`);
  }
  const { title, topic, level } = template;
  return { ...template.make(new Draw(seed), seed === 0), reference, title, topic, level };
}

/** Another exercise of the same kind. */
export function nextReference({ template, seed }: ExerciseReference): ExerciseReference {
  return { template, seed: seed + 1 };
}

/** The templates of a topic, or of a level, easiest first. */
export function templatesOf(wanted: { readonly topic?: Topic; readonly level?: Level }): readonly Template[] {
  return TEMPLATES.filter(
    ({ topic, level }) =>
      (wanted.topic === undefined || topic === wanted.topic) &&
      (wanted.level === undefined || level === wanted.level),
  ).sort((a, b) => a.level - b.level);
}
