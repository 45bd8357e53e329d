import { markOf } from '../plugin.ts'

/** Our plugin as it stands in a shop: what it was set up with. */
export interface FakePlugin {
  server: string
  agent: string
  deployment: string
  identitySecret: string
}

/** What `wc-craveva/v1/connection` answers, as the plugin's `connection.php` does. */
export function answerAsPlugin(
  plugin: FakePlugin | null,
  method: string,
  body: string,
): { readonly status: number; readonly body: unknown } {
  if (!plugin) return { status: 404, body: { code: 'rest_no_route', message: 'No route was found matching the URL and request method.' } }
  if (method === 'POST') {
    const { deployment, identity_secret } = JSON.parse(body) as Record<string, string>
    if (deployment !== plugin.deployment)
      return { status: 409, body: { code: 'craveva_other_deployment', message: 'The plugin is set up for another deployment.' } }
    plugin.identitySecret = identity_secret ?? ''
  }
  const { server, agent, deployment, identitySecret } = plugin
  return { status: 200, body: { version: '0.1.0', server, agent, deployment, secret_mark: identitySecret && markOf(identitySecret) } }
}
