/** The way of every control to the state: what is refused is said, and the control is set back. */
import { ExpressionError } from '../../expression';
import type { StatePatch } from '../../state/appState';
import { StateError } from '../../state/stateError';
import type { Notices } from '../../ui/notices';
import type { Session } from '../session';

export class Changes {
  /** `onRefused`: controls still show what was refused. */
  constructor(
    private readonly session: Session,
    private readonly notices: Pick<Notices, 'show'>,
    private readonly onRefused: () => void,
  ) {}

  /** Controls offer only what the state can take; what still is refused is said. */
  readonly apply = (patch: StatePatch | (() => StatePatch)): void => {
    try {
      this.session.update(typeof patch === 'function' ? patch() : patch);
    } catch (error) {
      if (error instanceof StateError)
        this.notices.show({ kind: 'warning', text: error.message, key: error.field });
      else if (error instanceof ExpressionError)
        this.notices.show({
          kind: 'warning',
          text: `The model does not fit: ${error.message}`,
          key: 'model',
        });
      else throw error;
      this.onRefused();
    }
  };

  /** Applies `patch`, or changes nothing and returns what is wrong with an expression in it. */
  readonly attempt = (patch: StatePatch): ExpressionError | null => {
    try {
      this.session.update(patch);
      return null;
    } catch (error) {
      if (error instanceof ExpressionError) return error;
      throw error;
    }
  };
}
