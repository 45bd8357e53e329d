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
  const result = await runner.result(companyId, executionId, gone)
  if (!result) throw new AppError('NOT_FOUND', 'The answer is gone: the conversation was deleted, or the connection was closed.')
  if (result.error && result.text === '')
    throw new AppError('PROVIDER_ERROR', result.error.code === 'PROVIDER_ERROR' ? undefined : result.error.message)
  return result
}
