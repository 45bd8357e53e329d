import type { DeploymentStatus } from '@craveva/contract/deployments'
import type { ZodType } from 'zod'

export interface PlatformContext {
  readonly publicUrl: string
  readonly agentId: string
}

/** Bounds on what the public may send to an agent. */
export interface ChatLimits {
  readonly visitor_per_minute: number
  /** Per address (IPv4) or household network (IPv6). */
  readonly network_per_minute: number
  readonly agent_per_minute: number
}

/** A platform agents are deployed to. Core knows none by name: the program registers them. */
export interface Platform<Settings = unknown> {
  readonly platform: string
  readonly kind: 'messaging' | 'ecommerce'
  readonly title: string
  /** Form, validation and docs all come from this. Whatever is needed but may come later is optional; secrets are marked and optional always. */
  readonly settings: ZodType<Settings>
  /** What a new deployment has where nothing else is given. */
  initial?(): Partial<Settings>
  /** Where a deployment with these settings stands, and what to do next. `installation`: of the operator's app, where it was made for one. */
  status(settings: Settings, installation: string | null): { status: DeploymentStatus; message: string | null }
  /** Present where visitors chat from a web page: what to paste, whence it may be called, and how often. */
  readonly page?: {
    snippet(context: PlatformContext): string
    allowedOrigins(settings: Settings): readonly string[]
    limits(settings: Settings): ChatLimits
    /** Whether visitors prove who they are, with tokens that the merchant's server signs. */
    identity?(settings: Settings): { readonly secret: string | null; readonly required: boolean }
  }
}

/** Where a deployment stands while settings are missing, given with the words that people know them by; null when all are there. */
export function awaitSettings<Settings extends object>(settings: Settings, needed: Partial<Record<keyof Settings & string, string>>) {
  const missing = Object.entries(needed).filter(([name]) => settings[name as keyof Settings] === undefined)
  if (missing.length === 0) return null
  const names = missing.map(([name, words]) => `${name} (${String(words)})`).join(', ')
  return { status: 'pending' as const, message: `Waits for: ${names}. Send ${missing.length === 1 ? 'it' : 'them'} as config with PUT.` }
}
