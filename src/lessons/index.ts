/** The course: its chapters in order. */
import type { Chapter } from './chapter';
import { derivative } from './derivative';
import { descent } from './descent';
import { gradient } from './gradient';
import { partials } from './partials';
import { rules } from './rules';

export * from './chapter';
export * from './commonFunctions';

export const CHAPTERS: readonly Chapter[] = [derivative, rules, partials, gradient, descent];

export function chapterNamed(id: string): Chapter | undefined {
  return CHAPTERS.find((chapter) => chapter.id === id);
}
