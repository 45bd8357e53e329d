import type { PlatformDouble, Subject } from '@craveva/adapter-kit/conformance'
import { createExampleAdapter } from '../adapter.ts'
import { startExamplePlatform } from './example-platform.ts'

/** The example as the conformance suite takes it. */
export async function exampleSubject(): Promise<Subject> {
  let url = ''
  const start = async (): Promise<PlatformDouble> => {
    const platform = await startExamplePlatform()
    url = platform.url
    return platform
  }
  const { open, ...rest } = createExampleAdapter('')
  return { adapter: { ...rest, open: context => createExampleAdapter(url).open(context as Parameters<typeof open>[0]) }, start }
}
