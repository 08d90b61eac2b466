/** A chapter's scene as a patch of the state, and links that name a chapter and nothing else. */
import { CONTENTS, chapterNamed } from '../../lessons';
import type { AppState, StateKey } from '../../state/appState';
import { DEFAULT_STATE, STATE_KEYS } from '../../state/schema';
import type { ReadState } from '../../state/urlCodec';

/** What belongs to the reader and the machine, not to the picture. */
const KEPT: readonly StateKey[] = ['chapter', 'theme', 'engine'];

/**
 * The state with chapter `id` opened: its scene over the defaults, so that everyone sees the same picture. Contents and the lab
 * ('') leave the picture as it is.
 */
export function openChapter(state: AppState, id: string): AppState {
  const chapter = chapterNamed(id);
  if (chapter === undefined) return { ...state, chapter: id };
  const { theme, engine } = state;
  return { ...DEFAULT_STATE, ...chapter.scene, theme, engine, chapter: id };
}

/** An address that names a chapter and no picture means the chapter's own. */
export function withScene(read: ReadState): ReadState {
  const { state } = read;
  const bare = STATE_KEYS.every((key) => KEPT.includes(key) || state[key] === DEFAULT_STATE[key]);
  if (state.chapter === '' || state.chapter === CONTENTS || !bare) return read;
  return { ...read, state: openChapter(state, state.chapter) };
}
