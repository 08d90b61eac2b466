// The whole course in a real browser, chapter by chapter: it reads, it plays, it checks itself and the answers of its reader, and
// it can be used by everybody. What an exercise does besides is in exercises.test.ts.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAPTERS, type Chapter, CONTENTS, stepsOf } from '../../src/lessons';
import { makeExercise } from '../../src/lessons/exercises';
import { violations, withAxe } from '../support/accessibility';
import { ANSWERS } from '../support/answers';
import { GRAPHICS_MODES, type GraphicsMode, launch, openPage, PHONE, screenshot } from '../support/browser';
import { answer, cardAt, coloursOfPicture, exercisesIn, resultOf, wordsOf } from '../support/exerciseCard';
import { ENGINE, ready } from '../support/pageDriver';
import { coloredLike, pixelsOf } from '../support/pixels';

/** Small, because software draws every pixel; wide enough for text and picture beside each other. */
const VIEWPORT = { width: 1000, height: 640 };
/** Samples along each side where the picture is no matter of sharpness: software draws every triangle as well. */
const COARSE = { resolution: 33 };

/** Of the chapter of exercises, besides the notebook's own: some of each level. */
const PRACTISED: ReadonlySet<string> = new Set([
  ...['trigonometric-sum', 'quotient-linear', 'tangent-polynomial', 'critical-parabola'],
  ...['critical-cubic', 'second-mixed', 'partial-three', 'gradient-at-sine', 'exponential-general'],
]);
/** Of the arrow in a direction of one's own. */
const SKY_BLUE = [0x56, 0xb4, 0xe9] as const;
/** Two answers to each of some twenty exercises take a while where software draws the picture beside them. */
const WALK_MILLISECONDS = 400_000;

/** Waits until the chapter stands there, with its way on at the end. */
async function openChapter(page: Page, id: string, title: string): Promise<void> {
  await page.evaluate((chapter) => {
    const kept = location.hash.match(/engine=\w+|theme=\w+/g) ?? [];
    location.hash = ['v=1', ...kept, `lesson=${chapter}`].join('&');
  }, id);
  await page.locator('.lesson-title', { hasText: title }).waitFor();
  await page.locator('.lesson-pager').waitFor();
  await page.evaluate(() => window.gradscape.settled());
}

/**
 * The exercises of a chapter that the walk answers: all, but of the chapter of exercises some. What judges and draws them
 * is the same for both engines; where the other one has answered all, the first of a chapter shows that it works here.
 */
function answeredIn(chapter: Chapter, mode: GraphicsMode): ReturnType<typeof exercisesIn> {
  const answered = exercisesIn(chapter).filter(
    ({ reference: { template } }) =>
      chapter.id !== 'practice' ||
      template.startsWith('notebook-') ||
      template === 'loss-mean-squared-error' ||
      PRACTISED.has(template),
  );
  return mode === 'webgl2' ? answered : answered.slice(0, 1);
}

/** Answers as one does who makes the likely slip, and then rightly. */
async function answerAll(page: Page, exercises: ReturnType<typeof exercisesIn>): Promise<void> {
  for (const { place, reference } of exercises) {
    const { template } = reference;
    const { wrong, slip, right } = ANSWERS[template] ?? expect.fail(`no answers to ${template}`);
    const card = await cardAt(page, place);
    const result = resultOf(card);
    await answer(card, wrong);
    expect(await result.innerText(), template).toContain('Not yet.');
    expect(await result.textContent(), template).toContain(wordsOf(slip));
    // Functions are drawn, numbers are not.
    if (makeExercise(reference).variables.length > 0) {
      await expect.poll(() => coloursOfPicture(card), { message: template }).toBeGreaterThan(1);
      const picture = card.locator('.exercise-picture').getByRole('img');
      expect(await picture.getAttribute('aria-label'), template).toMatch(
        /^(Component \d of your|Your) answer minus (that of )?the right one/,
      );
    } else {
      expect(await card.locator('.exercise-picture').isVisible(), template).toBe(false);
    }
    await answer(card, right);
    expect(await result.innerText(), template).toMatch(/^Right/);
    expect(await card.locator('.exercise-done').innerText(), template).toBe('Done');
    expect(await card.locator('.exercise-picture').isVisible(), template).toBe(false);
  }
}

/** Formulas in the text whose punctuation stands on another line than their end, at any of many widths of the column. */
async function partedMarks(page: Page): Promise<readonly string[]> {
  return page.locator('.lesson-body').evaluate((body) => {
    const formulas = [...body.querySelectorAll('.lesson-text .katex, .task .katex')].filter(
      (formula) => !formula.closest('.lesson-formula'),
    );
    const parted = new Set<string>();
    const widest = body.clientWidth;
    for (let width = widest - 100; width <= widest; width += 4) {
      body.style.width = `${width}px`;
      for (const formula of formulas) {
        const next = document.evaluate('following::text()[1]', formula, null, 9).singleNodeValue;
        if (!(next instanceof Text) || !/^[.,;:!?)]/.test(next.data)) continue;
        const range = document.createRange();
        range.setStart(next, 0);
        range.setEnd(next, 1);
        const end = formula.querySelector('.katex-html > .katex-base:last-child')?.getBoundingClientRect();
        const mark = range.getBoundingClientRect();
        if (end !== undefined && mark.height > 0 && (mark.left < end.left || mark.top >= end.bottom)) {
          parted.add(`${formula.querySelector('annotation')?.textContent} ${next.data.slice(0, 12)}`);
        }
      }
    }
    body.style.width = '';
    return [...parted];
  });
}

describe.each(GRAPHICS_MODES)('the course with %s', (mode) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(mode);
  });
  afterAll(async () => {
    await browser.close();
  });

  it(
    'is walked from chapter to chapter, each with its picture, its tasks done, its exercises answered, and all of it remembered',
    async () => {
      const { page, errors, close } = await openPage(browser, `#v=1&${ENGINE[mode]}`, VIEWPORT);
      await ready(page);
      await page.getByRole('button', { name: 'Course' }).click();
      await expect.poll(() => page.evaluate(() => location.hash)).toContain(`lesson=${CONTENTS}`);
      for (const chapter of CHAPTERS) {
        await openChapter(page, chapter.id, chapter.title);
        const shown = await page.evaluate(() => window.gradscape.state());
        expect({ ...shown, ...chapter.scene, parameters: shown.parameters }).toEqual(shown);
        expect(await page.locator('.lesson .katex-error').count()).toBe(0);
        await screenshot(page, `${mode}-course-${chapter.id}`);
        await page.evaluate((coarse) => window.gradscape.set(coarse), COARSE);
        for (const card of await page.locator('.task').all()) {
          expect(await card.getByRole('status').innerText()).toBe('Not yet');
          await card.getByRole('button', { name: 'Show me' }).click();
          // A network is trained for some of them.
          await expect
            .poll(() => card.getByRole('status').innerText(), {
              timeout: 60_000,
              message: `${chapter.id}: ${await card.locator('.task-prompt').innerText()}`,
            })
            .toBe('Done');
        }
        await answerAll(page, answeredIn(chapter, mode));
      }
      await page.getByRole('button', { name: 'Contents of the course' }).click();
      const marks = page.locator('.contents-progress');
      const expectMarks = async (): Promise<void> => {
        await expect.poll(() => marks.count()).toBe(CHAPTERS.length);
        for (const [index, chapter] of CHAPTERS.entries()) {
          const steps = stepsOf(chapter).length;
          const tasks = chapter.parts.filter(({ kind }) => kind === 'task').length;
          const done = tasks + answeredIn(chapter, mode).length;
          const said = done === steps ? 'all done' : `${done} of ${steps} done`;
          expect(await marks.nth(index).innerText()).toBe(said);
        }
      };
      await expectMarks();
      await expect.poll(() => page.evaluate(() => location.hash)).toContain(`lesson=${CONTENTS}`);
      await page.reload();
      await ready(page);
      await expectMarks();
      await page.getByRole('button', { name: 'Reset progress' }).click();
      expect(await marks.first().innerText()).toMatch(/^0 of \d+ done/);
      expect(errors).toEqual([]);
      await close();
    },
    WALK_MILLISECONDS,
  );
});

describe.each(GRAPHICS_MODES)('a direction with %s', (mode) => {
  it('is an arrow at the point, turned by keys in the chapter, with the slope that way at its tip and in words', async () => {
    const browser = await launch(mode);
    const { page, errors, close } = await openPage(browser, `#v=1&${ENGINE[mode]}`, VIEWPORT);
    await ready(page);
    await openChapter(page, 'gradient', 'The gradient');
    const slope = page.locator('.tangent-label', { hasText: 'Duf = ' });
    await expect.poll(() => slope.innerText()).toBe('Duf = 2');
    const stage = await page.locator('#stage').boundingBox();
    if (stage === null) throw new Error('no stage');
    const shown = async (patch: Parameters<typeof window.gradscape.set>[0]) => {
      await page.evaluate((given) => window.gradscape.set(given), patch);
      return pixelsOf(page, stage);
    };
    // The arrow is the only thing of its colour on the map.
    const none = coloredLike(await shown({ directionVisible: false }), SKY_BLUE);
    const right = coloredLike(await shown({ directionVisible: true, direction: 0 }), SKY_BLUE);
    const up = coloredLike(await shown({ direction: 90 }), SKY_BLUE);
    expect(none.count).toBe(0);
    expect(right.count).toBeGreaterThan(100);
    expect(right.width).toBeGreaterThan(1.5 * right.height);
    expect(up.height).toBeGreaterThan(1.5 * up.width);
    const slider = page.getByRole('slider', { name: 'Direction, degrees' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => window.gradscape.state().direction)).toBe(91);
    await expect.poll(() => slope.innerText()).toBe('Duf = 1.93');
    await expect
      .poll(() => page.locator('#picture-text').innerText())
      .toMatch(/at an angle of 91°, rising at 1\.93 per unit\.$/);
    // Aslant it lies on the surface as well.
    const aslant = await shown({
      surfaceVisible: true,
      cameraElevation: 32,
      cameraAzimuth: -60,
      direction: 0,
    });
    expect(coloredLike(aslant, SKY_BLUE).count).toBeGreaterThan(100);
    await screenshot(page, `${mode}-direction`);
    expect(errors).toEqual([]);
    await close();
    await browser.close();
  });
});

describe('reading', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch('webgl2');
  });
  afterAll(async () => {
    await browser.close();
  });

  it('is not disturbed by playing, and going back leads to where one was', async () => {
    const [first, second] = CHAPTERS;
    if (first === undefined || second === undefined) throw new Error('the course has no two chapters');
    const { page, errors, close } = await openPage(browser, `#lesson=${first.id}`, VIEWPORT);
    await ready(page);
    await page.locator('.lesson-pager').waitFor();
    const scroller = page.locator('.lesson-scroll');
    await scroller.evaluate((element) => element.scrollTo(0, 300));
    await page.evaluate(() => window.gradscape.set({ point: [2, 0], derivativeStep: 0.01 }));
    expect(await scroller.evaluate((element) => element.scrollTop)).toBe(300);
    // The picture in words follows, once it has come to rest.
    await expect
      .poll(() => page.locator('#picture-text').innerText())
      .toBe('f at x = 2 is 4, rising at 4 per unit of x.');
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('p=2,0');
    await page.locator('.pager-next').click();
    await page.locator('.lesson-title', { hasText: second.title }).waitFor();
    await expect.poll(() => page.evaluate(() => location.hash)).toContain(`lesson=${second.id}`);
    await page.goBack();
    await page.locator('.lesson-title', { hasText: first.title }).waitFor();
    expect((await page.evaluate(() => window.gradscape.state())).point).toEqual([2, 0]);
    await page.getByRole('button', { name: 'Fold the course away' }).click();
    expect(await page.locator('#lesson').isVisible()).toBe(false);
    expect(errors).toEqual([]);
    await close();
  });

  it('works on a phone, with the chapter below the picture', async () => {
    const { page, errors, close } = await openPage(browser, '#lesson=gradient', PHONE);
    await ready(page);
    await page.locator('.lesson-pager').waitFor();
    expect(await page.getByRole('tab', { name: 'Course' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const overflow = await page
      .locator('.lesson-scroll')
      .evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await screenshot(page, 'course-phone');
    for (const chapter of CHAPTERS) {
      await openChapter(page, chapter.id, chapter.title);
      expect(await partedMarks(page), chapter.id).toEqual([]);
    }
    expect(errors).toEqual([]);
    await close();
  });

  it('breaks no rule of accessibility in any chapter, light or dark', async () => {
    const opened = await openPage(browser, '', VIEWPORT);
    const { page, errors, close } = opened;
    await withAxe(page);
    await page.reload();
    await ready(page);
    for (const chapter of CHAPTERS) {
      await openChapter(page, chapter.id, chapter.title);
      await page.evaluate((coarse) => window.gradscape.set({ ...coarse, theme: 'light' }), COARSE);
      // The panel and the header are the same in all of them.
      const where = chapter === CHAPTERS[0] ? ['html'] : ['#lesson', '#stage'];
      expect(await violations(page, where), chapter.id).toEqual([]);
      // Nothing but the colours depends on the theme.
      await page.evaluate(() => window.gradscape.set({ theme: 'dark' }));
      expect(await violations(page, where, ['color-contrast']), `${chapter.id}, dark`).toEqual([]);
    }
    expect(errors).toEqual([]);
    await close();
  });
});
