/** The point in numbers and in words: the card of values, and the picture in a sentence. */
import type { Steps } from '../../engines/cpu/steps';
import type { Interval } from '../../fields/grid';
import type { AppState } from '../../state/appState';
import type { Page } from '../../ui/page';
import { PictureText } from '../../ui/pictureText';
import { ReadoutCard } from '../../ui/readout';
import type { SecondReadout } from '../../ui/secondReadout';
import { displayName } from '../displayName';
import { faultText } from '../point/pointPicture';
import { SecondDerivativeProbe } from '../point/secondDerivatives';
import type { Session } from '../session';
import type { ShownModel } from '../subject/shownModel';

/** Second derivatives, found or being looked for, and where. */
interface Looked extends Pick<AppState, 'point' | 'parameters'> {
  readonly model: ShownModel;
  found: SecondReadout | string | null;
}

export class PointReadings {
  readonly #card: ReadoutCard;
  readonly #text: PictureText;
  readonly #second = new SecondDerivativeProbe();
  #looked: Looked | null = null;

  constructor(
    page: Page,
    private readonly session: Session,
    options: { readonly folded: boolean; onSecond(): void },
  ) {
    this.#card = new ReadoutCard(page.readout, options);
    this.#text = new PictureText(page.pictureText);
  }

  /** Leaves more room to the picture. */
  fold(): void {
    this.#card.setFolded(true);
  }

  update(): void {
    const { state, model } = this.session;
    const { value, gradient, approximate, corner, pending, ...at } = this.session.point;
    const [x, y] = model.axes;
    this.#card.offerSecond(model.kind === 'formula');
    const values = {
      x: state.point[0],
      y: state.point[1],
      value,
      gradient,
      approximate,
      pending,
      fault: faultText({ ...at, value, gradient }),
      variables: [displayName(x), displayName(y)] as const,
      name: displayName(model.name),
      second: this.#card.wantsSecond ? this.#secondNow() : null,
    };
    this.#card.update(values, state);
    const { fan } = this.session;
    this.#text.update({
      ...values,
      ofOne: model.ofOne,
      outside:
        !isWithin(state.point[0], state.domainX) || !(model.ofOne || isWithin(state.point[1], state.domainY)),
      empty: this.session.picture.computed?.summary.defined === 0,
      batches: fan ? { ...fan, count: fan.arrows.length } : undefined,
      direction: state.directionVisible ? state.direction : null,
      corner,
    });
  }

  /** What is known of the second derivatives by now; of a loss over many rows they come later. */
  #secondNow(): Looked['found'] {
    const { state, model, portions } = this.session;
    const { point, parameters } = state;
    const last = this.#looked;
    if (last?.model === model && last.point === point && last.parameters === parameters) return last.found;
    const looked: Looked = { model, point, parameters, found: 'being computed' };
    const steps = this.#second.at(model, point, model.parameterValues(state));
    this.#looked = looked;
    function* look(): Steps<void> {
      looked.found = yield* steps;
    }
    portions.start('second', look(), () => this.update());
    return looked.found;
  }
}

function isWithin(value: number, [low, high]: Interval): boolean {
  return value >= low && value <= high;
}
