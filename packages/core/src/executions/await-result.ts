import type { Services } from '../context.ts'
import type { TurnResult } from '../engine/turn.ts'
import { AppError } from '../errors.ts'

/** Waits until a turn has ended, wherever it is worked on. Throws PROVIDER_ERROR when it failed with nothing said, NOT_FOUND when it was deleted. */
export async function awaitResult(
  { runner }: Pick<Services, 'runner'>,
  companyId: string,
  executionId: string,
  gone: AbortSignal,
): Promise<TurnResult> {
  for await (const seen of runner.follow(companyId, executionId, 0, gone)) {
    if (seen.kind !== 'ended') continue
    if (seen.result.error && seen.result.text === '') throw new AppError('PROVIDER_ERROR')
    return seen.result
  }
  throw new AppError('NOT_FOUND', 'The answer is gone: the conversation was deleted, or the connection was closed.')
}
