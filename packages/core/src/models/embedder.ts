/** Turns texts into vectors whose angle tells how close they are in meaning. */
export interface Embedder {
  /** Vectors of different models cannot be compared. */
  readonly model: string
  /** One vector for each text, in order, of length 1. Throws ModelError. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>
}
