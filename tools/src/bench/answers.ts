/** Whether a GET of the address is answered with success. */
export const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    async response => {
      await response.body?.cancel()
      return response.ok
    },
    () => false,
  )
