/** What a drawing of a network shows. Plain data: it knows neither models nor the state. */
export interface UnitMark {
  /** On the unit; '' for none. */
  readonly name: string;
  /** Beside it. */
  readonly lines: readonly string[];
  /** Null for inputs. */
  readonly bias: number | null;
  /** What it says when it is pointed at. */
  readonly detail: string;
}

export interface EdgeMark {
  /** The edge leads from column `layer` to the next. */
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly detail: string;
}

export interface NetworkDrawing {
  /** Inputs first. */
  readonly columns: readonly (readonly UnitMark[])[];
  readonly edges: readonly EdgeMark[];
  readonly description: string;
}
