/**
 * Why a source gave no answer.
 * - `refused`: the question is not one that is allowed, or is wrong; asking again does not help.
 * - `failed`: the source could not be reached, did not let us in, or took too long.
 */
export type SourceFailure = 'refused' | 'failed'

/** Its message is meant for the merchant, says what to do, and holds no secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly failure: SourceFailure

  constructor(failure: SourceFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.failure = failure
  }
}
