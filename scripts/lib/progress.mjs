/** Says what is being done, and afterwards how long it took. Lines are short and written at once, so that one sees that it goes on. */
export async function step(title, work) {
  const started = Date.now()
  console.log(title)
  const result = await work()
  console.log(`    done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  return result
}
