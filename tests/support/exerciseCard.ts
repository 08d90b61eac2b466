// An exercise of the course in a real browser: found in its chapter, answered, and looked at.

import type { Locator, Page } from 'playwright-core';
import { type Chapter, exerciseStep } from '../../src/lessons';
import { type ExerciseReference, SLIPS, type SlipName } from '../../src/lessons/exercises';

/** The exercises of a chapter, in order, with the places of their blocks. */
export function exercisesIn(
  chapter: Chapter,
): readonly { readonly place: number; readonly reference: ExerciseReference; readonly step: string }[] {
  return chapter.parts
    .flatMap((part) => (part.kind === 'block' ? [part.block] : []))
    .flatMap((block, place) =>
      block.name === 'exercise'
        ? [{ place, reference: block.reference, step: exerciseStep(block.reference) }]
        : [],
    );
}

/** The card of the block at `place` of the open chapter: built when it comes near to what is seen. */
export async function cardAt(page: Page, place: number): Promise<Locator> {
  const block = page.locator('.lesson-block').nth(place);
  await block.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const card = block.locator('.exercise');
  await card.waitFor();
  return card;
}

export async function answer(card: Locator, text: string): Promise<void> {
  await card.getByRole('textbox').fill(text);
  await card.getByRole('button', { name: 'Check' }).click();
}

export function resultOf(card: Locator): Locator {
  return card.locator('.exercise-result');
}

/** The longest stretch of words in what is said of a slip: what stands there unchanged once formulae are typeset. */
export function wordsOf(slip: SlipName): string {
  const stretches = SLIPS[slip].split('$').filter((_, index) => index % 2 === 0);
  return stretches.reduce((longest, words) => (words.length > longest.length ? words : longest)).trim();
}

/** How many colours the picture of a wrong answer has: none where there is no picture, one where nothing is drawn. */
export function coloursOfPicture(card: Locator): Promise<number> {
  return card.locator('.exercise-picture').evaluate((host) => {
    const canvas = host.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || canvas.width === 0 || canvas.height === 0) return 0;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}
