/** The camera as the state tells it (angles in degrees, distance 1 = the whole box) and as OrbitControls turns it. */

import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { MOUSE, PerspectiveCamera, TOUCH, Vector3 } from 'three/webgpu';
import type { AppState } from '../state/appState';
import type { EyeSide } from './axes';
import { fitDistance, uprightCenter } from './cameraFit';
import type { PlotFrame } from './plotFrame';

export type CameraPatch = Pick<
  AppState,
  'cameraAzimuth' | 'cameraElevation' | 'cameraDistance' | 'cameraTarget'
>;

/** Narrow enough that parallel edges look parallel, wide enough to feel like space. */
const FIELD_OF_VIEW = 28;
const KEY_ROOM_PIXELS = 26;
const KEY_ROOM_SHARE = 0.06;
const NEAR = 0.05;
const FAR = 400;
/** Straight up or down, the azimuth would be lost: this is as close as the camera gets, 0.6 minutes of arc. */
const LARGEST_ELEVATION = 89.99;
const DISTANCE_LIMITS = [0.05, 20] as const;
/** The page's address holds these numbers: no more digits than a hand can turn by. */
const ANGLE_DIGITS = 2;
const LENGTH_DIGITS = 4;

export class CameraRig {
  readonly camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, NEAR, FAR);
  readonly controls: OrbitControls;
  /** Replaced, never changed. */
  private view: CameraPatch;
  /** What configure() last heard, so that the state's echo of a turn is no new wish. */
  private configured: CameraPatch | null = null;
  private turning = false;
  private fitDistance = 6;
  private width = 1;
  private height = 1;
  private boxHeight = 1;
  private covered = 0;

  /** `onTurn` hears every change by hand; `onRest` that a hand let go. */
  constructor(element: HTMLElement, view: CameraPatch, onTurn: () => void, onRest: () => void) {
    this.view = pickView(view);
    this.camera.up.set(0, 0, 1);
    this.controls = new OrbitControls(this.camera, element);
    this.controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.DOLLY, RIGHT: MOUSE.PAN };
    this.controls.touches = { ONE: TOUCH.ROTATE, TWO: TOUCH.DOLLY_PAN };
    this.controls.zoomSpeed = 1.2;
    this.apply();
    this.controls.addEventListener('start', () => {
      this.turning = true;
    });
    this.controls.addEventListener('change', () => {
      if (!this.turning) return;
      this.readBack();
      this.center();
      onTurn();
    });
    this.controls.addEventListener('end', () => {
      this.turning = false;
      onRest();
    });
  }

  /** Returns true where this moved the camera. */
  configure(state: CameraPatch): boolean {
    if (this.turning || (this.configured && sameView(state, this.configured))) return false;
    this.configured = pickView(state);
    if (sameView(state, this.view)) return false;
    this.view = pickView(state);
    this.apply();
    return true;
  }

  /** Size in pixels of one pane. */
  setSize(width: number, height: number): void {
    if (width === this.width && height === this.height) return;
    this.width = width;
    this.height = height;
    this.fit();
  }

  /** Pixels at the lower edge that something lies over: the box keeps clear of them. */
  setCovered(pixels: number): void {
    if (pixels === this.covered) return;
    this.covered = pixels;
    this.fit();
  }

  setFrame(frame: PlotFrame): void {
    const boxHeight = frame.topZ - frame.floorZ;
    if (boxHeight === this.boxHeight) return;
    this.boxHeight = boxHeight;
    this.fit();
  }

  patch(): CameraPatch {
    return this.view;
  }

  /** Which way the eye lies from the middle of the box, and its elevation in degrees. */
  eye(): { readonly side: EyeSide; readonly elevation: number } {
    const azimuth = (this.view.cameraAzimuth * Math.PI) / 180;
    const sign = (value: number): 1 | -1 => (value >= -1e-9 ? 1 : -1);
    return {
      side: { x: sign(Math.cos(azimuth)), y: sign(Math.sin(azimuth)) },
      elevation: this.view.cameraElevation,
    };
  }

  /** Unit vector from over the viewer's left shoulder towards the light. */
  light(target: Vector3): Vector3 {
    const { elements } = this.camera.matrixWorld;
    const axis = (column: number): Vector3 =>
      new Vector3(elements[column * 4], elements[column * 4 + 1], elements[column * 4 + 2]);
    return target.copy(axis(2)).addScaledVector(axis(1), 0.75).addScaledVector(axis(0), -0.55).normalize();
  }

  dispose(): void {
    this.controls.dispose();
  }

  private fit(): void {
    const aspect = this.width / Math.max(this.height, 1);
    this.camera.aspect = aspect;
    this.fitDistance = fitDistance({
      halfAngle: (FIELD_OF_VIEW * Math.PI) / 360,
      width: this.width,
      height: this.height,
      covered: this.covered,
      halfHeight: this.boxHeight / 2,
    });
    this.controls.minDistance = this.fitDistance * DISTANCE_LIMITS[0];
    this.controls.maxDistance = this.fitDistance * DISTANCE_LIMITS[1];
    this.apply();
  }

  private apply(): void {
    const { cameraAzimuth, cameraElevation, cameraDistance, cameraTarget } = this.view;
    const azimuth = (cameraAzimuth * Math.PI) / 180;
    const elevation =
      (Math.max(-LARGEST_ELEVATION, Math.min(LARGEST_ELEVATION, cameraElevation)) * Math.PI) / 180;
    const distance = cameraDistance * this.fitDistance;
    this.controls.target.set(...cameraTarget);
    this.camera.position
      .set(
        Math.cos(elevation) * Math.cos(azimuth),
        Math.cos(elevation) * Math.sin(azimuth),
        Math.sin(elevation),
      )
      .multiplyScalar(distance)
      .add(this.controls.target);
    this.controls.update();
    this.camera.updateMatrixWorld();
    this.center();
  }

  /**
   * Shifts the picture so that the box's outline is centred: in perspective its near side takes more room than its
   * far side. The shift follows the angles alone, so zooming and panning go straight.
   */
  private center(): void {
    const { cameraAzimuth, cameraElevation } = this.view;
    const radians = Math.PI / 180;
    const middle = uprightCenter(
      this.boxHeight / 2,
      cameraAzimuth * radians,
      cameraElevation * radians,
      this.fitDistance,
    );
    const up = (-middle / Math.tan((FIELD_OF_VIEW / 2) * radians)) * (this.height / 2);
    // The key to the colours stands at the right of a pane that is wider than high: the box makes room for it.
    const aside = this.width > this.height ? Math.min(KEY_ROOM_PIXELS, this.width * KEY_ROOM_SHARE) : 0;
    const lift = this.covered / 2;
    this.camera.setViewOffset(this.width, this.height, aside, up + lift, this.width, this.height);
  }

  private readBack(): void {
    const { target } = this.controls;
    const offset = this.camera.position.clone().sub(target);
    const distance = offset.length();
    const degrees = 180 / Math.PI;
    const elevation = Math.asin(Math.max(-1, Math.min(1, offset.z / distance))) * degrees;
    this.view = {
      cameraAzimuth: rounded(Math.atan2(offset.y, offset.x) * degrees, ANGLE_DIGITS),
      cameraElevation: rounded(
        Math.abs(elevation) > LARGEST_ELEVATION - 0.01 ? Math.sign(elevation) * 90 : elevation,
        ANGLE_DIGITS,
      ),
      cameraDistance: rounded(
        Math.min(DISTANCE_LIMITS[1], Math.max(DISTANCE_LIMITS[0], distance / this.fitDistance)),
        LENGTH_DIGITS,
      ),
      cameraTarget: [
        rounded(target.x, LENGTH_DIGITS),
        rounded(target.y, LENGTH_DIGITS),
        rounded(target.z, LENGTH_DIGITS),
      ],
    };
  }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}

function pickView({
  cameraAzimuth,
  cameraElevation,
  cameraDistance,
  cameraTarget,
}: CameraPatch): CameraPatch {
  return { cameraAzimuth, cameraElevation, cameraDistance, cameraTarget };
}

function sameView(a: CameraPatch, b: CameraPatch): boolean {
  return (
    a.cameraAzimuth === b.cameraAzimuth &&
    a.cameraElevation === b.cameraElevation &&
    a.cameraDistance === b.cameraDistance &&
    a.cameraTarget.every((value, axis) => value === b.cameraTarget[axis])
  );
}
