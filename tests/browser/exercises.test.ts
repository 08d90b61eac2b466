// One exercise after the other as readers meet them: mistakes of typing, hints, solutions, another one, and all of it by keys.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chapterNamed } from '../../src/lessons';
import { makeExercise } from '../../src/lessons/exercises';
import { launch, openPage, screenshot } from '../support/browser';
import { answer, cardAt, exercisesIn, resultOf } from '../support/exerciseCard';

const VIEWPORT = { width: 1000, height: 640 };
/** With a coarse picture: the exercises are what matters here. */
const PRACTICE = '#v=1&n=33&lesson=practice';
/** Tab stops between the title of a chapter and the field of its first exercise, at most. */
const MOST_TABS = 30;

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl2');
});
afterAll(() => browser.close());

async function opened(page: Page): Promise<void> {
  await page.waitForFunction(() => window.gradscape !== undefined);
  await page.evaluate(() => window.gradscape.ready);
  await page.locator('.lesson-pager').waitFor();
}

function placeOf(template: string): number {
  const chapter = chapterNamed('practice') ?? expect.fail('no chapter of exercises');
  const found = exercisesIn(chapter).find(({ reference }) => reference.template === template);
  return found?.place ?? expect.fail(`no exercise ${template}`);
}

describe('an exercise', () => {
  it('marks what it cannot read, and offers what may have been meant', async () => {
    const { page, errors, close } = await openPage(browser, PRACTICE, VIEWPORT);
    await opened(page);
    const card = await cardAt(page, placeOf('notebook-1-polynomial'));
    const field = card.getByRole('textbox', { name: 'Your answer: Exercise 1: a polynomial' });
    const message = card.locator('.expression-message');

    await answer(card, '12x^3 - (4x');
    expect(await card.locator('mark').innerText()).toBe('(');
    expect(await message.innerText()).toContain('parenthesis');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    // What a reader of screens is told of the field is this very message.
    expect(await field.getAttribute('aria-describedby')).toBe(await message.getAttribute('id'));
    expect(await field.inputValue()).toBe('12x^3 - (4x');

    await answer(card, '12x^3 - 4k');
    expect(await card.locator('mark').innerText()).toBe('k');
    expect(await message.innerText()).toBe('"k" is not part of this exercise: the names here are x');

    await answer(card, '');
    expect(await message.innerText()).toBe('Expected an answer');
    expect(await resultOf(card).innerText()).toBe('');

    // The mark and the message go with the next key, and the answer is typeset as it is understood.
    await field.fill('12x^3 - 4x');
    expect(await message.isVisible()).toBe(false);
    await expect
      .poll(() => card.locator('.exercise-preview annotation').textContent())
      .toBe('12\\,{x}^{3} - 4\\,x');
    expect(await card.locator('.exercise-done').count()).toBe(0);

    const counted = await cardAt(page, placeOf('notebook-3-gradient'));
    await answer(counted, '(2, 4)');
    expect(await counted.locator('.expression-message').innerText()).toBe(
      'Expected 3 components, separated by commas, not 2',
    );
    expect(errors).toEqual([]);
    await close();
  });

  it('says where a wrong answer is wrong, and shows the difference as a landscape', async () => {
    const { page, errors, close } = await openPage(browser, PRACTICE, VIEWPORT);
    await opened(page);
    const card = await cardAt(page, placeOf('notebook-2-partials'));
    await answer(card, '(2x y + y e^(x y), x^2 + x e^(x y) + x)');
    const said = await resultOf(card).innerText();
    expect(said).toMatch(
      /^Not yet\. Component 2 is wrong\. At x = .+, y = .+ your answer is .+, but should be/,
    );
    const [, x, given, truth] =
      /At x = (\S+), .* your answer is (\S+), but should be (\S+)\.$/.exec(said) ?? [];
    const number = (text = ''): number => Number(text.replace('−', '-'));
    // The answer is too large by x, to the digits that are shown.
    expect(Math.abs(number(given) - number(truth) - number(x))).toBeLessThan(0.02);
    await screenshot(page, 'course-wrong-answer');
    await card.getByRole('button', { name: 'Show the difference as a surface' }).click();
    await expect.poll(() => page.evaluate(() => window.gradscape.state().expression)).toBe('f(x, y) = x');
    expect(errors).toEqual([]);
    await close();
  });

  it('gives hints step by step, the solution on demand, and another one, by keys alone', async () => {
    const { page, errors, close } = await openPage(browser, PRACTICE, VIEWPORT);
    await opened(page);
    const template = 'notebook-1-exponential';
    const card = await cardAt(page, placeOf(template));
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
    const field = card.getByRole('textbox');
    const isFocused = (): Promise<boolean> => field.evaluate((input) => input === document.activeElement);

    await page.locator('.lesson-title').focus();
    for (let tabs = 0; tabs < MOST_TABS && !(await isFocused()); tabs++) await page.keyboard.press('Tab');
    expect(await isFocused()).toBe(true);
    await page.keyboard.type('e^(2x)');
    await page.keyboard.press('Enter');
    expect(await resultOf(card).textContent()).toContain('the derivative of the exponent is missing');

    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Check');
    const { hints } = makeExercise({ template, seed: 0 });
    expect(hints.length).toBeGreaterThan(1);
    await page.keyboard.press('Tab');
    for (const [index] of hints.entries()) {
      expect(await focused()).toMatch(
        index === hints.length - 1 ? /^Hint \(the last one\)$/ : `Hint (${hints.length - index} left)`,
      );
      expect(await card.locator('.exercise-hints > li').count()).toBe(index);
      await page.keyboard.press('Enter');
    }
    expect(await card.locator('.exercise-hints > li').count()).toBe(hints.length);
    // The button is gone; the focus is on the hint that it gave.
    expect(await card.locator('.exercise-hints > li').last().textContent()).toBe(await focused());

    expect(await card.locator('.working-step').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Solution');
    await page.keyboard.press('Enter');
    expect(await card.locator('.working-step').count()).toBeGreaterThan(0);
    expect(await card.locator('.working-checked').count()).toBe(await card.locator('.working-step').count());
    await expect.poll(() => card.locator('.exercise-answer annotation').textContent()).toBe('2\\,e^{2\\,x}');

    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Another one');
    const asked = await card.locator('.exercise-prompt').innerText();
    await page.keyboard.press('Enter');
    expect(await isFocused()).toBe(true);
    expect(await card.locator('.exercise-prompt').innerText()).not.toBe(asked);
    expect(await field.inputValue()).toBe('');
    expect(await resultOf(card).innerText()).toBe('');
    expect(await card.locator('.exercise-hints > li, .exercise-solution > *').count()).toBe(0);
    // The next seed draws an exponent: its derivative is read off the question.
    const tex = (await card.locator('.exercise-prompt annotation').textContent()) ?? '';
    const factor = /\{e\}\^\{(-?\d*)/.exec(tex)?.[1] ?? expect.fail(tex);
    const number = factor === '-' ? -1 : Number(factor);
    await page.keyboard.type(`${number}e^(${number}x)`);
    await page.keyboard.press('Enter');
    expect(await resultOf(card).innerText()).toBe('Right.');
    expect(await card.locator('.exercise-done').innerText()).toBe('Done');
    expect(errors).toEqual([]);
    await close();
  });

  it('is as it was left after a reload, and new once progress is reset', async () => {
    const { page, errors, close } = await openPage(browser, PRACTICE, VIEWPORT);
    await opened(page);
    const place = placeOf('product-sine');
    const card = await cardAt(page, place);
    await card.getByRole('button', { name: 'Another one' }).click();
    const asked = await card.locator('.exercise-prompt').innerText();
    await answer(card, 'sin(x)');
    await card.getByRole('button', { name: /^Hint/ }).click();
    await card.getByRole('button', { name: 'Solution' }).click();
    const said = await resultOf(card).innerText();
    expect(said).toContain('Not yet.');
    const seen = await card.evaluate((element) => element.getBoundingClientRect().top);
    // The place is noted once scrolling has come to rest.
    await page.locator('.lesson-scroll').evaluate(async (scroller) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      sessionStorage.removeItem('gradscape.place');
      scroller.scrollBy(0, -40);
    });
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem('gradscape.place'))).not.toBeNull();

    await page.reload();
    await opened(page);
    const same = page.locator('.lesson-block').nth(place).locator('.exercise');
    // The chapter stands where it stood, up to what its pictures had not been drawn yet.
    await expect
      .poll(() => same.evaluate((element) => element.getBoundingClientRect().top))
      .toBeCloseTo(seen + 40, -1);
    expect(await same.locator('.exercise-prompt').innerText()).toBe(asked);
    expect(await same.getByRole('textbox').inputValue()).toBe('sin(x)');
    expect(await resultOf(same).innerText()).toBe(said);
    expect(await same.locator('.exercise-hints > li').count()).toBe(1);
    expect(await same.locator('.exercise-answer').count()).toBe(1);
    expect(await same.locator('.exercise-done').count()).toBe(0);

    await page.getByRole('button', { name: 'Contents of the course' }).click();
    await page.getByRole('button', { name: 'Reset progress' }).click();
    await page.waitForURL(/lesson=contents/);
    await page.goBack();
    await opened(page);
    const fresh = await cardAt(page, place);
    expect(await fresh.locator('.exercise-prompt').innerText()).not.toBe(asked);
    expect(await fresh.getByRole('textbox').inputValue()).toBe('');
    expect(await fresh.locator('.exercise-hints > li, .exercise-solution > *').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('takes numbers as fractions, expressions and rounded decimals, and stays done over a reload', async () => {
    const { page, errors, close } = await openPage(browser, PRACTICE, VIEWPORT);
    await opened(page);
    const place = placeOf('loss-mean-squared-error');
    const card = await cardAt(page, place);
    await answer(card, '(3.33, -0.667)');
    expect(await resultOf(card).innerText()).toBe('Right, to the digits you gave.');
    await answer(card, '(3.4, -2/3)');
    expect(await resultOf(card).innerText()).toBe('Not yet. Component 1 is wrong.');
    await answer(card, '(20/6, -sqrt(4)/3)');
    expect(await resultOf(card).innerText()).toBe('Right.');
    await page.reload();
    await opened(page);
    expect(await (await cardAt(page, place)).locator('.exercise-done').innerText()).toBe('Done');
    expect(errors).toEqual([]);
    await close();
  });
});
