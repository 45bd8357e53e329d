/**
 * Begins work about something only when the work before about the same is over: of what is read twice, the newest is told last. Work about other
 * things does not wait. The promise settles as the work does.
 */
export function inOrder() {
  const last = new Map<string, Promise<unknown>>()
  return <T>(about: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(about) ?? Promise.resolve()).then(work)
    const over = mine
      .catch(() => {})
      .then(() => {
        if (last.get(about) === over) last.delete(about)
      })
    last.set(about, over)
    return mine
  }
}
