/** What stands on the lines of a plot: marks, points, segments and words, drawn over them in their order. */
import type uPlot from 'uplot';
import { CHART_PALETTES } from './chartColors';
import type { ChartPicture, ChartSegment, PointShape } from './chartPicture';
import { CHART_FONT } from './chartText';

const MARK_RADIUS = 4.5;
const POINT_RADIUS = 4;
/** From the place to the words, pixels. */
const NOTE_GAPS = { left: 6, right: -6, center: 0 } as const;
const NOTE_DROPS = { above: -11, below: 11 } as const;
const SEGMENT_DASH = [3, 3] as const;

export function drawMarks(plot: uPlot, picture: ChartPicture): void {
  drawMarkLine(plot, picture);
  drawSegments(plot, picture);
  drawNotes(plot, picture);
  drawPoints(plot, picture);
  drawMark(plot, picture);
}

function drawMarkLine(plot: uPlot, { mark, theme }: ChartPicture): void {
  if (mark === undefined || !Number.isFinite(mark.x)) return;
  const { ctx, bbox } = plot;
  const left = plot.valToPos(mark.x, 'x', true);
  ctx.save();
  ctx.strokeStyle = CHART_PALETTES[theme].quiet;
  ctx.globalAlpha = 0.6;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(left, bbox.top);
  ctx.lineTo(left, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function drawSegments(plot: uPlot, { segments = [], theme }: ChartPicture): void {
  if (segments.length === 0) return;
  const { ctx, bbox } = plot;
  const palette = CHART_PALETTES[theme];
  const place = ({ x, y }: ChartSegment['from']) =>
    [plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)] as const;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(SEGMENT_DASH.map((length) => length * devicePixelRatio));
  for (const { from, to, color } of segments) {
    ctx.strokeStyle = palette[color];
    ctx.beginPath();
    ctx.moveTo(...place(from));
    ctx.lineTo(...place(to));
    ctx.stroke();
  }
  ctx.restore();
}

function drawNotes(plot: uPlot, { notes = [], theme }: ChartPicture): void {
  if (notes.length === 0) return;
  const { ctx, bbox } = plot;
  const palette = CHART_PALETTES[theme];
  ctx.save();
  ctx.font = CHART_FONT.replace('12px', `${12 * devicePixelRatio}px`);
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  // Lines pass behind the words.
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.strokeStyle = palette.ground;
  ctx.fillStyle = palette.text;
  for (const { x, y, text, align, side } of notes) {
    const gap = NOTE_GAPS[align] * devicePixelRatio;
    const drop = side === undefined ? 0 : NOTE_DROPS[side] * devicePixelRatio;
    const place: [number, number] = [plot.valToPos(x, 'x', true) + gap, plot.valToPos(y, 'y', true) + drop];
    // What would not end within the picture stands on the other side.
    const isCut = align === 'left' && place[0] + ctx.measureText(text).width > bbox.left + bbox.width;
    if (isCut) place[0] -= 2 * gap;
    ctx.textAlign = isCut ? 'right' : align;
    ctx.strokeText(text, ...place);
    ctx.fillText(text, ...place);
  }
  ctx.restore();
}

function drawPoints(plot: uPlot, { points = [], theme }: ChartPicture): void {
  if (points.length === 0) return;
  const { ctx, bbox } = plot;
  const palette = CHART_PALETTES[theme];
  ctx.save();
  for (const { x, y, color, shape, hollow } of points) {
    const [left, top] = [plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)];
    const inside =
      left >= bbox.left && left <= bbox.left + bbox.width && top >= bbox.top && top <= bbox.top + bbox.height;
    if (!inside) continue;
    ctx.fillStyle = hollow ? palette.ground : palette[color];
    ctx.strokeStyle = hollow ? palette[color] : palette.ground;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    outline(ctx, shape, left, top, POINT_RADIUS * devicePixelRatio);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function outline(
  ctx: CanvasRenderingContext2D,
  shape: PointShape,
  x: number,
  y: number,
  radius: number,
): void {
  ctx.beginPath();
  switch (shape) {
    case 'circle':
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      break;
    case 'square':
      ctx.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
      break;
    case 'triangle':
      ctx.moveTo(x, y - 1.2 * radius);
      ctx.lineTo(x + 1.15 * radius, y + 0.8 * radius);
      ctx.lineTo(x - 1.15 * radius, y + 0.8 * radius);
      break;
    default:
      shape satisfies never;
  }
  ctx.closePath();
}

function drawMark(plot: uPlot, { mark, theme }: ChartPicture): void {
  if (mark === undefined || !Number.isFinite(mark.x)) return;
  const { ctx, bbox } = plot;
  const palette = CHART_PALETTES[theme];
  const left = plot.valToPos(mark.x, 'x', true);
  const top = plot.valToPos(mark.y, 'y', true);
  if (!(top >= bbox.top && top <= bbox.top + bbox.height)) return;
  ctx.save();
  ctx.fillStyle = palette[mark.color];
  ctx.strokeStyle = palette.ground;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(left, top, MARK_RADIUS * devicePixelRatio, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}
