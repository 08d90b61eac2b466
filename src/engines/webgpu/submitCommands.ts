/** Records commands and submits them at once, under one label. */
export function submitCommands(
  device: GPUDevice,
  label: string,
  record: (encoder: GPUCommandEncoder) => void,
): void {
  const encoder = device.createCommandEncoder({ label });
  record(encoder);
  device.queue.submit([encoder.finish({ label })]);
}
