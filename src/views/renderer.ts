/** Three's renderer as the stage needs it: colours as they are, frames on demand alone, and a loss that is told to us. */

import { LinearSRGBColorSpace, WebGPURenderer } from 'three/webgpu';

/** Draws into `canvas` with `device`, which stays its owner's, or with WebGL2 where it is null. Rejects where there is neither. */
export async function createRenderer(
  canvas: HTMLCanvasElement,
  device: GPUDevice | null,
): Promise<WebGPURenderer> {
  const renderer = new WebGPURenderer({
    canvas,
    antialias: true,
    alpha: false,
    ...(device ? { device } : { forceWebGL: true }),
  });
  // Colours are made and blended as they are shown: exact colour maps and backgrounds, and no pass that converts.
  renderer.outputColorSpace = LinearSRGBColorSpace;
  // Replaces three's own report on the console; the page's is better.
  renderer.onDeviceLost = () => {};
  await renderer.init();
  return renderer;
}

/** Tells why nothing can be drawn any more; null where the owner of the device destroyed it. */
export function watchLoss(
  device: GPUDevice | null,
  canvas: HTMLCanvasElement,
  onLoss: (reason: string | null) => void,
): void {
  if (device) {
    void device.lost.then(({ reason, message }) => {
      onLoss(reason === 'destroyed' ? null : message || 'the GPU device was lost');
    });
  } else {
    canvas.addEventListener('webglcontextlost', () => onLoss('the WebGL context was lost'));
  }
}

/**
 * After the first render() three asks for every animation frame by itself, for good. There is no public way to end
 * that; render() starts it again when it is next needed.
 */
export function parkLoop(renderer: WebGPURenderer): void {
  const { _animation: loop } = renderer as unknown as { readonly _animation?: { stop?: () => void } };
  loop?.stop?.();
}
