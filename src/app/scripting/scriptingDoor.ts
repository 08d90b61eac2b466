/** `window.gradscape`: how an embedding page, a lecture script or a test drives the page. Described in docs/scripting.md. */
import type { GridEngine } from '../../fields/gridRequest';
import type { AppState, StatePatch } from '../../state/appState';
import type { AccuracyReport } from '../accuracy/accuracyReport';
import type { Descent } from '../descent/descend';
import type { DescendQuery, EvaluateQuery, GridQuery, GridResult, PointAnswer } from './queries';

/** Raised by one where something that worked stops working. */
export const SCRIPTING_VERSION = 1;

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** Without `f` and `parameters`, the function shown is meant; without a domain, the one shown. */
export type PageEvaluateQuery = Optional<EvaluateQuery, 'f'>;
export type PageGridQuery = Optional<GridQuery, 'f' | 'nx' | 'ny' | 'x' | 'y'>;
export type PageDescendQuery = Optional<DescendQuery, 'f' | 'start'>;

export interface ScriptingDoor {
  readonly version: typeof SCRIPTING_VERSION;
  /** Resolves when the first picture is drawn. */
  readonly ready: Promise<void>;
  state(): AppState;
  /**
   * Changes the state; resolves when the picture shows it. The loss of a model on many rows is shown coarse first and sharpened while
   * nothing moves: this does not wait for that. Rejects with StateError or ExpressionError and changes nothing.
   */
  set(patch: StatePatch): Promise<void>;
  /** Resolves when the picture is as sharp as the state asks for. */
  settled(): Promise<void>;
  evaluate(query: PageEvaluateQuery): Promise<PointAnswer[]>;
  grid(query?: PageGridQuery): Promise<GridResult>;
  descend(query?: PageDescendQuery): Promise<Descent>;
  /** The engine that computed the picture shown, and what draws it. */
  engine(): {
    readonly name: GridEngine['name'];
    readonly description: string;
    /** 'none' where the browser offers no graphics at all. */
    readonly backend: 'webgpu' | 'webgl2' | 'none';
  };
  /**
   * How exact the GPU is and which functions are computed how; measures it where it has not been yet, which takes seconds.
   * Null where there is no GPU. Rejects with EngineError where the device was lost meanwhile.
   */
  accuracy(): Promise<AccuracyReport | null>;
  /** Frames drawn so far: it stands still while nothing changes. */
  frames(): number;
}

declare global {
  interface Window {
    gradscape: ScriptingDoor;
  }
}
