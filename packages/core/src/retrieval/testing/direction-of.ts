/** A vector of length 1 for a text: the same each time, and near no other. */
export function directionOf(text: string, dimensions: number): Float32Array {
  let state = [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647, 7)
  const vector = Float32Array.from({ length: dimensions }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  })
  const length = Math.hypot(...vector)
  return vector.map(value => value / length)
}
