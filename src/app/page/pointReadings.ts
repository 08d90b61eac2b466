/** The point in numbers and in words: the card of values, and the picture in a sentence. */
import type { Interval } from '../../fields/grid';
import type { Page } from '../../ui/page';
import { PictureText } from '../../ui/pictureText';
import { ReadoutCard } from '../../ui/readout';
import type { SecondReadout } from '../../ui/secondReadout';
import { displayName } from '../displayName';
import { faultText } from '../point/pointPicture';
import { SecondDerivativeProbe } from '../point/secondDerivatives';
import { type RowWork, Search } from '../portions';
import type { Session } from '../session';

export class PointReadings {
  readonly #card: ReadoutCard;
  readonly #text: PictureText;
  readonly #second = new SecondDerivativeProbe();
  readonly #search: Search<RowWork, SecondReadout | string | null>;

  constructor(
    page: Page,
    private readonly session: Session,
    options: { readonly folded: boolean; onSecond(): void },
  ) {
    this.#card = new ReadoutCard(page.readout, options);
    this.#text = new PictureText(page.pictureText);
    this.#search = new Search(session.portions, 'second', () => this.update());
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
  #secondNow(): SecondReadout | string | null {
    const { state, model } = this.session;
    if (model.kind === 'samples') return null;
    const { point, parameters } = state;
    const steps = () => this.#second.at(model, point, model.parameterValues(state));
    return this.#search.of([model, point, parameters], steps) ?? 'being computed';
  }
}

function isWithin(value: number, [low, high]: Interval): boolean {
  return value >= low && value <= high;
}
