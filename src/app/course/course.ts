/** All of the course that is loaded with its first chapter: texts, exercises, blocks, and what reads them. */
import { pageStorage } from '../../ui/lesson/keptLocally';
import type { Progress } from '../../ui/lesson/progress';
import { LessonReader, type ReaderCallbacks } from '../../ui/lesson/reader';
import { Workbook } from '../../ui/lesson/workbook';
import type { BlockContext } from './blockContext';
import { mountBlock } from './mountBlock';

export { openChapter, withScene } from './openChapter';
export { situationOf } from './situation';

/** The reader in `host`, with all blocks there are. */
export function createReader(
  host: HTMLElement,
  progress: Progress,
  callbacks: Omit<ReaderCallbacks, 'mountBlock'>,
  blocks: Omit<BlockContext, 'steps'>,
): LessonReader {
  const memory = { progress, workbook: new Workbook(pageStorage()), tab: pageStorage('tab') };
  return new LessonReader(host, memory, {
    ...callbacks,
    mountBlock: (blockHost, block, steps) => mountBlock(blockHost, block, { ...blocks, steps }),
  });
}
