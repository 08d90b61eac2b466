/** The dialog for own data with what reads files: loaded when it is first opened. */
import type { StatePatch } from '../../state/appState';
import { OwnDataDialog } from '../../ui/ownDataDialog';
import { type Remembered, rememberOwnData } from '../data/ownData';
import type { Session } from '../session';
import { lossGridPatch } from '../subject/lossGridModel';
import { OwnDataImport } from './ownDataImport';
import { ownTablePatch } from './ownTable';

/** How long what was opened lasts, in words. */
const KEPT_TEXTS: Readonly<Record<Remembered['where'], string>> = {
  address: 'The link to this view holds the data whole.',
  browser: 'The data are kept in this browser: the link to this view works here and nowhere else.',
  page: 'This browser keeps no data, so they are gone when the page is closed; the file itself is untouched.',
};

export interface OwnDataUse {
  /** Shows the data: `patch` may be refused. */
  onUse(patch: () => StatePatch): void;
  /** Says how long they last. */
  onKept(text: string): void;
}

export class OwnDataPanel {
  readonly #import = new OwnDataImport();
  readonly #dialog: OwnDataDialog;

  constructor(
    private readonly session: Session,
    private readonly use: OwnDataUse,
  ) {
    this.#dialog = new OwnDataDialog({
      onFile: (file) => void this.openFile(file),
      onText: (text) => void this.openFile(new File([text], 'pasted text')),
      onChoice: (change) => {
        this.#import.choose(change);
        this.#dialog.update(this.#import.view);
      },
      onUse: () => void this.#use(),
    });
  }

  open(): void {
    this.#dialog.open();
  }

  async openFile(file: File): Promise<void> {
    await this.#import.open(file);
    this.#dialog.update(this.#import.view);
    this.#dialog.open();
  }

  async #use(): Promise<void> {
    const { data, model } = this.#import;
    if (data === null) return;
    const { reference, where } = await rememberOwnData(data);
    this.use.onUse(() =>
      data.kind === 'grid'
        ? lossGridPatch(reference, this.session.state)
        : ownTablePatch(reference, data.table, model),
    );
    this.#dialog.close();
    this.use.onKept(KEPT_TEXTS[where]);
  }
}
