/** The table of contents: chapters in order, with how much of each is done. */
import { type Chapter, stepsOf } from '../../lessons';
import { element } from '../dom';
import { icon } from '../icons';
import type { Progress } from './progress';
import type { Workbook } from './workbook';

export interface ContentsCallbacks {
  onChapter(id: string): void;
  onReset(): void;
}

export function contentsOf(
  chapters: readonly Chapter[],
  { progress, workbook }: { readonly progress: Progress; readonly workbook: Workbook },
  callbacks: ContentsCallbacks,
): HTMLElement {
  const rows = chapters.map((chapter, index) => {
    const open = element(
      'a',
      { href: `#lesson=${chapter.id}`, class: 'contents-link' },
      element('span', { class: 'contents-number', 'aria-hidden': 'true' }, String(index + 1)),
      element(
        'span',
        { class: 'contents-title' },
        chapter.title,
        element('small', {}, chapter.summary),
        progressOf(chapter, progress),
      ),
    );
    open.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      callbacks.onChapter(chapter.id);
    });
    return element('li', {}, open);
  });
  const begun = !workbook.isEmpty || chapters.some((chapter) => progress.count(stepsOf(chapter)) > 0);
  const reset = element('button', { type: 'button', class: 'text-button' }, 'Reset progress');
  reset.disabled = !begun;
  reset.addEventListener('click', () => callbacks.onReset());
  return element(
    'div',
    { class: 'contents' },
    element(
      'p',
      { class: 'contents-lead' },
      'From what a derivative is to how machines learn by it. Each page of text sets a picture, and the picture is yours to move: every point can be dragged, every function replaced.',
    ),
    element('ol', { class: 'contents-list' }, ...rows),
    element(
      'p',
      { class: 'contents-foot' },
      'What you have done and written is remembered in this browser only. ',
      reset,
    ),
  );
}

function progressOf(chapter: Chapter, progress: Progress): HTMLElement {
  const steps = stepsOf(chapter);
  const done = progress.count(steps);
  if (done > 0 && done === steps.length) {
    return element('span', { class: 'contents-progress contents-done' }, icon('check'), 'all done');
  }
  return element('span', { class: 'contents-progress' }, `${done} of ${steps.length} done`);
}
