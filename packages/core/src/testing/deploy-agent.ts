import type { TestClient } from './test-client.ts'

/** Creates an agent, whose scripted answers are not held back, and deploys it to the web; `settings` are those of the agent, `config` those of the deployment. */
export async function deployAgent(owner: TestClient, settings: object = {}, config: object = {}) {
  const created = await owner.post('/agents', { name: 'Helper', type: 'custom', ...settings })
  const agentId: string = created.body.agent.agent_id
  const deployed = await owner.post('/deployments/messaging', { agent_id: agentId, platform: 'web', config })
  return { agentId, deploymentId: String(deployed.body.deployment.deployment_id) }
}
