/** The plainest search by meaning: looks at every vector, and sorts. Gives the places of the closest. */
export function flatScan(vectors: readonly Float32Array[]) {
  return (vector: Float32Array, limit: number): number[] => {
    const similarities = vectors.map((other, index) => {
      let similarity = 0
      for (let at = 0; at < other.length; at++) similarity += (other[at] as number) * (vector[at] as number)
      return { index, similarity }
    })
    return similarities
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, limit)
      .map(({ index }) => index)
  }
}
