/** Binomial coefficients as logarithms, for exact tests. */

/** ln C(n, k); -Infinity where there is no way to choose. */
export function logBinomial(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

/** ln n!; Stirling's series from 32 on, where its error is below 1e-13. */
function logFactorial(n: number): number {
  if (n < 32) {
    let product = 1
    for (let factor = 2; factor <= n; factor++) product *= factor
    return Math.log(product)
  }
  const square = n * n
  const tail = (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / n
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + tail
}
