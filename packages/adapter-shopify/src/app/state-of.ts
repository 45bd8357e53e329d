import type { Installation } from '@craveva/adapter-kit/front-door'
import { editorAddress } from '../embed-state.ts'
import type { OperatorApp } from './operator-app.ts'

interface About {
  readonly app: OperatorApp
  readonly shop: string
  /** As Shopify tells them; null where nobody asked. */
  readonly name: string | null
  readonly email: string | null
}

/** What the app's page shows of an installation. */
export function stateOf({ deployment, consoleUrl }: Installation, { app, shop, name, email }: About) {
  if (!deployment) return { state: 'unclaimed' as const, shop, name: name ?? shop, email }
  const { agentName, companyName, status, statusMessage, facts, snippet, documents, awaitsOwner } = deployment
  return {
    state: 'claimed' as const,
    shop,
    name: facts.shop ?? name ?? shop,
    agent: agentName,
    company: companyName,
    status,
    message: statusMessage,
    inTheme: facts['in the theme'] ?? 'unknown',
    editor: editorAddress(shop, app.clientId),
    catalogue: documents,
    snippet,
    consoleUrl,
    awaitsOwner,
  }
}
