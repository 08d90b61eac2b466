/** Which of the two themes is in force. Colours themselves stand in theme.css. */
import type { AppState } from '../state/appState';

export type ResolvedTheme = 'light' | 'dark';

const DARK = '(prefers-color-scheme: dark)';

/** The theme to paint with: the one chosen, or the system's. */
export function resolvedTheme(state: Pick<AppState, 'theme'>): ResolvedTheme {
  if (state.theme !== 'system') return state.theme;
  return window.matchMedia(DARK).matches ? 'dark' : 'light';
}

/** Writes the theme in force onto <html>, where theme.css reads it. */
export function applyTheme(state: Pick<AppState, 'theme'>): void {
  document.documentElement.dataset.theme = resolvedTheme(state);
}

/** Calls back when the system changes its preference. Returns a function that ends this. */
export function onSystemTheme(callback: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', callback);
  return () => query.removeEventListener('change', callback);
}
