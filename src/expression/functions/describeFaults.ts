import { FAULTS } from './row';

/** The reasons in `faults`, in words, joined by commas; empty for 0. An overflow is named only where it is the sole reason. */
export function describeFaults(faults: number): string {
  const reasons = Object.values(FAULTS).filter(({ bit }) => (faults & bit) !== 0);
  const domain = reasons.filter(({ bit }) => bit !== FAULTS.notFinite.bit);
  return (domain.length > 0 ? domain : reasons).map(({ text }) => text).join(', ');
}
