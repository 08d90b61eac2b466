/**
 * Trains on animation frames until the step asked for is reached, in slices that leave the page its time. Directions that take long
 * to find are found first, in slices too.
 */
import type { AppState } from '../../state/appState';
import { runFor } from '../portions';
import { isCentreDue, type NetworkScene } from './landscape';

/** At least half of a frame at 60 a second; where drawing takes longer, as long as it took, so that half of the time trains, but never so long that the page is felt to halt. */
const SLICE_MILLISECONDS = { least: 8, most: 50 } as const;

export interface TrainingSource {
  read(): { readonly scene: NetworkScene | null; readonly state: AppState };
  /** Steps were taken. */
  onProgress(): void;
  /** The step that is the middle of the landscape was reached, or the directions through it were found. */
  onCentre(): void;
}

export class TrainingLoop {
  #frame = 0;
  /** When the last slice ended; 0 before the first of a run. */
  #ended = 0;

  constructor(private readonly source: TrainingSource) {}

  /** To be called after every change: begins where there is something to train, and goes on by itself. */
  follow(): void {
    const { scene, state } = this.source.read();
    if (this.#frame !== 0) return;
    if (scene === null || (stepsDue(scene, state) === 0 && scene.plane.pending === undefined)) {
      this.#ended = 0;
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#advance();
    });
  }

  #advance(): void {
    const { scene, state } = this.source.read();
    if (scene === null) return;
    const { least, most } = SLICE_MILLISECONDS;
    const drawn = this.#ended === 0 ? 0 : performance.now() - this.#ended;
    const slice = Math.min(most, Math.max(least, drawn));
    const { pending } = scene.plane;
    if (pending !== undefined) {
      const isFound = runFor(pending, slice);
      this.#ended = performance.now();
      if (isFound) this.source.onCentre();
    } else {
      scene.trainer.advance(stepsDue(scene, state), slice);
      this.#ended = performance.now();
      if (isCentreDue(scene, state)) this.source.onCentre();
      else this.source.onProgress();
    }
    this.follow();
  }
}

/** How many steps are to be taken without a stop: to the middle of the landscape first, then to the step shown. */
export function stepsDue({ trainer }: NetworkScene, state: AppState): number {
  if (trainer.outcome !== null) return 0;
  const { landscapeStep, descentPosition } = state;
  const goal = trainer.step < landscapeStep ? landscapeStep : descentPosition;
  return Math.max(0, goal - trainer.step);
}

export interface TrainingStatus {
  readonly kind: 'info' | 'warning';
  readonly text: string;
}

/** What is worth saying of the training; undefined where it stands where it is wanted. */
export function trainingStatus(scene: NetworkScene, state: AppState): TrainingStatus | undefined {
  const { outcome, step } = scene.trainer;
  switch (outcome?.kind) {
    case 'diverged':
      return { kind: 'warning', text: `diverged at step ${outcome.step}: try a smaller learning rate` };
    case 'undefined':
      return { kind: 'warning', text: `the loss or its gradient is undefined after step ${outcome.step}` };
    case 'finished':
    case 'converged':
    case 'underway':
    case undefined:
      return stepsDue(scene, state) > 0
        ? {
            kind: 'info',
            text: `training: step ${step} of ${Math.max(state.descentPosition, state.landscapeStep)}`,
          }
        : undefined;
    default:
      return outcome satisfies never;
  }
}
