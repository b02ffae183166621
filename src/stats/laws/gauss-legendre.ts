// Points and weights of Gauss and Legendre on (-1, 1), for the integrals that have no closed form.

export type GaussRule = { readonly points: Float64Array; readonly weights: Float64Array }

/** Roots of the Legendre polynomial by Newton's method from Tricomi's start (Davis and Rabinowitz 1984, section 2.7). */
export function gaussLegendre(count: number): GaussRule {
  const points = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 1
    for (let step = 0; step < 10; step++) {
      let before = 1
      let value = x
      for (let k = 2; k <= count; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
      slope = (count * (x * value - before)) / (x * x - 1)
      const move = value / slope
      x -= move
      if (Math.abs(move) < 1e-17) break
    }
    points[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { points, weights }
}
