/** The course: its chapters in order. */

import { applications } from './applications';
import type { Chapter } from './chapter';
import { derivative } from './derivative';
import { descent } from './descent';
import { gradient } from './gradient';
import { partials } from './partials';
import { practice } from './practice';
import { rules } from './rules';

export * from './chapter';
export * from './commonFunctions';

export const CHAPTERS: readonly Chapter[] = [
  derivative,
  rules,
  partials,
  gradient,
  applications,
  practice,
  descent,
];

export function chapterNamed(id: string): Chapter | undefined {
  return CHAPTERS.find((chapter) => chapter.id === id);
}
