import { expect, test } from 'vitest'
import { inTurns } from './testing/in-turns.ts'
import { addressForms, openAstrayApp, openCanary, requestingFeatures } from './testing/lead-astray.ts'

test('no feature reaches an address that is not of the open internet', { timeout: 120_000 }, async () => {
  const canary = await openCanary()
  const app = await openAstrayApp(canary)
  try {
    const owner = await app.signUp()
    const forms = addressForms()
    expect(forms.length).toBeGreaterThanOrEqual(300)
    // Each feature gets others of the forms here; all of them are tried at length.
    const tries = requestingFeatures.flatMap((feature, offset) =>
      forms.filter((_, index) => index % 25 === offset).map(host => ({ feature, host })),
    )
    await inTurns(4, tries, async ({ feature, host }) => {
      await feature.try(owner, host, canary.port)
    })
    expect(canary.hits()).toBe(0)
    // The canary does sing: allowed by the operator, it is reached.
    const allowed = await openAstrayApp(canary, { egressAllow: [`127.0.0.1:${canary.port}`], besides: app })
    const database = requestingFeatures.find(({ name }) => name === 'postgres')
    const other = await allowed.signUp()
    await database?.try(other, '127.0.0.1', canary.port)
    await allowed.stop()
    expect(canary.hits()).toBeGreaterThan(0)
  } finally {
    await app.stop()
    await canary.close()
  }
})
