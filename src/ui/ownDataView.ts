/** What the dialog for own data shows and what can be chosen in it. It reads no files: the app does. */
import type { GridForm } from '../io/gridSamples';
import type { Separator, TextOptions } from '../io/separatedText';

export const TABLE_MODELS = ['linear', 'logistic', 'typed', 'network'] as const;
export type TableModel = (typeof TABLE_MODELS)[number];

/** How the file is to be read; the dialog sends changes of it. */
export interface OwnDataChoice {
  /** What the file is: a loss that was computed elsewhere, or rows to learn from. */
  readonly use: 'grid' | 'table';
  /** Columns of a table that are learned from, and the one that is learned; null for the usual ones. */
  readonly features: readonly string[] | null;
  readonly target: string | null;
  /** `auto`: what suits the columns. */
  readonly model: TableModel | 'auto';
  readonly text: TextOptions;
  readonly form: GridForm | 'auto';
  /** Ranges of the coordinates of a matrix without any. */
  readonly x: readonly [low: number, high: number] | null;
  readonly y: readonly [low: number, high: number] | null;
  readonly transposed: boolean;
  /** Names of the coordinates, where they differ from the file's. */
  readonly nameX: string | null;
  readonly nameY: string | null;
  /** Arrays of an archive: coordinates ('' for none) and loss. */
  readonly arrayX: string;
  readonly arrayY: string;
  readonly arrayLoss: string;
}

export interface OwnDataPreview {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What of the file is left out of the preview; empty where nothing is. */
  readonly more: string;
}

export interface OwnDataView {
  /** Null before a file is open. */
  readonly file: string | null;
  readonly choice: OwnDataChoice;
  /** What was found: `51 × 51 samples, w from -1 to 1, b from 0 to 2`. */
  readonly facts: readonly string[];
  /** Why the file cannot be read, or not in this way. */
  readonly error: string | null;
  /** What the separator was found to be; undefined where the file is no text. */
  readonly text:
    | { readonly separator: Separator; readonly hasHeader: boolean; readonly decimal: 'point' | 'comma' }
    | undefined;
  /** Names and descriptions of an archive's arrays; undefined where the file is none. */
  readonly arrays: readonly { readonly name: string; readonly note: string }[] | undefined;
  /** The grid as read; undefined where it cannot be. */
  readonly grid:
    | {
        readonly form: GridForm;
        readonly nameX: string;
        readonly nameY: string;
        readonly x: readonly [number, number];
        readonly y: readonly [number, number];
      }
    | undefined;
  /** The table as read; undefined where it is not asked for or cannot be. */
  readonly table:
    | {
        /** What can be used, with what it becomes or stands for. */
        readonly columns: readonly { readonly name: string; readonly note: string }[];
        /** `isMistaken`: it is of numbers, and only some cell of it is not. */
        readonly refused: readonly {
          readonly name: string;
          readonly reason: string;
          readonly isMistaken: boolean;
        }[];
        readonly features: readonly string[];
        readonly target: string;
        readonly model: TableModel;
      }
    | undefined;
  readonly preview: OwnDataPreview | null;
  /** Whether what is chosen can be used as it is. */
  readonly ready: boolean;
}
