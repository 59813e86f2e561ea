/** Γ(a) for the only arguments that half of a small whole number can take here. */
const gammaOfHalf = (halves: number): number => {
  let value = halves % 2 === 1 ? Math.sqrt(Math.PI) : 1
  for (let at = halves % 2 === 1 ? 1 : 2; at < halves; at += 2) value *= at / 2
  return value
}

const relativeError = 1e-15

/**
 * The chance that a chi-square variable with so many degrees of freedom is at least `statistic`: the regularised upper
 * incomplete gamma function Q(df / 2, statistic / 2). By its power series below a + 1 (NIST Digital Library of Mathematical
 * Functions, 8.7.1), by its continued fraction above (8.9.2, evaluated as Lentz does: Press et al., Numerical Recipes, 6.2).
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  const [a, x] = [degreesOfFreedom / 2, statistic / 2]
  if (x <= 0) return 1
  const scale = (Math.exp(-x) * x ** a) / gammaOfHalf(degreesOfFreedom)
  return x < a + 1 ? 1 - scale * seriesOf(a, x) : scale * fractionOf(a, x)
}

function seriesOf(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; term > sum * relativeError; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

function fractionOf(a: number, x: number): number {
  const tiny = Number.MIN_VALUE / Number.EPSILON
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let value = d
  for (let n = 1, change = 0; Math.abs(change - 1) > relativeError && n < 1000; n += 1) {
    const factor = -n * (n - a)
    b += 2
    d = 1 / (factor * d + b || tiny)
    c = b + factor / c || tiny
    change = d * c
    value *= change
  }
  return value
}
