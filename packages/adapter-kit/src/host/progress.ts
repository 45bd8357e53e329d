/** What was sent of a delivery: the platform's ids, by piece. */
export type Progress = readonly (readonly string[])[]

/** As the API keeps it: one list, in which an empty id parts the pieces. */
export const toMessageIds = (progress: Progress) => progress.flatMap((ids, index) => (index === 0 ? ids : ['', ...ids]))

export function toProgress(messageIds: readonly string[]): Progress {
  if (messageIds.length === 0) return []
  const pieces: string[][] = [[]]
  for (const id of messageIds) {
    if (id === '') pieces.push([])
    else pieces.at(-1)?.push(id)
  }
  return pieces
}
