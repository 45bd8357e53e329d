import { afterAll, beforeAll, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { type ReportedStatus, reportDeploymentStatus } from './report-status.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ model: scriptedModel(() => saying('Good day.')) })
})
afterAll(() => app.stop())

test('a platform that fails for a while takes no chat away; one that was left or paused does', async () => {
  const owner = await app.signUp()
  const { agentId, deploymentId } = await deployAgent(owner, { model: 'test/any' })
  const companyId: string = (await owner.get('/auth/me')).body.user.company_id
  const { services } = app.core
  const report = async (status: ReportedStatus['status']) => {
    const told = { status, message: 'As it is', sign_in: null, facts: {}, tools: [] }
    await inCompany(services.pool, companyId, db => reportDeploymentStatus(db, services, { companyId, deploymentId }, told))
    services.publishedAgents.forget(companyId)
  }
  const chat = async () => (await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })).status
  expect(await chat()).toBe(200)
  await report('error')
  expect(await chat()).toBe(200)
  await report('disconnected')
  expect(await chat()).toBe(404)
  await report('active')
  expect(await chat()).toBe(200)
  await owner.put(`/deployments/${deploymentId}`, { status: 'paused' })
  expect(await chat()).toBe(404)
})
