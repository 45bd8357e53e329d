/** Waits until the signal is aborted. */
export const aborted = (signal: AbortSignal) =>
  new Promise<null>(resolve => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
