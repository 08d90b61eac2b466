/** Where the camera may be sent at once: patches of the state, as everything that moves the page is. */
import type { AppState, StatePatch } from './appState';
import { DEFAULT_STATE } from './schema';

export type StandardView = 'home' | 'top' | 'side';

const { cameraAzimuth, cameraElevation, cameraDistance, cameraTarget } = DEFAULT_STATE;
const HOME = { cameraAzimuth, cameraElevation, cameraDistance, cameraTarget } satisfies Partial<AppState>;

/** From above and from the side, x runs to the right as on paper. */
export const STANDARD_VIEWS: Readonly<Record<StandardView, StatePatch>> = {
  home: HOME,
  top: { ...HOME, cameraAzimuth: -90, cameraElevation: 90 },
  side: { ...HOME, cameraAzimuth: -90, cameraElevation: 0 },
};
