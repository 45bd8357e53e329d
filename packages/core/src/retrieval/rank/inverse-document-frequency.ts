/** How much a term tells: 0 for what every passage holds, about 10 for what one in 20,000 does. */
export const inverseDocumentFrequency = (documentFrequency: number, chunks: number): number =>
  Math.log(1 + (Math.max(chunks, documentFrequency) - documentFrequency + 0.5) / (documentFrequency + 0.5))
