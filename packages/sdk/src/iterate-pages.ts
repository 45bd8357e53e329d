import type { CallOptions } from './client-types.ts'
import type { Values } from './locate.ts'

type List = (input: Values, options: CallOptions) => Promise<unknown>

/** The rows of a list, page after page. */
export async function* iteratePages(list: List, input: Values, options: CallOptions): AsyncGenerator<unknown> {
  for (let cursor: unknown = input.cursor; ; ) {
    const page = (await list({ ...input, cursor }, options)) as Values
    yield* Object.values(page).find(Array.isArray) ?? []
    cursor = page.next_cursor
    if (!cursor) return
  }
}
