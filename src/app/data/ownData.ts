/**
 * Own data by the references that the state holds: the whole of a small one, `id:` and the name of the content of a larger
 * one. Contents never change, so that what was once looked up is right for good.
 */
import { DataFileError } from '../../io/dataFileError';
import {
  contentId,
  countNumbers,
  MAX_NUMBERS_IN_ADDRESS,
  type OwnData,
  readOwnData,
  writeOwnData,
} from '../../io/ownData';
import { keepOwnData, recallOwnData } from '../../io/ownDataStore';
import { MAX_OWN_DATA } from '../../state/schema';
import { StateError } from '../../state/stateError';

const BY_ID = 'id:';

const known = new Map<string, OwnData>();

/** The data that `reference` stands for. Throws StateError where they are not here: see `fetchOwnData`. */
export function ownDataOf(reference: string): OwnData {
  const found = known.get(reference);
  if (found !== undefined) return found;
  if (reference.startsWith(BY_ID))
    throw new StateError(
      'own data',
      reference,
      'kept by this browser: the link was made in another one, or the data was let go of; open the file again',
    );
  try {
    const data = readOwnData(reference);
    known.set(reference, data);
    return data;
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    throw new StateError('own data', reference, 'data as a link holds them');
  }
}

export interface Remembered {
  /** What the state refers to the data by. */
  readonly reference: string;
  /** 'address': a link holds all of it; 'browser': this browser keeps it; 'page': nothing does beyond this visit. */
  readonly where: 'address' | 'browser' | 'page';
}

/** Makes `data` known for this visit, and returns what the state refers to them by. */
export function holdOwnData(data: OwnData): string {
  const whole = countNumbers(data) <= MAX_NUMBERS_IN_ADDRESS ? writeOwnData(data) : '';
  const inAddress = whole !== '' && whole.length <= MAX_OWN_DATA;
  const reference = inAddress ? whole : `${BY_ID}${contentId(data)}`;
  known.set(reference, data);
  return reference;
}

/** Keeps the data held as `reference` for later visits, where the address does not hold them anyway. */
export async function keepHeldData(reference: string): Promise<Remembered['where']> {
  if (!reference.startsWith(BY_ID)) return 'address';
  const data = known.get(reference);
  return data && (await keepOwnData(reference.slice(BY_ID.length), data)) ? 'browser' : 'page';
}

/** Makes `data` known and keeps it for later visits. */
export async function rememberOwnData(data: OwnData): Promise<Remembered> {
  const reference = holdOwnData(data);
  return { reference, where: await keepHeldData(reference) };
}

/** Looks up what `reference` names, so that `ownDataOf` finds it. Resolves also where there is nothing. */
export async function fetchOwnData(reference: string): Promise<void> {
  if (!reference.startsWith(BY_ID) || known.has(reference)) return;
  const data = await recallOwnData(reference.slice(BY_ID.length));
  if (data !== null) known.set(reference, data);
}
