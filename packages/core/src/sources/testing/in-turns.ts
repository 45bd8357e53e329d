/** Does `work` for every item, `width` at a time. */
export async function inTurns<T>(width: number, items: readonly T[], work: (item: T) => Promise<void>) {
  const pending = items.values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of pending) await work(item)
    }),
  )
}
