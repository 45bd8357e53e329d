import type { Adapter } from '@craveva/adapter-kit/adapter'

/** A made-up shop on a platform that is a double of the real one. */
export interface DemoPlatform {
  /** As people write it. */
  readonly title: string
  /** The platform's adapter, which is led to the double. */
  readonly adapter: Adapter
  /** Answers what the platform itself answers on a shop's pages, such as its cart; null for the rest. */
  storefront(request: Request, body: string): Promise<Response | null>
  /** What the platform's plugin or theme puts on the pages beside the widget. */
  readonly script: { readonly path: string; readonly data: Readonly<Record<string, string>> }
  /** Of the deployment. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Tells which agent is in the shop, and where the platform reaches the deployment. */
  deployed(hookUrl: string, agentId: string): void
  close(): Promise<void>
}

export interface DemoPlaces {
  /** Of the shop's pages, without a slash at the end. */
  readonly origin: string
  /** With which the platform tells the chat who is signed in. */
  readonly identitySecret: string
}
