/** The floor of the box: the field seen from above as thin coloured contours over a breath of its colour map. */

import { Discard, Fn, uv as meshUv, mix, uniform, vec2, vec3, vec4 } from 'three/tsl';
import { DoubleSide, Mesh, MeshBasicNodeMaterial, PlaneGeometry } from 'three/webgpu';
import type { FieldColors } from './fieldColors';
import { type FieldTexture, isDefined } from './fieldTexture';
import type { FrameUniforms } from './frameUniforms';
import type { PlotFrame } from './plotFrame';
import type { ThemeName } from './themeColors';

/** Share of the colour map in the fill, and how far line colours go towards black or white to be seen on it. */
const LOOKS = {
  dark: { fill: 0.2, darken: 1, lighten: 0.22 },
  light: { fill: 0.16, darken: 0.74, lighten: 0 },
} as const satisfies Record<ThemeName, unknown>;

/** Above the grid lines, which contours cover, and below the arrows and paths that lie on the floor. */
const LIFT_WORLD = 0.0015;

export class Floor {
  readonly mesh: Mesh;
  private readonly fill = uniform(0.2);
  private readonly darken = uniform(1);
  private readonly lighten = uniform(0);
  private readonly material = new MeshBasicNodeMaterial({
    side: DoubleSide,
    transparent: true,
    depthWrite: false,
  });
  private readonly geometry = new PlaneGeometry(2, 2);

  constructor(field: FieldTexture, frame: FrameUniforms, colors: FieldColors) {
    this.material.colorNode = Fn(() => {
      const uv = vec2(meshUv()).toVar();
      const sample = field.sample(uv).toVar();
      const level = colors.level(sample).toVar();
      const line = colors.contour(level).toVar();
      const base = colors.color(colors.place(uv, sample, level)).toVar();
      Discard(isDefined(sample.w).not());
      Discard(sample.x.lessThan(frame.low).or(sample.x.greaterThan(frame.high)));
      Discard(field.cut(uv).greaterThan(0.5));
      const ink = mix(base, vec3(1, 1, 1), this.lighten).mul(this.darken);
      const alpha = mix(this.fill, 1, line);
      return vec4(mix(base, ink, line), alpha);
    })();
    this.mesh = new Mesh(this.geometry, this.material);
    this.mesh.name = 'floor';
    this.mesh.renderOrder = 1;
  }

  setFrame(frame: PlotFrame): void {
    this.mesh.position.z = frame.floorZ + LIFT_WORLD;
  }

  setTheme(theme: ThemeName): void {
    const look = LOOKS[theme];
    this.fill.value = look.fill;
    this.darken.value = look.darken;
    this.lighten.value = look.lighten;
  }

  dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
