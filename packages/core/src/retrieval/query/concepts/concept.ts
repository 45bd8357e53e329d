import type { Language } from '../../words/language.ts'

/**
 * Words and phrases of customers and merchants that mean the same, by language, separated by commas. `>visa` among payment methods is an
 * instance: who asks for the methods is shown it, who asks for it is not content with another. `<apply` among jobs
 * is understood, but not what texts are searched for.
 */
export type Concept = { readonly [language in Language]?: string } & {
  readonly name?: string
  /** Names of concepts, separated by commas, whose words may answer as well, more weakly. */
  readonly see?: string
}
