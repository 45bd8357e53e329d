import type { Codes } from '../codes.ts'
import type { DeploymentApi } from './api.ts'

/** Codes as the API mails and checks them. */
export const createCodes = ({ client, deploymentId: deployment_id, call }: DeploymentApi): Codes => ({
  send: async ({ visitor, about, address }, signal) =>
    (await client.sendCode({ deployment_id, conversation_id: visitor, about, address }, call({ signal }))).wait_minutes,
  check: async ({ visitor, about, code }, signal) =>
    // Tried once: a try that was counted but not answered must not count twice.
    (await client.checkCode({ deployment_id, conversation_id: visitor, about, code }, call({ signal, maxRetries: 0 }))).right,
})
