/** The point in numbers and in words: the card of values, and the picture in a sentence. */
import type { Page } from '../../ui/page';
import { PictureText } from '../../ui/pictureText';
import { ReadoutCard } from '../../ui/readout';
import { displayName } from '../displayName';
import { cornerOf } from '../point/corner';
import { approximateGradient, faultText } from '../point/pointPicture';
import { SecondDerivativeProbe } from '../point/secondDerivatives';
import type { Session } from '../session';

export class PointReadings {
  readonly #card: ReadoutCard;
  readonly #text: PictureText;
  readonly #second = new SecondDerivativeProbe();

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
    const at = model.at(...state.point);
    const [x, y] = model.axes;
    this.#card.offerSecond(model.kind === 'formula');
    const values = {
      x: state.point[0],
      y: state.point[1],
      value: at.value,
      gradient: at.gradient,
      approximate: approximateGradient(model, state),
      fault: faultText(at),
      variables: [displayName(x), displayName(y)] as const,
      name: displayName(model.name),
      second: this.#card.wantsSecond
        ? this.#second.at(model, state.point, model.parameterValues(state))
        : null,
    };
    this.#card.update(values, state);
    const { fan } = this.session;
    const slope = (along: number): number => model.at(along, state.point[1]).gradient[0];
    this.#text.update({
      ...values,
      ofOne: model.ofOne,
      batches: fan ? { ...fan, count: fan.arrows.length } : undefined,
      direction: state.directionVisible ? state.direction : null,
      corner:
        model.ofOne && Number.isFinite(at.value) ? cornerOf(slope, state.point[0], state.domainX) : null,
    });
  }
}
