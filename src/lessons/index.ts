/** The course: its chapters in order. */
import type { Chapter } from './chapter';
import { derivative } from './derivative';

export * from './chapter';

export const CHAPTERS: readonly Chapter[] = [derivative];

export function chapterNamed(id: string): Chapter | undefined {
  return CHAPTERS.find((chapter) => chapter.id === id);
}
