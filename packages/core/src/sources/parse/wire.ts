import type { ParseLimits } from './limits.ts'
import type { Progress, ReadEvent } from './read-upload.ts'
import type { Source } from './source.ts'

/** What the child process is asked to do. */
export interface ParseJob {
  readonly files: readonly Source[]
  readonly limits: ParseLimits
  readonly temporaryFolder: string
  readonly progress: Progress
}

/** What the child process answers. */
export type ParseMessage = ReadEvent | { readonly type: 'progress' } | { readonly type: 'end' }

/** Bytes of one message; documents are cut into parts far below it. */
export const longestMessage = 24 * 1024 * 1024

/** Reads messages, one JSON object per line. Throws when a line is longer than `longestMessage` or no JSON. */
export async function* parseMessages(stream: AsyncIterable<Buffer>): AsyncGenerator<ParseMessage> {
  let held: Buffer[] = []
  let length = 0
  for await (const bytes of stream) {
    let start = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      yield JSON.parse(Buffer.concat([...held, bytes.subarray(start, end)]).toString('utf8')) as ParseMessage
      held = []
      length = 0
      start = end + 1
    }
    held.push(bytes.subarray(start))
    length += bytes.length - start
    if (length > longestMessage) throw new Error('The parser sent more in one message than it may.')
  }
}
