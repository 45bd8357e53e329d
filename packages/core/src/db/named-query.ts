/** A statement that is prepared under a name on every connection that runs it, with the values of one run. */
export interface NamedQuery {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}

const texts = new WeakMap<TemplateStringsArray, string>()

/**
 * Makes a template into a statement whose text is put together once, with every value as a parameter: for the few that run so often that
 * building and planning them anew would show. Each name stands for one template.
 */
export const named =
  (name: string) =>
  (strings: TemplateStringsArray, ...values: readonly unknown[]): NamedQuery => {
    let text = texts.get(strings)
    if (text === undefined) {
      text = strings.reduce((whole, piece, index) => `${whole}$${index}${piece}`)
      texts.set(strings, text)
    }
    return { name, text, values }
  }
