import type { ModelProvider } from '@craveva/contract/models'
import { knownModel } from './known-models.ts'
import type { Model } from './model.ts'

/** The model that will answer for a name. */
export interface ResolvedModel {
  readonly model: Model
  /** The name as the provider knows it. */
  readonly name: string
  /** Why it is not the one asked for; null when it is. */
  readonly fallbackReason: string | null
  /** Tokens that question and answer may have together, where it is known. */
  readonly contextTokens?: number | null
  /** Whether it is used with the company's own key, so that its tokens cost no credits. */
  readonly ownKey?: boolean
}

/** Which models there are. */
export interface ModelCatalogue {
  /** Never fails: a known model without a configured provider is answered by `builtin`, and says so. */
  resolve(name: string): ResolvedModel
  readonly builtin: Model
  /** Whether a name may be saved. */
  isKnown(name: string): boolean
  /** The same with models that are used with a company's own keys. */
  withOwnKeys(own: ReadonlyMap<ModelProvider, Model>): ModelCatalogue
  readonly providers: readonly Provider[]
  /** The provider a name belongs to, for people; null for `builtin` and names that nobody knows. */
  providerOf(name: string): string | null
  /** A few names to mention in an error. */
  readonly examples: readonly string[]
}

/** A provider's models by how their names begin. */
export interface Provider {
  /** For people: "OpenAI". */
  readonly title: string
  readonly prefixes: readonly string[]
  /** Whether the prefix belongs to our name for the model only. */
  readonly cutPrefix: boolean
  /** Null as long as nobody has configured it. */
  readonly model: Model | null
  /** The setting that configures it. */
  readonly setting: string
  /** Its name where a company may bring a key of its own, and what makes a model of that key. */
  readonly id?: ModelProvider
  readonly withKey?: (apiKey: string) => ClosableModel
}

/** A model with connections of its own. */
export interface ClosableModel extends Model {
  close(): Promise<void>
}

/** `builtin` and what the providers offer; the first provider whose prefix fits answers. */
export function createModelCatalogue(
  builtin: Model,
  providers: readonly Provider[],
  own: ReadonlyMap<string, Model> = none,
): ModelCatalogue {
  const find = (name: string) => {
    for (const provider of providers) {
      const prefix = provider.prefixes.find(candidate => name.startsWith(candidate) && name.length > candidate.length)
      if (prefix) return { provider, name: provider.cutPrefix ? name.slice(prefix.length) : name }
    }
    return null
  }
  return {
    builtin,
    providers,
    withOwnKeys: models =>
      models.size === 0 ? createModelCatalogue(builtin, providers) : createModelCatalogue(builtin, providers, models),
    examples: ['builtin', ...providers.map(({ prefixes }) => `${prefixes[0]}…`)],
    providerOf: name => find(name)?.provider.title ?? null,
    isKnown: name => name === 'builtin' || find(name) !== null,
    resolve(name) {
      if (name === 'builtin') return { model: builtin, name, fallbackReason: null }
      const found = find(name)
      if (!found) return { model: builtin, name: 'builtin', fallbackReason: `The model "${name}" is not known here.` }
      const { provider } = found
      const contextTokens = knownModel(name)?.contextTokens ?? null
      const owned = own.get(provider.id ?? '')
      if (owned) return { model: owned, name: found.name, fallbackReason: null, ownKey: true, contextTokens }
      if (!provider.model)
        return { model: builtin, name: 'builtin', fallbackReason: `No ${provider.title} provider is configured; set ${provider.setting}.` }
      return { model: provider.model, name: found.name, fallbackReason: null, contextTokens }
    },
  }
}

const none: ReadonlyMap<string, Model> = new Map()
