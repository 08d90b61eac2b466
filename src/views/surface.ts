/** The surface z = f(x, y): a mesh of tiles over a field that is sampled at its own resolution in every fragment. */

import {
  cameraPosition,
  Discard,
  dot,
  Fn,
  float,
  instanceIndex,
  int,
  mix,
  normalize,
  positionWorld,
  smoothstep,
  uniform,
  varyingProperty,
  vec2,
  vec3,
  vertexIndex,
} from 'three/tsl';
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Mesh,
  MeshBasicNodeMaterial,
  Sphere,
  Vector2,
  Vector3,
} from 'three/webgpu';
import type { Grid } from '../fields/grid';
import type { FieldColors } from './fieldColors';
import { type FieldTexture, isDefined } from './fieldTexture';
import type { FrameUniforms } from './frameUniforms';

/** 65² vertices a tile stay below 2^16: one 16-bit index serves all tiles. */
const TILE_QUADS = 64;
const LARGEST_QUADS = 256;
const CUT_SLACK_WORLD = 0.004;

/** Light: what a wall turned away still gets, and what facing the light adds. Colours must stay readable as numbers. */
const AMBIENT = 0.62;
const DIFFUSE = 0.44;
const GLOSS = 0.1;
const GLOSS_EXPONENT = 36;
/** The underside is a little darker, so that inside and outside of a bowl differ. */
const UNDERSIDE = 0.86;

export class Surface {
  readonly mesh: Mesh;
  private readonly tiles = uniform(1);
  private readonly quads = uniform(new Vector2(1, 1));
  private readonly contours = uniform(1);
  /** Unit vector towards the light, which moves with the camera. */
  readonly light = uniform(new Vector3(0, 0, 1));
  private readonly material = new MeshBasicNodeMaterial({ side: DoubleSide, polygonOffset: true });
  private readonly geometry = tileGeometry();

  constructor(
    private readonly field: FieldTexture,
    frame: FrameUniforms,
    colors: FieldColors,
  ) {
    // Lines and arrows drawn on the surface win over it.
    this.material.polygonOffsetFactor = 1;
    this.material.polygonOffsetUnits = 2;
    const vUv = varyingProperty('vec2', 'vSurfaceUv');
    this.material.positionNode = Fn(() => {
      const tiles = int(this.tiles);
      const tile = vec2(float(int(instanceIndex).mod(tiles)), float(int(instanceIndex).div(tiles)));
      const side = TILE_QUADS + 1;
      const corner = vec2(float(int(vertexIndex).mod(side)), float(int(vertexIndex).div(side)));
      // Tiles may reach over the end; their quads there have no area.
      const uv = tile.mul(TILE_QUADS).add(corner).div(this.quads).min(vec2(1, 1)).toVar();
      vUv.assign(uv);
      return frame.place(uv, frame.worldZ(field.vertexValue(uv)));
    })();
    this.material.colorNode = Fn(() => {
      const sample = field.sample(vUv).toVar();
      const level = colors.level(sample).toVar();
      const line = colors.contour(level).mul(this.contours).toVar();
      const base = colors.color(colors.place(vUv, sample, level)).toVar();
      Discard(isDefined(sample.w).not());
      Discard(sample.x.lessThan(frame.low).or(sample.x.greaterThan(frame.high)));
      Discard(field.cut(vUv).greaterThan(0.5));
      // Where one quad spans a whole pole, f may pass while the quad leaves the box.
      Discard(positionWorld.z.sub(frame.middleZ).abs().greaterThan(frame.halfHeight.add(CUT_SLACK_WORLD)));

      const slope = frame.worldGradient(sample);
      const upward = normalize(vec3(slope.negate(), 1)).toVar();
      const toEye = normalize(cameraPosition.sub(positionWorld)).toVar();
      const fromAbove = dot(upward, toEye).greaterThan(0).toVar();
      const normal = fromAbove.select(upward, upward.negate()).toVar();
      const facing = dot(normal, this.light).max(0);
      const gloss = dot(normal, normalize(this.light.add(toEye)))
        .max(0)
        .pow(GLOSS_EXPONENT)
        .mul(GLOSS);
      const shade = facing
        .mul(DIFFUSE)
        .add(AMBIENT)
        .mul(fromAbove.select(float(1), UNDERSIDE));

      // Dark lines on light colours and light lines on dark ones, so that contours read over the whole map.
      const luminance = dot(base, vec3(0.2126, 0.7152, 0.0722));
      const lightLine = smoothstep(0.34, 0.24, luminance);
      const lineColor = mix(base.mul(0.22), mix(base, vec3(1, 1, 1), 0.55), lightLine);
      const inked = mix(base, lineColor, line.mul(0.8));
      return inked.mul(shade).add(gloss);
    })();
    this.mesh = new Mesh(this.geometry, this.material);
    this.mesh.name = 'surface';
    this.mesh.frustumCulled = false;
  }

  setGrid({ nx, ny }: Grid): void {
    const quads = [nx - 1, ny - 1].map((count) => Math.min(LARGEST_QUADS, count));
    const [x = 1, y = 1] = quads;
    const tiles = Math.ceil(Math.max(x, y) / TILE_QUADS);
    this.quads.value.set(x, y);
    this.tiles.value = tiles;
    this.mesh.count = tiles * tiles;
    this.field.samplesPerQuad.value.set((nx - 1) / x, (ny - 1) / y);
  }

  setContours(visible: boolean): void {
    this.contours.value = visible ? 1 : 0;
  }

  dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}

function tileGeometry(): BufferGeometry {
  const geometry = new BufferGeometry();
  const index = new Uint16Array(TILE_QUADS * TILE_QUADS * 6);
  let next = 0;
  for (let j = 0; j < TILE_QUADS; j++) {
    for (let i = 0; i < TILE_QUADS; i++) {
      const a = j * (TILE_QUADS + 1) + i;
      const above = a + TILE_QUADS + 1;
      index.set([a, a + 1, above + 1, a, above + 1, above], next);
      next += 6;
    }
  }
  geometry.setIndex(new BufferAttribute(index, 1));
  // Places come from the vertex index; three takes only the number of vertices from this attribute.
  geometry.setAttribute('position', new BufferAttribute(new Float32Array((TILE_QUADS + 1) ** 2 * 3), 3));
  geometry.boundingSphere = new Sphere(new Vector3(), Number.POSITIVE_INFINITY);
  return geometry;
}
