/** The ways in for own data: the header's button, and files dropped on the page. The rest is loaded with the first use. */
import { acceptDrops } from '../../ui/fileDrops';
import type { Notices } from '../../ui/notices';
import { LazyPart } from '../lazyPart';
import type { Session } from '../session';
import type { OwnDataPanel, OwnDataUse } from './ownDataPanel';

export class OwnDataPart {
  readonly door: LazyPart<OwnDataPanel>;

  constructor(session: Session, notices: Pick<Notices, 'show'>, use: OwnDataUse) {
    this.door = new LazyPart(
      'The reader of data files',
      async () => new (await import('./ownDataPanel')).OwnDataPanel(session, use),
      notices,
    );
    acceptDrops((file) => void this.#openFile(file));
  }

  async open(): Promise<void> {
    const panel = await this.door.open(() => void this.open());
    panel?.open();
  }

  async #openFile(file: File): Promise<void> {
    const panel = await this.door.open(() => void this.#openFile(file));
    await panel?.openFile(file);
  }
}
