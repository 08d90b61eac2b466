/** The course: its chapters in order. */
import type { Chapter } from './chapter';
import { derivative } from './derivative';
import { rules } from './rules';

export * from './chapter';
export * from './commonFunctions';

export const CHAPTERS: readonly Chapter[] = [derivative, rules];

export function chapterNamed(id: string): Chapter | undefined {
  return CHAPTERS.find((chapter) => chapter.id === id);
}
