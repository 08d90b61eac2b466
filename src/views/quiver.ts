/** A grid of gradient arrows, all in one instanced draw: tangent to the surface, or flat on the floor. */

import {
  cameraPosition,
  cross,
  dot,
  Fn,
  float,
  instanceIndex,
  int,
  mix,
  normalize,
  uniform,
  varyingProperty,
  vec2,
  vec3,
} from 'three/tsl';
import { DoubleSide, Mesh, MeshBasicNodeMaterial, Vector3 } from 'three/webgpu';
import type { ArrowLength } from '../state/appState';
import { arrowGeometry, arrowVertex } from './arrowShape';
import type { FieldColors } from './fieldColors';
import { type FieldTexture, hasGradient } from './fieldTexture';
import type { FrameUniforms } from './frameUniforms';
import { EQUAL_SHARE, LEAST_SHARE, LONGEST_SHARE } from './quiverShares';
import { displayColor, THEME_COLORS, type ThemeName } from './themeColors';

export type QuiverPlace = 'surface' | 'floor';

/** Widths against the spacing, bounded so that few arrows do not become planks. */
const SHAFT_SHARE = 0.03;
const HEAD_SHARE = 0.3;
const LARGEST_SPACING = 0.2;
/** Above what they lie on; the surface's own polygon offset does the rest. */
const LIFT_WORLD: Readonly<Record<QuiverPlace, number>> = { surface: 0.012, floor: 0.004 };
/** The ends of a colour map vanish in the background: this stretch of it is used, by theme. */
const COLOR_STRETCH: Readonly<Record<ThemeName, readonly [number, number]>> = {
  dark: [0.35, 1],
  light: [0.12, 0.78],
};

export class Quiver {
  readonly mesh: Mesh;
  private readonly count = uniform(1);
  private readonly equal = uniform(0);
  private readonly colored = uniform(0);
  private readonly plain = uniform(new Vector3());
  private readonly colorFrom = uniform(0);
  private readonly colorTo = uniform(1);
  private readonly geometry = arrowGeometry();
  private readonly material = new MeshBasicNodeMaterial({ side: DoubleSide });

  constructor(place: QuiverPlace, field: FieldTexture, frame: FrameUniforms, colors: FieldColors) {
    const steepness = varyingProperty('float', 'vSteepness');
    this.material.positionNode = Fn(() => {
      const count = int(this.count);
      const cell = vec2(float(int(instanceIndex).mod(count)), float(int(instanceIndex).div(count)));
      const uv = cell.add(0.5).div(this.count).toVar();
      const sample = field.sample(uv).toVar();
      const magnitude = colors.arrowShare(sample).toVar();
      steepness.assign(magnitude);
      const spacing = float(2).div(this.count);
      const wanted = this.equal
        .greaterThan(0.5)
        .select(EQUAL_SHARE, magnitude.mul(LONGEST_SHARE))
        .mul(spacing);
      const least = this.equal.greaterThan(0.5).select(0, LEAST_SHARE);
      const defined = hasGradient(sample.w).and(magnitude.greaterThan(least));
      const inside = sample.x.greaterThanEqual(frame.low).and(sample.x.lessThanEqual(frame.high));
      const drawn = place === 'surface' ? defined.and(inside) : defined;
      const length = drawn.select(wanted, 0).toVar();

      // Where there is no gradient any direction will do: the arrow has no length.
      const flat = normalize(drawn.select(frame.ascent(sample), vec2(1, 0))).toVar();
      const rise = place === 'surface' ? dot(frame.worldGradient(sample), flat) : float(0);
      const along = normalize(vec3(flat, rise)).toVar();
      const foot = place === 'surface' ? frame.worldZ(sample.x) : frame.floorZ;
      const middle = frame.place(uv, foot).toVar();
      const toEye = normalize(cameraPosition.sub(middle)).toVar();
      const across = place === 'surface' ? normalize(cross(along, toEye)) : vec3(flat.y, flat.x.negate(), 0);
      const lift = (place === 'surface' ? toEye : vec3(0, 0, 1)).mul(LIFT_WORLD[place]);
      const bounded = spacing.min(LARGEST_SPACING).toVar();
      return arrowVertex({
        tail: middle
          .add(lift)
          .sub(along.mul(length.mul(0.5)))
          .toVar(),
        along,
        across: across.toVar(),
        length,
        shaftHalfWidth: bounded.mul(SHAFT_SHARE),
        headLength: bounded.mul(HEAD_SHARE),
      });
    })();
    this.material.colorNode = Fn(() => {
      const mapped = colors.arrowColor(mix(this.colorFrom, this.colorTo, steepness));
      return mix(this.plain, mapped, this.colored);
    })();
    this.mesh = new Mesh(this.geometry, this.material);
    this.mesh.name = `quiver on ${place}`;
    this.mesh.frustumCulled = false;
  }

  configure(count: number, length: ArrowLength, colored: boolean): void {
    this.count.value = count;
    this.mesh.count = count * count;
    this.equal.value = length === 'equal' ? 1 : 0;
    this.colored.value = colored ? 1 : 0;
  }

  setTheme(theme: ThemeName): void {
    const { r, g, b } = displayColor(THEME_COLORS[theme].arrow);
    this.plain.value.set(r, g, b);
    [this.colorFrom.value, this.colorTo.value] = COLOR_STRETCH[theme];
  }

  dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
