/**
 * The course beside the picture: contents or a chapter, its tasks, and the way on. A chapter is built once, when it is opened;
 * after that changes of the picture reach its tasks and blocks only, so reading is not disturbed by playing.
 */
import {
  type Block,
  CHAPTERS,
  type Chapter,
  CONTENTS,
  chapterNamed,
  type Part,
  type Situation,
} from '../../lessons';
import type { StatePatch } from '../../state/appState';
import { element, setText } from '../dom';
import { icon, iconButton } from '../icons';
import { contentsOf } from './contents';
import type { KeptStorage } from './keptLocally';
import { loadTypesetter, type Typesetter } from './markdown';
import type { Progress } from './progress';
import { ReadingPlace } from './readingPlace';
import { TaskCard } from './taskCard';
import type { BlockNotes, Workbook } from './workbook';
import './lesson.css';

/** Something interactive in the text, once it stands there. */
export interface MountedBlock {
  update(situation: Situation): void;
  dispose(): void;
}

/** The progress of one chapter and what was left in its fields, as its blocks see it. */
export interface ChapterSteps {
  has(step: string): boolean;
  complete(step: string): void;
  /** What was left in a block, by a key of its own within the chapter. */
  notes(block: string): BlockNotes;
  keep(block: string, notes: BlockNotes): void;
}

/** What the course keeps. */
export interface CourseMemory {
  readonly progress: Progress;
  readonly workbook: Workbook;
  /** Where the place of reading is kept: for this tab. */
  readonly tab: KeptStorage | null;
}

export interface ReaderCallbacks {
  /** Open a chapter, the contents (CONTENTS), or go back to the lab (''). */
  onChapter(id: string): void;
  onPatch(patch: StatePatch): void;
  onFold(): void;
  mountBlock(host: HTMLElement, block: Block, steps: ChapterSteps): MountedBlock;
}

export class LessonReader {
  readonly #memory: CourseMemory;
  readonly #callbacks: ReaderCallbacks;
  readonly #title = element('h2', { class: 'lesson-title', tabindex: '-1' });
  readonly #number = element('span', { class: 'lesson-number' });
  readonly #body = element('div', { class: 'lesson-body' });
  readonly #scroller = element('div', { class: 'lesson-scroll' }, this.#body);
  readonly #place: ReadingPlace;
  #shown: string | null = null;
  #situation: Situation | null = null;
  #tasks: TaskCard[] = [];
  #blocks: MountedBlock[] = [];

  constructor(host: HTMLElement, memory: CourseMemory, callbacks: ReaderCallbacks) {
    this.#memory = memory;
    this.#callbacks = callbacks;
    const contents = iconButton('list', 'Contents of the course');
    contents.addEventListener('click', () => callbacks.onChapter(CONTENTS));
    const fold = iconButton('back', 'Fold the course away');
    fold.classList.add('lesson-fold');
    fold.addEventListener('click', () => callbacks.onFold());
    const close = iconButton('close', 'Leave the course for the lab');
    close.addEventListener('click', () => callbacks.onChapter(''));
    host.replaceChildren(
      element(
        'header',
        { class: 'lesson-header' },
        contents,
        element('div', { class: 'lesson-heading' }, this.#number, this.#title),
        fold,
        close,
      ),
      this.#scroller,
    );
    this.#place = new ReadingPlace(this.#scroller, this.#body, memory.tab);
    this.#scroller.addEventListener('click', (event) => this.#follow(event));
  }

  /** Shows the chapter of the state, and tells what stands in it of the picture. */
  update(situation: Situation): void {
    this.#situation = situation;
    const { chapter } = situation.state;
    if (chapter !== this.#shown) {
      this.#shown = chapter;
      void this.#open(chapter);
      return;
    }
    for (const block of this.#blocks) block.update(situation);
    for (const task of this.#tasks) task.update(situation);
  }

  async #open(id: string): Promise<void> {
    this.#clear();
    if (id === '') return;
    const chapter = chapterNamed(id);
    setText(this.#number, chapter ? `Chapter ${CHAPTERS.indexOf(chapter) + 1}` : 'Course');
    setText(this.#title, chapter?.title ?? 'Derivatives, from the beginning');
    this.#scroller.scrollTop = 0;
    if (chapter === undefined) {
      this.#showContents(id);
      this.#place.open(id);
      return;
    }
    this.#body.append(element('p', { class: 'lesson-waiting' }, 'Opening the chapter…'));
    const typesetter = await loadTypesetter().catch((error: unknown) => {
      if (this.#shown === id) this.#showFailure(id, error);
      return null;
    });
    // Another chapter may have been opened meanwhile.
    if (typesetter === null || this.#shown !== id) return;
    this.#body.replaceChildren(
      ...chapter.parts.map((part) => this.#build(part, chapter, typesetter)),
      this.#pager(chapter),
    );
    this.#place.open(id);
    if (this.#situation !== null) this.update(this.#situation);
  }

  /** The text cannot be set: the connection may be gone. */
  #showFailure(id: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const again = element('button', { type: 'button', class: 'text-button' }, 'Try again');
    again.addEventListener('click', () => void this.#open(id));
    this.#body.replaceChildren(
      element('p', { role: 'alert' }, `The chapter could not be opened (${reason}).`),
      again,
    );
  }

  #clear(): void {
    for (const block of this.#blocks) block.dispose();
    this.#blocks = [];
    this.#tasks = [];
    this.#body.replaceChildren();
  }

  #showContents(id: string): void {
    const unknown = id === CONTENTS ? [] : [element('p', {}, `There is no chapter called “${id}”.`)];
    this.#body.replaceChildren(
      ...unknown,
      contentsOf(CHAPTERS, this.#memory, {
        onChapter: (chosen) => this.#callbacks.onChapter(chosen),
        onReset: () => {
          this.#memory.progress.reset();
          this.#memory.workbook.reset();
          this.#showContents(id);
        },
      }),
    );
  }

  #build(part: Part, chapter: Chapter, typesetter: Typesetter): HTMLElement {
    const { progress, workbook } = this.#memory;
    switch (part.kind) {
      case 'text': {
        const prose = element('div', { class: 'lesson-text' });
        prose.innerHTML = typesetter.block(part.markdown);
        return prose;
      }
      case 'show':
        return element(
          'p',
          { class: 'lesson-show' },
          ...part.choices.map(({ label, patch }) => {
            const button = element('button', { type: 'button', class: 'show-button' }, icon('play'), label);
            button.addEventListener('click', () => this.#callbacks.onPatch(patch));
            return button;
          }),
        );
      case 'task': {
        const step = `${chapter.id}/${part.id}`;
        const card = new TaskCard(part, progress.has(step), typesetter, {
          onSolution: () => this.#callbacks.onPatch(part.solution),
          onDone: () => progress.complete(step),
        });
        this.#tasks.push(card);
        return card.root;
      }
      case 'block': {
        const host = element('div', { class: 'lesson-block' });
        this.#blocks.push(
          this.#callbacks.mountBlock(host, part.block, {
            has: (step) => progress.has(`${chapter.id}/${step}`),
            complete: (step) => progress.complete(`${chapter.id}/${step}`),
            notes: (key) => workbook.notes(`${chapter.id}/${key}`),
            keep: (key, notes) => workbook.keep(`${chapter.id}/${key}`, notes),
          }),
        );
        return host;
      }
      default:
        return part satisfies never;
    }
  }

  /** Back, contents and on, at the end of a chapter. */
  #pager(chapter: Chapter): HTMLElement {
    const place = CHAPTERS.indexOf(chapter);
    const link = (target: Chapter | undefined, word: string, side: string): HTMLElement => {
      if (target === undefined) return element('span');
      return element(
        'a',
        { href: `#lesson=${target.id}`, class: `pager-link pager-${side}` },
        element('small', {}, word),
        target.title,
      );
    };
    return element(
      'nav',
      { class: 'lesson-pager', 'aria-label': 'Chapters' },
      link(CHAPTERS[place - 1], 'Before', 'before'),
      link(CHAPTERS[place + 1], 'Next', 'next'),
    );
  }

  /** Links to chapters open them here, with everything else of the page as it is. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const id = link?.getAttribute('href')?.match(/^#lesson=([a-z-]+)$/)?.[1];
    if (id === undefined) return;
    event.preventDefault();
    this.#callbacks.onChapter(id);
    this.#title.focus({ preventScroll: true });
  }
}
