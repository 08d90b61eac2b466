/** The place of the workbenches beside the picture, which are loaded with the first subject that has one. */
import type { SubjectName } from '../../state/appState';
import type { Notices } from '../../ui/notices';
import type { Page } from '../../ui/page';
import { LazyPart } from '../lazyPart';
import type { BenchContext, Benches } from './benches';

const HAS_BENCH: Readonly<Record<SubjectName, boolean>> = {
  function: false,
  lossGrid: false,
  linear: true,
  logistic: true,
  network: true,
  typed: true,
};

export class BenchPart {
  readonly door: LazyPart<Benches>;

  /** `onReady`: the bench that the subject has is there now. */
  constructor(
    private readonly page: Page,
    private readonly context: BenchContext,
    notices: Pick<Notices, 'show'>,
    private readonly onReady: () => void,
  ) {
    this.door = new LazyPart(
      'The workbench',
      async () => new (await import('./benches')).Benches(page.bench, context),
      notices,
    );
  }

  get shown(): boolean {
    return this.door.here?.shown ?? false;
  }

  /** Resolves once the bench of the subject is there, or has failed to be, so that the page is first seen whole. */
  async prepare(): Promise<void> {
    if (this.#wanted) await this.door.open(() => void this.#load());
  }

  update(): void {
    if (this.door.here === null && this.#wanted) {
      void this.#load();
      return;
    }
    this.door.here?.update();
    this.page.setHasBench(this.shown);
  }

  get #wanted(): boolean {
    return HAS_BENCH[this.context.state().subject];
  }

  async #load(): Promise<void> {
    if (await this.door.open(() => void this.#load())) this.onReady();
  }
}
