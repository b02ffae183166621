// Random numbers that are the same for the same seed on every machine: an analysis that draws must be one that anybody can
// run again.

export type Random = {
  /** Uniform on [0, 1), 53 bits. */
  next(): number
  /** Standard normal. */
  normal(): number
  /** Chi-square with `df` > 0 degrees of freedom. */
  chiSquare(df: number): number
  /** A whole number from 0 to n - 1; its bias, under n / 2^53, is beyond any test. */
  below(n: number): number
  /** A shuffled copy; the list itself stays as it is. */
  shuffle<T>(list: readonly T[]): T[]
}

/**
 * Any finite number is a seed; different seeds give unrelated streams.
 * Source: Blackman & Vigna (2021), ACM Trans. Math. Softw. 47(4), article 36 (xoshiro128**); its state is filled by the
 * splitting generator of Steele, Lea & Flood (2014), OOPSLA, figure 17, in 32 bits; normals by Doornik (2005), An improved
 * ziggurat method; chi-square through Marsaglia & Tsang (2000), ACM Trans. Math. Softw. 26, 363-372.
 */
export function seeded(seed: number): Random {
  const next32 = xoshiro(seed)
  const next = (): number => ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992
  const normal = ziggurat(next32, next)
  const gamma = (shape: number): number => {
    // Below 1 a draw of one more is brought down by a power of a uniform (their section 6).
    if (shape < 1) return gamma(shape + 1) * (1 - next()) ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v
    }
  }
  return {
    next,
    normal,
    chiSquare: (df) => (df > 0 && df <= Number.MAX_VALUE ? 2 * gamma(df / 2) : NaN),
    below: (n) => Math.floor(next() * n),
    shuffle: (list) => {
      const mixed = [...list]
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1))
        const held = mixed[i]!
        mixed[i] = mixed[j]!
        mixed[j] = held
      }
      return mixed
    },
  }
}

/** 32 bits at a time, as a signed number. */
function xoshiro(seed: number): () => number {
  const bits = new Uint32Array(new Float64Array([seed === 0 ? 0 : seed]).buffer)
  let state = (bits[0]! ^ Math.imul(bits[1]!, 0x85ebca6b)) | 0
  const split = (): number => {
    state = (state + 0x9e3779b9) | 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
  let a = split()
  let b = split()
  let c = split()
  // Four zeros would stay zeros.
  let d = split() | 1
  return () => {
    const turned = Math.imul(b, 5)
    const result = Math.imul((turned << 7) | (turned >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
}

/** Strips of equal area under the density, and where the tail begins: Doornik (2005), table 1, 256 strips. */
const STRIPS = 256
const TAIL = 3.6541528853610088
const AREA = 4.92867323399e-3
const { edges, ratios } = strips()

function strips(): { readonly edges: Float64Array; readonly ratios: Float64Array } {
  const x = new Float64Array(STRIPS + 1)
  let height = Math.exp(-0.5 * TAIL * TAIL)
  x[0] = AREA / height
  x[1] = TAIL
  for (let i = 2; i < STRIPS; i++) {
    x[i] = Math.sqrt(-2 * Math.log(AREA / x[i - 1]! + height))
    height = Math.exp(-0.5 * x[i]! * x[i]!)
  }
  return { edges: x, ratios: x.map((edge, i) => (i < STRIPS ? x[i + 1]! / edge : 0)) }
}

function ziggurat(next32: () => number, next: () => number): () => number {
  const tail = (sign: number): number => {
    for (;;) {
      const x = Math.log(1 - next()) / TAIL
      const y = Math.log(1 - next())
      if (-2 * y >= x * x) return sign < 0 ? x - TAIL : TAIL - x
    }
  }
  return () => {
    for (;;) {
      const bits = next32()
      const strip = bits & 255
      // 53 bits with sign: 24 above the strip's eight, and 29 of another draw.
      const u = ((bits >> 8) * 536870912 + (next32() >>> 3) + 0.5) / 4503599627370496
      if (Math.abs(u) < ratios[strip]!) return u * edges[strip]!
      if (strip === 0) return tail(u)
      const x = u * edges[strip]!
      const upper = Math.exp(-0.5 * (edges[strip]! * edges[strip]! - x * x))
      const lower = Math.exp(-0.5 * (edges[strip + 1]! * edges[strip + 1]! - x * x))
      if (lower + next() * (upper - lower) < 1) return x
    }
  }
}
