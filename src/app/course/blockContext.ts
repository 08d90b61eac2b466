/** What the blocks of the course are given: the page as it is, and the one way to change it. */
import type { Situation } from '../../lessons';
import type { StatePatch } from '../../state/appState';
import type { ChapterSteps } from '../../ui/lesson/reader';
import type { ResolvedTheme } from '../../ui/page';
import type { Microscope } from '../microscope/microscope';
import type { ShownModel } from '../subject/shownModel';

export interface BlockContext {
  model(): ShownModel;
  theme(): ResolvedTheme;
  apply(patch: StatePatch): void;
  readonly microscope: Microscope;
  readonly steps: ChapterSteps;
}

/** Builds a block into `host`. */
export type BlockFactory<B> = (
  host: HTMLElement,
  context: BlockContext,
  block: B,
) => { update(situation: Situation): void; dispose(): void };
