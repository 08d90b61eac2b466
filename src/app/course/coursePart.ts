/** The course as the page knows it before it is there: chapters are opened here, and what they are made of is loaded. */
import { CONTENTS } from '../../lessons/chapter';
import type { AppState } from '../../state/appState';
import { DEFAULT_STATE } from '../../state/schema';
import { type ReadState, writeFragment } from '../../state/urlCodec';
import type { Progress } from '../../ui/lesson/progress';
import type { LessonReader } from '../../ui/lesson/reader';
import type { Notices } from '../../ui/notices';
import type { Page } from '../../ui/page';
import { LazyPart } from '../lazyPart';
import type { Session } from '../session';
import type { BlockContext } from './blockContext';

export type CourseDoor = LazyPart<typeof import('./course')>;

export function courseDoor(notices: Pick<Notices, 'show'>): CourseDoor {
  return new LazyPart('The course', () => import('./course'), notices);
}

/**
 * What an address shows: of one that names a chapter and no picture, the chapter's own. Where the course cannot be loaded, the
 * picture alone, and `retry` is offered.
 */
export async function sceneOf(
  read: ReadState,
  door: CourseDoor,
  retry: (chapter: string) => void,
): Promise<ReadState> {
  const { chapter } = read.state;
  if (chapter === '') return read;
  const course = await door.open(
    () => retry(chapter),
    () => addressOf(chapter, read.state),
  );
  return course ? course.withScene(read) : { ...read, state: { ...read.state, chapter: '' } };
}

/** Opens a chapter with its own picture, in the theme of `state`. */
function addressOf(chapter: string, { theme }: AppState): string {
  return writeFragment({ ...DEFAULT_STATE, theme, chapter });
}

export interface CourseContext extends Omit<BlockContext, 'steps'> {
  readonly page: Page;
  readonly session: Session;
  readonly progress: Progress;
  /** A chapter, the contents or the lab ('') is about to be shown. */
  onOpen(id: string): void;
  /** Where the course stands beside the picture has changed, and nothing else. */
  onFold(): void;
}

export class CoursePart {
  #reader: LessonReader | null = null;
  #last: string = CONTENTS;
  #opening = 0;

  constructor(
    readonly door: CourseDoor,
    private readonly context: CourseContext,
  ) {}

  /** Opens a chapter, the contents (CONTENTS), or the lab ('') with the picture as it is. The newest wish wins. */
  async open(id: string): Promise<void> {
    const mine = ++this.#opening;
    const { session, onOpen } = this.context;
    const again = () => void this.open(id);
    const course = id === '' ? null : await this.door.open(again, () => addressOf(id, session.state));
    if (mine !== this.#opening || (course === null && id !== '')) return;
    onOpen(id);
    const state = course ? course.openChapter(session.state, id) : { ...session.state, chapter: '' };
    session.restore({ state, problems: [] });
  }

  /** Unfolds the chapter that was read last, or folds it away. */
  async toggle(open: boolean): Promise<void> {
    const { page, session, onFold } = this.context;
    if (session.state.chapter === '') return this.open(this.#last);
    page.setLessonOpen(open);
    onFold();
  }

  update(): void {
    const { page, session } = this.context;
    const { chapter } = session.state;
    if (chapter !== '') this.#last = chapter;
    page.setInCourse(chapter !== '');
    if (chapter === '' && this.#reader === null) return;
    if (this.door.here === null) void this.#load();
    else this.#updateReader(this.door.here);
  }

  async #load(): Promise<void> {
    const course = await this.door.open(() => void this.#load());
    if (course) this.#updateReader(course);
  }

  #updateReader({ createReader, situationOf }: typeof import('./course')): void {
    const { page, session, progress, apply, onFold } = this.context;
    this.#reader ??= createReader(
      page.lesson,
      progress,
      {
        onChapter: (id) => void this.open(id),
        onPatch: apply,
        onFold: () => {
          page.setLessonOpen(false);
          onFold();
        },
      },
      this.context,
    );
    this.#reader.update(situationOf(session.state, session.model, session.point, session.descent));
  }
}
