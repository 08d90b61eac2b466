/** Playing a descent, or the training of a network: the bar below the picture, and what moves with it. */
import type { AppState, StatePatch } from '../../state/appState';
import type { Page } from '../../ui/page';
import { Playback } from '../../ui/playback';
import { descentStatus } from '../descent/descentView';
import { Player } from '../descent/player';
import type { NetworkScene } from '../network/landscape';
import { TrainingLoop, trainingStatus } from '../network/trainingLoop';
import type { Session } from '../session';
import { networkSceneOf } from '../subject/shownModel';

export class PlaybackPart {
  readonly #player: Player;
  readonly #bar: Playback;
  readonly #training: TrainingLoop;

  /** `onPlaying`: playing began or ended. */
  constructor(
    page: Page,
    private readonly session: Session,
    apply: (patch: StatePatch) => void,
    onPlaying: () => void,
  ) {
    this.#player = new Player({
      read: () => ({ ...this.#progress(), speed: session.state.descentSpeed }),
      show: (descentPosition) => apply({ descentPosition }),
      onPlaying,
    });
    this.#bar = new Playback(page.playback, {
      onPlaying: (playing) => this.#player.setPlaying(playing),
      onPosition: (descentPosition) => {
        this.stop();
        apply({ descentPosition });
      },
      onSpeed: (descentSpeed) => apply({ descentSpeed }),
    });
    this.#training = new TrainingLoop({
      read: () => ({ scene: networkOf(session), state: session.state }),
      onProgress: () => session.showProgress(),
      onCentre: () => session.remodel(),
    });
  }

  stop(): void {
    this.#player.setPlaying(false);
  }

  update(): void {
    const { state, descent } = this.session;
    const network = networkOf(this.session);
    const { position, length } = this.#progress();
    this.#bar.update(
      { ...state, descentPosition: position },
      {
        playing: this.#player.playing,
        length,
        status: network ? trainingStatus(network, state) : descentStatus(descent),
      },
    );
    this.#training.follow();
  }

  /** Where the descent or the training stands, and how far it can go. */
  #progress(): { position: number; length: number } {
    const { descentPosition, descentSteps }: AppState = this.session.state;
    const trainer = networkOf(this.session)?.trainer;
    const { values, outcome } = this.session.descent;
    const known = values.length - 1;
    // While it is under way it may still become as long as was asked for.
    if (trainer === undefined)
      return { position: descentPosition, length: outcome.kind === 'underway' ? descentSteps : known };
    const length = trainer.outcome === null ? Math.max(descentSteps, trainer.step) : trainer.step;
    return { position: Math.min(descentPosition, trainer.step), length };
  }
}

/** The network whose landscape is shown, where it is one. */
export function networkOf({ model }: Session): NetworkScene | null {
  return networkSceneOf(model);
}
